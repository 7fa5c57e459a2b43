"""Python scripts as notebooks: percent cells (Jupytext, VS Code, Spyder), nbconvert's, Databricks'."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from mlsec_nb.core.finding import Skipped, Surface
from mlsec_nb.core.notebook import Cell, Coverage, Notebook, Part
from mlsec_nb.notebook.text import normalise_newlines

MARKER = re.compile(r"#[ \t]*(?:%%|In\[[ \d]*\]:|COMMAND -{5,})(.*)")
KIND = re.compile(r"\[(markdown|md|raw)\]")
COMMENTED_MAGIC = re.compile(r"^#[ \t]?(?=[!%]{1,2}[A-Za-z])|^# MAGIC ", re.MULTILINE)
"""Jupytext and Databricks comment magics out in scripts, but they run when opened as a notebook."""


def read_script(text: str, path: str, *, sha256: str, skipped: tuple[Skipped, ...] = ()) -> Notebook:
    """Read a Python script; lines are lines of the file. Without markers it is one cell."""
    text = normalise_newlines(text)
    cells = tuple(
        Cell(index=index, id=None, kind=kind, language=part.language or "python", parts=(part,))
        for index, (kind, part) in enumerate(_cells(text))
    )
    return Notebook(
        path=path,
        kind="script",
        format="python" if len(cells) == 1 else "percent script",
        language="python",
        sha256=sha256,
        cells=cells,
        coverage=Coverage(
            cells=len(cells), surfaces=len(cells), bytes=len(text.encode("utf-8", "surrogatepass"))
        ),
        skipped=skipped,
    )


def _cells(text: str) -> Iterator[tuple[str, Part]]:
    """Split at the markers: (kind, part) of each cell, the part beginning at its marker's line."""
    lines = text.split("\n")
    starts = [number for number, line in enumerate(lines) if MARKER.match(line)]
    bounds = sorted({0, *starts, len(lines)})
    for index, (start, end) in enumerate(itertools.pairwise(bounds)):
        marker = MARKER.match(lines[start])
        named = KIND.search(marker.group(1)) if marker else None
        kind = "code" if named is None else {"raw": "raw"}.get(named.group(1), "markdown")
        body = "\n".join(lines[start:end])
        live = COMMENTED_MAGIC.sub("", body) if marker and kind == "code" else body
        yield (
            kind,
            Part(
                text=live,
                surface=Surface.FILE,
                cell=index,
                language={"code": "python", "markdown": "markdown"}.get(kind, "text"),
                first_line=start + 1,
                exact=live == body,
            ),
        )
