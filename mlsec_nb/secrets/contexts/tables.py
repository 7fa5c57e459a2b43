"""Tables of HTML and of pandas: a secret name beside its value, or as the head of a column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from mlsec_nb.core.finding import Confidence
from mlsec_nb.secrets.contexts.rows import MAX_ROWS, below
from mlsec_nb.secrets.judge import judge
from mlsec_nb.secrets.line import Line
from mlsec_nb.secrets.match import Match
from mlsec_nb.secrets.names import Sense, sense_of

MAX_COLUMNS = 40
LONGEST_HEAD = 4_000
LONGEST_BODY = 8_000
_CELLS = re.compile(
    r"<t[dh][^<>]{0,200}>\s{0,40}(?P<name>[A-Za-z_][\w.\- ]{1,80}?)\s{0,40}</t[dh]>\s{0,80}"
    r"<t[dh][^<>]{0,200}>\s{0,40}(?P<value>[^<>\s](?:[^<>\n]{2,4000}[^<>\s]))\s{0,40}</t[dh]>"
)
_CELL = re.compile(r"<t[dh][^<>]{0,200}>([^<>]{0,4000})<")
_NAMED = re.compile(r"<th[^<>]{0,200}>\s{0,40}([A-Za-z_][\w.\- ]{1,80})</th>")
_ROW = re.compile(r"<tr[\s>]")
_HEAD = re.compile(r"(?:[ ]{2,200}[A-Za-z_][\w.-]{0,80}){1,40}[ ]{0,9}")
_WORD = re.compile(r"\S+")


def find(line: Line) -> Iterator[Match]:
    """Every value in a table that the line names."""
    if "<t" in line.text:
        end = line.start + len(line.text)
        for found in _CELLS.finditer(line.whole, line.start, end + 600):
            if found.start() < end:
                yield from _judged(found.group("name"), found.group("value"), found.start("value"))
        for head in islice(_NAMED.finditer(line.text), MAX_COLUMNS):
            if sense_of(head.group(1)) > Sense.WEAK:
                yield from _below_head(line.whole, head.group(1), line.start + head.start())
    elif not line.code:
        yield from _columns(line)


def _judged(name: str, value: str, start: int) -> Iterator[Match]:
    if verdict := judge(name, value):
        yield verdict.match(start, start + len(value), value)


def _below_head(whole: str, name: str, at: int) -> Iterator[Match]:
    """The values of the column of an HTML table with this head."""
    row = whole.rfind("<tr", max(0, at - LONGEST_HEAD), at)
    if row < 0:
        return
    column = whole.count("<th", row, at) + whole.count("<td", row, at)
    stop = whole.find("</table", at, at + LONGEST_BODY)
    stop = at + LONGEST_BODY if stop < 0 else stop
    for start in islice(_ROW.finditer(whole, at, stop), MAX_ROWS):
        cell = next(islice(_CELL.finditer(whole, start.start(), stop), column, None), None)
        if cell is None or sense_of(cell.group(1)) > Sense.WEAK:
            return
        value = cell.group(1).strip()
        for match in _judged(name, value, cell.start(1) + cell.group(1).find(value)):
            if match.confidence > Confidence.LOW:
                yield match


def _columns(line: Line) -> Iterator[Match]:
    """The values below the names of columns, as pandas and others print them."""
    if _HEAD.fullmatch(line.text) is None:
        return
    words = list(islice(_WORD.finditer(line.text), MAX_COLUMNS))
    heads = [number for number, word in enumerate(words) if sense_of(word.group()) > Sense.WEAK]
    if not heads:
        return
    for text, start in below(line):
        row = list(islice(_WORD.finditer(text), MAX_COLUMNS + 1))
        for number in heads:
            if word := _under(words, number, row):
                found = _judged(words[number].group(), word.group(), start + word.start())
                yield from (match for match in found if match.confidence > Confidence.LOW)
        if _HEAD.fullmatch(text):
            return  # the next head


def _under(heads: list[re.Match[str]], number: int, row: list[re.Match[str]]) -> re.Match[str] | None:
    """The word of a row below a head: aligned to its right, or the same in order after the index."""
    right = heads[number].end()
    aligned = next((word for word in row if word.end() == right), None)
    if aligned is None and len(row) == len(heads) + 1:
        return row[number + 1]
    return aligned
