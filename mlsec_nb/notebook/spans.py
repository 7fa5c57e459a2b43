"""Where the values of a JSON text stand in it: by RFC 6901 pointer, in one walk over the text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

Steps = tuple[str, ...]
"""The unescaped steps of a pointer."""

_SPACE = re.compile(r"[ \t\r\n]*")
_SCALAR = re.compile(r"[^\s,\]}]*")
STRING_OR_BRACKET = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]')


def spans(text: str, wanted: Iterable[Steps]) -> dict[Steps, tuple[int, int]]:
    """The start and end of every wanted value that is there; nothing if ``text`` is not JSON."""
    tree = _Wanted()
    for steps in wanted:
        tree.add(steps)
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return {}
    walk = _Walk(text)
    walk.value(walk.skip_space(0), tree, ())
    return walk.found


@dataclass(slots=True)
class _Wanted:
    """A tree of the pointers that are looked for."""

    here: bool = False
    below: dict[str, _Wanted] = field(default_factory=dict)

    def add(self, steps: Steps) -> None:
        node = self
        for step in steps:
            node = node.below.setdefault(step, _Wanted())
        node.here = True


class _Walk:
    """One walk over a text that is known to be JSON."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.found: dict[Steps, tuple[int, int]] = {}

    def value(self, start: int, wanted: _Wanted, steps: Steps) -> int:
        """Note the span of every wanted value from ``start`` down; return where the value ends."""
        if wanted.below and self._text[start] in "[{":
            position, index = start, 0
            while True:
                position = self.skip_space(position + 1)
                if self._text[position] in "]}":
                    break
                key, value = self._key(position) if self._text[start] == "{" else (str(index), position)
                below = wanted.below.get(key)
                end = self._end(value) if below is None else self.value(value, below, (*steps, key))
                position, index = self.skip_space(end), index + 1
                if self._text[position] != ",":
                    break
            end = position + 1
        else:
            end = self._end(start)
        if wanted.here:
            self.found[steps] = (start, end)
        return end

    def skip_space(self, position: int) -> int:
        """The first place from here on that is no white space."""
        space = _SPACE.match(self._text, position)
        return space.end() if space else position

    def _key(self, start: int) -> tuple[str, int]:
        """The key that starts here, and where its value starts."""
        end = self._end(start)
        colon = self.skip_space(end)
        return json.loads(self._text[start:end], strict=False), self.skip_space(colon + 1)

    def _end(self, start: int) -> int:
        """Where the value that starts here ends; without recursion, as it may be nested deep."""
        if self._text[start] not in '"[{':
            scalar = _SCALAR.match(self._text, start)
            return scalar.end() if scalar else start
        depth = 0
        for token in STRING_OR_BRACKET.finditer(self._text, start):
            depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token.group(), 0)
            if depth == 0:
                return token.end()
        return len(self._text)
