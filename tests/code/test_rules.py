"""Every rule against its own examples: BAD fires on the marked line, GOOD does not."""

from __future__ import annotations

import pytest

from mlsec_nb.code.engine import analyse, rules
from mlsec_nb.core.finding import Finding, Surface
from mlsec_nb.core.notebook import Cell, Notebook, Part
from mlsec_nb.notebook.code import parse_notebook

MARK = "# bad"


def notebook(example: str) -> Notebook:
    """Cells are separated by ``# %%`` lines."""
    cells = tuple(
        Cell(
            index=index,
            id=None,
            kind="code",
            language="python",
            parts=(Part(text=source, surface=Surface.SOURCE, cell=index, language="python"),),
        )
        for index, source in enumerate(example.split("\n# %%\n"))
    )
    return Notebook(path="x.ipynb", kind="notebook", format="", language="python", sha256="", cells=cells)


def findings(example: str) -> list[Finding]:
    read = notebook(example)
    found = list(analyse(read, parse_notebook(read)))
    assert all(isinstance(item, Finding) for item in found), found
    return [item for item in found if isinstance(item, Finding)]


def expected(example: str) -> tuple[int, int]:
    """Cell and line of the mark; the last line of the example if there is none."""
    cells = [source.split("\n") for source in example.split("\n# %%\n")]
    marked = [(c, n) for c, lines in enumerate(cells) for n, line in enumerate(lines, 1) if MARK in line]
    return marked[0] if marked else (len(cells) - 1, len(cells[-1]))


BAD = [pytest.param(rule, text, id=f"{rule.name}-{n}") for rule in rules() for n, text in enumerate(rule.bad)]
GOOD = [pytest.param(text, id=f"{rule.name}-{n}") for rule in rules() for n, text in enumerate(rule.good)]


@pytest.mark.parametrize(("rule", "example"), BAD)
def test_bad_example_fires_on_its_line(rule, example):
    found = findings(example)
    assert {finding.rule for finding in found} == {rule.id}
    cell, line = expected(example)
    for finding in found:
        assert finding.location.cell == cell
        assert finding.location.line <= line <= finding.location.end_line


@pytest.mark.parametrize("example", GOOD)
def test_good_example_is_silent(example):
    assert findings(example) == []


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_rule_is_documented(rule):
    for heading in ("What it does", "Why it matters", "Use instead", "References"):
        assert f"\n{heading}\n{'-' * len(heading)}\n" in rule.docs
    assert rule.bad
    assert rule.good


def test_ids_and_names_are_unique():
    assert len({rule.id for rule in rules()}) == len({rule.name for rule in rules()}) == len(rules())
