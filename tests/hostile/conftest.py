"""What attacks share: how much of them there is, and how many inputs were tried."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable

import pytest

COUNTS: Counter[str] = Counter()

SCALE = int(os.environ.get("MLSEC_FUZZ", "1"))
"""How many times the inputs of a usual run; ``make fuzz`` asks for more."""


@pytest.fixture
def tried(request: pytest.FixtureRequest) -> Callable[..., None]:
    """Count inputs; the totals are printed at the end."""
    attack = request.node.path.stem.removeprefix("test_")

    def count(number: int = 1) -> None:
        COUNTS[attack] += number

    return count


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if COUNTS:
        told = ", ".join(f"{number:,} {attack}" for attack, number in sorted(COUNTS.items()))
        terminalreporter.write_line(f"hostile inputs tried: {sum(COUNTS.values()):,} ({told})")
