"""One pass over all texts of a notebook picks the few lines that can hold a secret.

Every rule names its needles, literal texts without which it cannot match; a line without any
needle is never looked at again. google-re2 finds them in a single pass where it is installed,
``bytes.find`` in one pass for each needle where it is not: the lines are the same.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from heapq import heapify, heappop, heapreplace
from itertools import accumulate

MAX_LINE = 8_000
"""Longer lines are looked at in windows around their needles."""

WINDOW_BEFORE, WINDOW_AFTER, MAX_WINDOWS, LONGEST_TOKEN = 400, 1_600, 24, 4_000
_TOKEN = re.compile(rb"[A-Za-z0-9_\-+/=.~%]*")

_TRAPS = {"\u017f": "s", "\u212a": "k"}
"""The two characters beyond ASCII that patterns which ignore case take for ASCII letters."""


@dataclass(frozen=True, slots=True)
class Span:
    """A line, or a window of a long one, in the text with this ``index``; ``cut``: more was left out."""

    index: int
    start: int
    end: int
    cut: bool = False


class Prefilter:
    """Finds the lines that hold a needle.

    Parameters
    ----------
    exact
        Needles that have to stand as they are.
    folded
        Needles in lower case, found in any case.
    free
        Regular expressions without lookarounds, for what has no fixed text.
    fast
        Whether to use google-re2 if it is there.
    """

    def __init__(
        self, exact: Iterable[str], folded: Iterable[str], free: Iterable[str] = (), *, fast: bool = True
    ) -> None:
        lowered = _shortest(set(folded))
        kept = {needle for needle in exact if not any(part in needle.lower() for part in lowered)}
        self._exact = sorted(needle.encode("ascii") for needle in _shortest(kept))
        self._folded = sorted(needle.encode("ascii") for needle in lowered)
        self._free = [pattern.encode("ascii") for pattern in free]
        literals = [_literal(needle, fold=False) for needle in self._exact]
        literals += [_literal(needle, fold=True) for needle in self._folded]
        self._search = _re2_search(b"|".join([*literals, *self._free])) if fast else None

    def spans(self, texts: Sequence[str]) -> Iterator[Span]:
        """Yield the lines that hold a needle, in order."""
        data, offsets = _together(texts)
        next_hit = self._hits(data)
        position = 0
        while (hit := next_hit(position)) >= 0:
            start, end = data.rfind(b"\n", 0, hit) + 1, data.find(b"\n", hit)
            end = len(data) if end < 0 else end
            yield from _line(data, start, end, offsets, next_hit)
            position = end + 1

    def all_spans(self, texts: Sequence[str]) -> Iterator[Span]:
        """Yield every line; of long ones the same windows."""
        data, offsets = _together(texts)
        next_hit = self._hits(data)
        start = 0
        while start <= len(data):
            end = data.find(b"\n", start)
            end = len(data) if end < 0 else end
            yield from _line(data, start, end, offsets, next_hit)
            start = end + 1

    def _hits(self, data: bytes) -> Callable[[int], int]:
        """A function that gives the place of the first needle at or after ever higher positions, or -1."""
        if self._search is not None:
            search = self._search
            return lambda position: search(data, position)
        lowered = data.lower()
        finders = [partial(data.find, needle) for needle in self._exact if needle in data]
        finders += [partial(lowered.find, needle) for needle in self._folded if needle in lowered]
        finders += [partial(_find, re.compile(pattern), data) for pattern in self._free]
        heap = [(at, number) for number, finder in enumerate(finders) if (at := finder(0)) >= 0]
        heapify(heap)

        def first(position: int) -> int:
            while heap and heap[0][0] < position:
                number = heap[0][1]
                at = finders[number](position)
                if at < 0:
                    heappop(heap)
                else:
                    heapreplace(heap, (at, number))
            return heap[0][0] if heap else -1

        return first


def _shortest(needles: set[str]) -> set[str]:
    """Those that contain no other: a line with the longer one holds the shorter one too."""
    found: set[str] = set()
    for needle in sorted(needles, key=len):
        pieces = (needle[i:j] for i in range(len(needle)) for j in range(i + 1, len(needle) + 1))
        if found.isdisjoint(pieces):
            found.add(needle)
    return found


def _together(texts: Sequence[str]) -> tuple[bytes, list[int]]:
    """All texts as one, a byte for each character, and where each starts."""
    data = "\n".join(_fold(text) for text in texts).encode("ascii", "replace")
    return data, [0, *accumulate(len(text) + 1 for text in texts)]


def _line(
    data: bytes, start: int, end: int, offsets: Sequence[int], next_hit: Callable[[int], int]
) -> Iterator[Span]:
    index = min(bisect_right(offsets, start) - 1, len(offsets) - 2)
    shift = offsets[index]
    if end - start <= MAX_LINE:
        yield Span(index, start - shift, end - shift)
    else:
        yield from _windows(index, data[start:end], start, shift, next_hit)


def _find(pattern: re.Pattern[bytes], data: bytes, position: int) -> int:
    found = pattern.search(data, position)
    return -1 if found is None else found.start()


def _windows(
    index: int, line: bytes, start: int, shift: int, next_hit: Callable[[int], int]
) -> Iterator[Span]:
    """Stretches of a long line around its needles; they do not overlap, nor end within a token."""
    position, count, end = start, 0, start + len(line)
    while 0 <= (hit := next_hit(position)) < end:
        if count == MAX_WINDOWS:
            yield Span(index, position - shift, position - shift, cut=True)
            return
        first = max(position, hit - WINDOW_BEFORE)
        position = min(end, hit + WINDOW_AFTER)
        rest = _TOKEN.match(line, position - start, position - start + LONGEST_TOKEN)
        position += len(rest.group()) if rest else 0
        yield Span(index, first - shift, position - shift)
        count += 1


def _fold(text: str) -> str:
    if not text.isascii():
        for trap, letter in _TRAPS.items():
            text = text.replace(trap, letter)
    return text


@lru_cache(maxsize=4)
def _re2_search(pattern: bytes) -> Callable[[bytes, int], int] | None:
    """A search for the first of the needles, in one pass; ``None`` where google-re2 is missing."""
    try:
        import re2
    except ImportError:
        return None
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.max_mem = 64 << 20
    compiled = re2.compile(pattern, options)

    def search(data: bytes, position: int) -> int:
        match = compiled.search(data, position)
        return -1 if match is None else int(match.start())

    return search


def _literal(needle: bytes, *, fold: bool) -> bytes:
    pieces = []
    for character in needle.decode("ascii"):
        if fold and character.isalpha():
            pieces.append(f"[{character.upper()}{character}]")
        else:
            pieces.append(character if character.isalnum() else f"\\x{ord(character):02x}")
    return "".join(pieces).encode("ascii")
