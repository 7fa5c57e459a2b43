"""Tables that outputs show: HTML, pandas' plain text, rows between bars."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

MAX_LETTERS = 1_000_000
MAX_ROWS = 500
MAX_COLUMNS = 200
_GAP = re.compile(r"[ \t]{2,}")
_BARS = re.compile(r"[|│┃║]")
_RULE = re.compile(r"[\s|+\-:=│┃║─━═┼╪╋┌┐└┘├┤┬┴╔╗╚╝╠╣╦╩╬╟╢╤╧]+")


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table in an output: names of columns, rows of texts, and the line on which it starts."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    line: int

    def columns(self) -> Iterator[tuple[str, list[str]]]:
        """The columns that have a name, with their values."""
        for place, name in enumerate(self.header):
            if name:
                yield name, [row[place] for row in self.rows]


def tables_in_html(markup: str) -> list[ShownTable]:
    """The tables of a page; those without a header are left out."""
    if "<table" not in markup:
        return []
    reader = _Reader()
    reader.feed(markup[:MAX_LETTERS])
    reader.end_table()
    return reader.tables


class _Reader(HTMLParser):
    """Collects the cells of tables; nested ones end the outer one."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[ShownTable] = []
        self._rows: list[list[str]] = []
        self._heads = 0
        self._cell: list[str] | None = None
        self._line = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.end_table()
            self._line = self.getpos()[0]
        elif tag == "tr":
            self._rows.append([])
        elif tag in ("td", "th") and self._rows:
            self._end_cell()
            self._cell = []
            if tag == "th" and len(self._rows) == 1:
                self._heads += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "table":
            self.end_table()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def end_table(self) -> None:
        """Keep what was read of a table as far as its rows are as long as its header."""
        self._end_cell()
        if len(self._rows) > 1 and self._heads:
            header, *rows = self._rows
            self.tables.extend(_shown(header, rows, self._line))
        self._rows, self._heads = [], 0

    def _end_cell(self) -> None:
        if self._cell is not None and self._rows and len(self._rows[-1]) < MAX_COLUMNS:
            self._rows[-1].append("".join(self._cell).strip())
        self._cell = None


def _shown(header: Sequence[str], rows: Sequence[Sequence[str]], line: int) -> Iterator[ShownTable]:
    kept = tuple(tuple(row) for row in rows if len(row) == len(header))[:MAX_ROWS]
    if kept:
        yield ShownTable(tuple(header), kept, line)


def tables_in_text(text: str) -> Iterator[ShownTable]:
    """Tables of plain text: columns that blanks or bars keep apart, below a row of names."""
    block: list[list[str]] = []
    start = 1
    for number, line in enumerate(text[:MAX_LETTERS].split("\n"), 1):
        cells = _cells(line)
        if cells is None:
            continue  # a rule between rows
        if block and len(cells) != len(block[-1]) and not _has_index(block, cells):
            yield from _block(block, start)
            block = []
        if len(cells) < 2:
            yield from _block(block, start)
            block = []
            continue
        if not block:
            start = number
        block.append(cells)
    yield from _block(block, start)


def _cells(line: str) -> list[str] | None:
    """The cells of a line; ``None`` for a line that is drawn."""
    if len(line) > 20_000:
        return []
    if _RULE.fullmatch(line) and len(line.strip()) > 2:
        return None
    if _BARS.search(line):
        return [cell.strip() for cell in _BARS.split(line.strip().strip("|│┃║"))][:MAX_COLUMNS]
    text = line.strip().removesuffix("\\").strip()
    return _GAP.split(text)[:MAX_COLUMNS] if text else []


def _has_index(block: list[list[str]], cells: list[str]) -> bool:
    """Rows of pandas have one cell more than the header: the index has no name."""
    return len(block) == 1 and len(cells) == len(block[0]) + 1


def _block(block: list[list[str]], start: int) -> Iterator[ShownTable]:
    if len(block) < 2:
        return
    header, *rows = block
    if rows and len(rows[0]) == len(header) + 1:
        header = ["", *header]
    yield from _shown(header, rows, start)
