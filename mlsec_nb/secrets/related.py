"""Where a leaked value comes from: the source that defines it, or the cell that printed it."""

from __future__ import annotations

from collections.abc import Sequence

from mlsec_nb.core.finding import Location, Related, Surface
from mlsec_nb.core.notebook import Notebook, Part
from mlsec_nb.secrets.match import Match

SOURCES = (Surface.SOURCE, Surface.FILE)


def explain(
    match: Match, part: Part, notebook: Notebook, found: Sequence[tuple[Part, list[Match]]]
) -> tuple[Related, ...]:
    """Point from a secret outside of the sources to the source it comes from, if that is known."""
    if part.surface in SOURCES:
        return ()
    for other, matches in found:
        if other.surface in SOURCES:
            for candidate in matches:
                if candidate.value == match.value:
                    return (Related(location=_at(other, candidate), message="Defined here."),)
    if part.output is None or part.cell is None or part.cell >= len(notebook.cells):
        return ()
    source = notebook.cells[part.cell].source
    return (Related(location=source.locate(1), message="Printed by this cell."),)


def _at(part: Part, match: Match) -> Location:
    line = part.text.count("\n", 0, match.start) + 1
    return part.locate(line, match.start - part.text.rfind("\n", 0, match.start))
