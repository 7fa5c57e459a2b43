"""What attacks share: how much of them there is, and what came of them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable

import pytest

COUNTS: Counter[str] = Counter()
OUTCOMES: Counter[str] = Counter({"canaries fired": 0, "crashes": 0, "hangs": 0, "bytes leaked": 0})

SCALE = int(os.environ.get("MLSEC_FUZZ", "1"))
"""How many times the inputs of a usual run; ``make fuzz`` asks for more."""

Tried = Callable[..., None]
"""Counts inputs, and what they did: ``tried(3, crashes=1)``."""


@pytest.fixture
def tried(request: pytest.FixtureRequest) -> Tried:
    """Count inputs; the totals are printed at the end."""
    attack = request.node.path.stem.removeprefix("test_")

    def count(
        number: int = 1, *, canaries: int = 0, crashes: int = 0, hangs: int = 0, leaked: int = 0
    ) -> None:
        COUNTS[attack] += number
        OUTCOMES.update(
            {"canaries fired": canaries, "crashes": crashes, "hangs": hangs, "bytes leaked": leaked}
        )

    return count


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if COUNTS:
        told = ", ".join(f"{number:,} {attack}" for attack, number in sorted(COUNTS.items()))
        came = ", ".join(f"{number:,} {outcome}" for outcome, number in OUTCOMES.items())
        terminalreporter.write_line(f"hostile inputs tried: {sum(COUNTS.values()):,} ({told}): {came}")
