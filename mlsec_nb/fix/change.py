"""What a fix would do to one cell, with a preview that shows no secret."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Any

from mlsec_nb.core.finding import Edit

CONTEXT = 2
"""Unchanged lines shown on either side of a change."""

MAX_PREVIEW = 200
"""Lines of a preview; a longer one is cut."""


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """A line of a preview; ``kind`` is ``same``, ``gone`` or ``new``."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of one cell.

    Attributes
    ----------
    cell
        Its index from 0.
    title
        What the change does, as an imperative sentence without a full stop.
    edits
        Edits of the source, from the first to the last; they do not overlap.
    outputs
        The outputs that the cell has afterwards; ``None`` leaves them.
    tags
        Tags to add to the cell.
    preview
        The changed lines as a person is shown them.
    """

    cell: int
    title: str
    edits: tuple[Edit, ...] = ()
    outputs: tuple[dict[str, Any], ...] | None = None
    tags: tuple[str, ...] = ()
    preview: tuple[PreviewLine, ...] = ()


def edited(source: str, edits: tuple[Edit, ...]) -> str:
    """``source`` with ``edits`` made."""
    starts = [0]
    for line in source.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for edit in sorted(edits, key=lambda e: (e.line, e.column), reverse=True):
        begin = starts[edit.line - 1] + edit.column - 1
        end = starts[edit.end_line - 1] + edit.end_column - 1
        source = source[:begin] + edit.replacement + source[end:]
    return source


def preview(before: str, after: str) -> tuple[PreviewLine, ...]:
    """The lines that differ, with some around them; secrets have to be masked beforehand."""
    kinds = {" ": "same", "-": "gone", "+": "new"}
    lines = difflib.unified_diff(before.split("\n"), after.split("\n"), lineterm="", n=CONTEXT)
    shown = [PreviewLine(kinds[line[0]], line[1:]) for line in list(lines)[2:] if line[0] in kinds]
    return tuple(shown[:MAX_PREVIEW])
