"""Notebooks and code that are made to take for ever or to fill the memory."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mlsec_nb.options import Options
from mlsec_nb.scan import Scanner
from tests.hostile.bombs.notebooks import FIRST, LAST, NOTEBOOKS, between
from tests.hostile.bombs.programs import PROGRAMS
from tests.hostile.conftest import SCALE, Tried
from tests.hostile.measure import measured
from tests.notebooks import content

SECONDS = 5
MIB = 1024
OPTIONS = Options(engines=("secrets", "code", "artifacts", "privacy"))
BOMBS: dict[str, Callable[[], bytes]] = {
    **{name: lambda make=make: make(SCALE) for name, make in NOTEBOOKS.items()},
    **{f"code: {name}": lambda make=make: between(make(SCALE)) for name, make in PROGRAMS.items()},
}
OUTER = {"MLS205", "MLS207"}
"""What is found before and after each bomb."""


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    """Load what every scan loads, before processes are forked."""
    assert found(content(FIRST, LAST)) == (OUTER, False)


def found(notebook: bytes) -> tuple[set[str], bool]:
    """The rules that found something, and whether a gap was told."""
    target = Scanner(OPTIONS).content(notebook, "a.ipynb")
    return {finding.rule for finding in target.findings}, target.incomplete


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_bomb_costs_little_and_hides_nothing(bomb: Callable[[], bytes], tried: Tried) -> None:
    notebook = bomb()
    done = measured(lambda: found(notebook))
    tried(crashes=bool(done.crashed), hangs=done.seconds > SECONDS)
    assert not done.crashed
    assert done.seconds < SECONDS
    assert done.mib < MIB
    rules, told = done.answer
    assert told or rules >= OUTER
