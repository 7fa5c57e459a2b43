"""Tables drawn with bars in text: a secret name beside its value, or as the head of a column."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsec_nb.core.finding import Confidence
from mlsec_nb.secrets.contexts.rows import below
from mlsec_nb.secrets.judge import judge
from mlsec_nb.secrets.line import Line
from mlsec_nb.secrets.match import Match
from mlsec_nb.secrets.names import Sense, sense_of

BARS = "|│┃║"
MAX_CELLS = 60
LONGEST_NAME = 60
_CELL = re.compile(r"[^|│┃║\n]{1,4000}")
_FRAME = re.compile(r"[\s|│┃║+:=\-─━═┼╪╋┿╂├┤╞╡┡┩┢┪┠┨┬┴╤╧┯┷╇╈╭╮╰╯┌┐└┘┏┓┗┛╔╗╚╝╠╣╬╦╩]+")
_MARKS = " \t`*\"'"


def find(line: Line) -> Iterator[Match]:
    """Every value in a table with bars that the line names."""
    if line.code or not any(bar in line.text for bar in BARS):
        return
    cells = _cells(line.text, line.start)
    names = [(number, text) for number, (text, _) in enumerate(cells) if _is_name(text)]
    for number, name in names:
        if number + 1 < len(cells):
            yield from _judged(name, *cells[number + 1])
    heads = [(number, name) for number, name in names if sense_of(name) > Sense.WEAK]
    if heads and len(cells) <= MAX_CELLS:
        yield from _columns(line, heads, len(cells))


def _columns(line: Line, heads: list[tuple[int, str]], count: int) -> Iterator[Match]:
    """What stands below the heads, as far as the rows have as many cells."""
    for text, start in below(line):
        if _FRAME.fullmatch(text):
            continue
        cells = _cells(text, start)
        if len(cells) != count:
            return
        for number, name in heads:
            yield from _judged(name, *cells[number])
        if any(_is_name(cell) for cell, _ in cells):
            return  # a row of names is the head of the next table


def _cells(text: str, start: int) -> list[tuple[str, int]]:
    """The cells of a row without their marks, and where they start."""
    found = []
    for cell in _CELL.finditer(text):
        inner = cell.group().strip(_MARKS)
        if inner:
            found.append((inner, start + cell.start() + cell.group().find(inner)))
    return found


def _is_name(text: str) -> bool:
    return len(text) <= LONGEST_NAME and sense_of(text) is not Sense.NONE


def _judged(name: str, value: str, start: int) -> Iterator[Match]:
    verdict = judge(name, value)
    if verdict is not None and verdict.confidence > Confidence.LOW:
        yield verdict.match(start, start + len(value), value)
