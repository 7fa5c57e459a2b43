"""Tables: a secret name in one cell of HTML and the value in the next, or as the head of a column."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsec_nb.core.finding import Confidence
from mlsec_nb.secrets.judge import judge
from mlsec_nb.secrets.line import Line
from mlsec_nb.secrets.match import Match
from mlsec_nb.secrets.names import Sense, sense_of

MAX_ROWS = 60
MAX_COLUMNS = 40
_CELLS = re.compile(
    r"<t[dh][^<>]{0,200}>\s{0,40}(?P<name>[A-Za-z_][\w.\- ]{1,80}?)\s{0,40}</t[dh]>\s{0,80}"
    r"<t[dh][^<>]{0,200}>\s{0,40}(?P<value>[^<>\s]{4,4000})\s{0,40}</t[dh]>"
)
_CELL = re.compile(r"<t[dh][^<>]{0,200}>\s{0,40}([^<>]{0,4000}?)\s{0,40}</t[dh]>")
_WORD = re.compile(r"\S+")


def find(line: Line) -> Iterator[Match]:
    """Every value in a table that the line names."""
    if "<t" in line.text:
        start = line.whole.rfind("<t", 0, line.start + len(line.text))
        for found in _CELLS.finditer(line.whole, max(line.start, 0), line.start + len(line.text) + 600):
            if found.start() < line.start + len(line.text) and start >= 0:
                yield from _judged(found.group("name"), found.group("value"), found.start("value"))
    elif not line.code:
        yield from _columns(line)


def _judged(name: str, value: str, start: int) -> Iterator[Match]:
    if verdict := judge(name, value):
        yield verdict.match(start, start + len(value), value)


def _columns(line: Line) -> Iterator[Match]:
    """The values below the names of columns, aligned to the right as pandas prints them."""
    words = list(_WORD.finditer(line.text))
    if not 1 <= len(words) <= MAX_COLUMNS or not line.text.startswith("  "):
        return
    columns = [(w.group(), w.end()) for w in words if sense_of(w.group()) > Sense.WEAK]
    if not columns:
        return
    for text, start in _rows_below(line):
        for name, right in columns:
            for word in _WORD.finditer(text):
                if word.end() == right:
                    found = _judged(name, word.group(), start + word.start())
                    yield from (match for match in found if match.confidence > Confidence.LOW)


def _rows_below(line: Line) -> Iterator[tuple[str, int]]:
    at = line.start + len(line.text) + 1
    for _ in range(MAX_ROWS):
        end = line.whole.find("\n", at)
        end = len(line.whole) if end < 0 else end
        text = line.whole[at:end]
        if not text.strip() or end - at > 2_000:
            return
        yield text, at
        if end == len(line.whole):
            return
        at = end + 1
