"""A notebook as the engines see it: cells, and every text they hold as :class:`Part`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from mlsec_nb.core.finding import Location, Skipped, Surface


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One text of a notebook with the place it came from.

    Attributes
    ----------
    text
        What is scanned: ANSI codes stripped, data URIs and binary payloads blanked in place, so
        that lines (and, if ``exact``, columns) are those of the surface.
    value
        The decoded JSON behind ``text`` for structured surfaces (metadata, ``application/json``,
        ``application/vnd.*+json``, widget state): ``text`` is then its pretty print, one key a line.
    language
        For sources: the language of the cell in lower case (``python``, ``markdown``, ``r`` …).
    first_line
        The surface's line on which ``text`` starts (percent scripts: the line in the file).
    exact
        Whether columns of ``text`` are columns of the surface (false for HTML stripped of tags).
    pointers
        For structured surfaces: the JSON pointer of the value on each line of ``text``.
    """

    text: str
    surface: Surface
    cell: int | None = None
    cell_id: str | None = None
    output: int | None = None
    mime: str | None = None
    pointer: str | None = None
    value: object = None
    language: str | None = None
    first_line: int = 1
    exact: bool = True
    pointers: tuple[str, ...] = ()

    def locate(
        self,
        line: int,
        column: int | None = None,
        end_line: int | None = None,
        end_column: int | None = None,
    ) -> Location:
        """Turn a 1-based position in ``text`` into a :class:`Location`."""
        shift = self.first_line - 1
        inside = 0 < line <= len(self.pointers)
        return Location(
            surface=self.surface,
            cell=self.cell,
            cell_id=self.cell_id,
            output=self.output,
            mime=self.mime,
            line=line + shift,
            end_line=None if end_line is None else end_line + shift,
            column=column if self.exact else None,
            end_column=end_column if self.exact else None,
            pointer=self.pointers[line - 1] if inside else self.pointer,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell; ``parts[0]`` is its source, then attachments, metadata and outputs follow."""

    index: int
    id: str | None
    kind: str
    language: str
    parts: tuple[Part, ...]
    execution_count: int | None = None
    tags: frozenset[str] = frozenset()

    @property
    def source(self) -> Part:
        """The part that holds the cell's source."""
        return self.parts[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much was read: counts of cells, outputs and parts, and bytes of text."""

    cells: int = 0
    outputs: int = 0
    surfaces: int = 0
    bytes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Notebook:
    """A notebook or a script, read whole, with what could not be read in ``skipped``.

    ``kind`` is ``notebook`` or ``script``; ``parts`` are those that belong to no cell (the
    notebook's own metadata and widget state); ``metadata`` is the raw notebook metadata.
    """

    path: str
    kind: str
    format: str
    language: str
    sha256: str
    cells: tuple[Cell, ...] = ()
    parts: tuple[Part, ...] = ()
    metadata: Mapping[str, object] = field(default_factory=dict)
    coverage: Coverage = Coverage()
    skipped: tuple[Skipped, ...] = ()

    def all_parts(self) -> list[Part]:
        """Every part in reading order, cells first."""
        return [part for cell in self.cells for part in cell.parts] + list(self.parts)

    def with_path(self, path: str) -> Notebook:
        """The same notebook under another name."""
        return replace(self, path=path)
