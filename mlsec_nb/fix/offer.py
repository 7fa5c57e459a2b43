"""Say in a word which fix there is; what it would change is worked out when it is asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mlsec_nb.core.finding import Finding, Fix, Location, Surface
from mlsec_nb.core.notebook import Notebook
from mlsec_nb.fix.environment import Span, movable
from mlsec_nb.notebook.code import parse_notebook

REDACT = "Redact the output"
ENVIRONMENT = "Read the value from the environment"


def offering(notebook: Notebook, findings: Sequence[Finding]) -> Iterator[Finding]:
    """The findings, each with its fix: its engine's, or one of this package's, without edits yet."""
    literals = _literals(notebook, {f.location.cell for f in findings if _in_source(f)})
    for finding in findings:
        at = finding.location
        if finding.fix or at.cell is None:
            yield finding
        elif finding.engine == "secrets" and at.surface is Surface.OUTPUT:
            yield replace(finding, fix=Fix(REDACT))
        elif _in_source(finding) and _inside(literals.get(at.cell, []), at):
            yield replace(finding, fix=Fix(ENVIRONMENT))
        else:
            yield finding


def _in_source(finding: Finding) -> bool:
    return finding.engine == "secrets" and finding.location.surface is Surface.SOURCE and not finding.fix


def _literals(notebook: Notebook, indices: set[int | None]) -> dict[int | None, list[Span]]:
    """Where the literals that can be moved are, in order; a line that is not valid Python has none."""
    cells = tuple(cell for cell in notebook.cells if cell.index in indices)
    return {code.part.cell: sorted(movable(code)) for code in parse_notebook(replace(notebook, cells=cells))}


def _inside(spans: list[Span], at: Location) -> bool:
    if at.column is None:
        return False
    place = (at.line, at.column)
    before = bisect_right(spans, place, key=lambda span: span[:2]) - 1
    return before >= 0 and place < spans[before][2:]
