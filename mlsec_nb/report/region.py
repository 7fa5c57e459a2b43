"""From a place in a notebook to the place in the raw ``.ipynb`` file, where code hosts annotate.

The file is JSON: line 3 of a cell is somewhere inside a string, behind escapes. One scan of the
file finds the wanted values by their JSON pointers; each is then indexed character by character.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from mlsec_nb.core.finding import Location, Surface
from mlsec_nb.notebook.spans import STRING_OR_BRACKET, Steps, spans

MAX_STEPS = 200
"""Pointers with more steps are not followed: the reader prints no value that deep."""

_UNIT = re.compile(  # what decodes to one character, or a run of characters that stand for themselves
    r"[^\\]+|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\."
)
_LINE_FEEDS = ("\\n", "\\u000a", "\\u000A")
_RETURNS = ("\\r", "\\u000d", "\\u000D")


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A span of a file; lines and columns count from 1 in code points, ``end_column`` is one past it."""

    start_line: int
    start_column: int | None
    end_line: int | None
    end_column: int | None


class RawNotebook:
    """The text of an ``.ipynb`` file, with the values that some locations point to.

    Parameters
    ----------
    raw
        The bytes of the file. What is not JSON has no regions.
    locations
        All the places that will be asked for.
    """

    def __init__(self, raw: bytes, locations: Iterable[Location]) -> None:
        self._text = _decode(raw)
        self._lines = [0, *(match.end() for match in re.finditer("\n", self._text))]
        self._characters: dict[Steps, _Characters] = {}
        wanted = (_steps(location.pointer) for location in locations)
        self._spans = spans(self._text, (steps for steps in wanted if steps is not None))

    def region(self, location: Location) -> Region | None:
        """Where the place stands in the file; ``None`` if the value it points to is not there."""
        steps = _steps(location.pointer)
        if steps is None or steps not in self._spans:
            return None
        start, end = self._spans[steps]
        segments = [] if _is_whole_value(location) else self._segments(start, end)
        if not segments:
            newline = self._text.find("\n", start, end)
            return self._between(start, end if newline < 0 else newline)
        if steps not in self._characters:
            apart = steps[-1:] == ("traceback",)  # the one list whose items are lines without their ends
            returns = location.surface is Surface.SOURCE  # the reader makes every line end there \n
            self._characters[steps] = _Characters(self._text, segments, apart=apart, returns=returns)
        return self._between(*self._characters[steps].span(location))

    def _between(self, start: int, end: int) -> Region:
        first, last = bisect_right(self._lines, start), bisect_right(self._lines, end)
        return Region(
            start_line=first,
            start_column=start - self._lines[first - 1] + 1,
            end_line=last,
            end_column=end - self._lines[last - 1] + 1,
        )

    def _segments(self, start: int, end: int) -> list[tuple[int, int]]:
        """The insides of a string, or of each string of a list of strings; else nothing."""
        if self._text[start] not in '["':
            return []
        inside = slice(start, end) if self._text[start] == '"' else slice(start + 1, end - 1)
        tokens = list(STRING_OR_BRACKET.finditer(self._text, inside.start, inside.stop))
        nested = any(token.group() in "[]{}" for token in tokens)
        return [] if nested else [(token.start() + 1, token.end() - 1) for token in tokens]


class _Characters:
    """For each character of a decoded value, where it stands in the raw text; and where its lines start."""

    def __init__(self, text: str, segments: list[tuple[int, int]], *, apart: bool, returns: bool) -> None:
        self._decoded: list[int] = []
        self._raw: list[int] = []
        self._lines = [0]
        self._length = 0
        self._text = text
        for start, end in segments:
            for unit in _UNIT.finditer(text, start, end):
                plain = text[unit.start()] != "\\"
                self._add(unit.start(), unit.end() - unit.start() if plain else 1)
                if not plain and self._ends_line(unit.group(), unit.end(), returns):
                    self._lines.append(self._length)
            if apart:
                self._add(end, 1)
                self._lines.append(self._length)
        self._add(segments[-1][1], 0)

    def span(self, location: Location) -> tuple[int, int]:
        """The raw offsets of the place; whole lines where it has no columns."""
        line, end_line = location.line, location.end_line or location.line
        start = self._at(line, location.column or 1)
        if location.end_column is None:
            end = self._line_end(end_line)
        else:
            end = self._at(end_line, location.end_column)
        return self._offset(start), self._offset(max(start, end))

    def _add(self, raw: int, length: int) -> None:
        self._decoded.append(self._length)
        self._raw.append(raw)
        self._length += length

    def _ends_line(self, escape: str, end: int, returns: bool) -> bool:
        if escape in _LINE_FEEDS:
            return True
        return returns and escape in _RETURNS and not self._text.startswith(_LINE_FEEDS, end)

    def _at(self, line: int, column: int) -> int:
        start = self._lines[min(line, len(self._lines)) - 1]
        return min(start + column - 1, self._line_end(line))

    def _line_end(self, line: int) -> int:
        return self._lines[line] - 1 if line < len(self._lines) else self._length

    def _offset(self, decoded: int) -> int:
        run = bisect_right(self._decoded, decoded) - 1
        plain = self._text[self._raw[run]] != "\\"
        return self._raw[run] + (decoded - self._decoded[run] if plain else 0)


def _decode(raw: bytes) -> str:
    codec = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    return raw.decode(codec, "replace")


def _steps(pointer: str | None) -> Steps | None:
    """The unescaped steps of an RFC 6901 pointer."""
    if pointer is None or pointer.count("/") > MAX_STEPS:
        return None
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:])


def _is_whole_value(location: Location) -> bool:
    """Whether lines count in a pretty print or in decoded data, so that the pointer alone says where."""
    if location.surface in (Surface.METADATA, Surface.ATTACHMENT):
        return True
    mime = (location.mime or "").replace("~", "~0").replace("/", "~1")
    return mime.endswith("json") and not (location.pointer or "").endswith(f"/{mime}")
