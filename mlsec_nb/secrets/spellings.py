"""Mask known values in any text, however it spells them: escaped, quoted, coloured, cut off.

A value is looked for by its runs of ten characters, so that what a table or a line break left of it
is found as well, in the text as it stands and in what it decodes to.
"""

from __future__ import annotations

import html
import re
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from mlsec_nb.core.redact import mask
from mlsec_nb.notebook.text import ANSI, TAG

RUN = 10
"""Characters of a value in a row that are not left anywhere."""

BLOCK = RUN // 2
"""Any run of ten contains a block of five that starts at a multiple of five: only those are looked up."""

SHORTEST = 4
"""Shorter values would shred the text, and are masked where they are found."""

MASKED = re.compile(r"\[[\w .-]{1,80}, \d{1,9} characters, #[0-9a-f]{4}\]|^\[[a-z][a-z0-9-]{1,60},")
"""A mask, or else the first word of one, which is what a word on a command line would be taken for."""


@dataclass(frozen=True, slots=True)
class Decoder:
    """One layer of spelling: what matches ``pattern`` stands for what ``plain`` makes of it.

    ``markup`` stands for nothing; where it interrupts a value it stays behind the mask, so that
    what was opened before is still closed.
    """

    pattern: re.Pattern[str]
    plain: Callable[[re.Match[str]], str]
    markup: bool = False


_BACKSLASHED = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


def _unescaped(match: re.Match[str]) -> str:
    code = match.group(1)
    return chr(int(code[1:], 16)) if len(code) > 1 else _BACKSLASHED.get(code, code)


COLOURS = Decoder(ANSI, lambda _: "", markup=True)
TAGS = Decoder(TAG, lambda _: "", markup=True)
ENTITIES = Decoder(re.compile(r"&(?:#[0-9a-fA-FxX]{1,8}|[A-Za-z]\w{1,31});?"), lambda m: html.unescape(m[0]))
ESCAPES = Decoder(re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[nrtbf\"'/\\])"), _unescaped)
PERCENT = Decoder(re.compile(r"(?:%[0-9A-Fa-f]{2}){1,1000}"), lambda m: unquote(m[0]))

SPELLINGS: tuple[tuple[Decoder, ...], ...] = (
    (),
    (COLOURS,),
    (COLOURS, ESCAPES),
    (ESCAPES,),
    (ESCAPES, ESCAPES),
    (ENTITIES,),
    (ENTITIES, ESCAPES),
    (TAGS,),
    (TAGS, ENTITIES),
    (PERCENT,),
)


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text, and what is put in its place; an empty mask needs a neighbour with one."""

    start: int
    end: int
    mask: str


class Eraser:
    """Replaces values by their masks in every spelling.

    Parameters
    ----------
    values
        Pairs of (value, kind).
    salt
        The salt of the short hashes.
    """

    def __init__(self, values: Iterable[tuple[str, str]], salt: str = "") -> None:
        self._runs: dict[str, str] = {}
        self._blocks: set[str] = set()
        short: dict[str, str] = {}
        for value, kind in sorted(values, key=lambda pair: len(pair[0]), reverse=True):
            shown = mask(kind, value, salt)
            if len(value) < RUN:
                short[value] = shown
            for run in _windows(value, RUN):
                # A ruler or a row of zeros is nobody's secret; beside the rest of a value it is part of it.
                self._runs.setdefault(run, shown if len(set(run)) > 2 else "")
                self._blocks.update(_windows(run, BLOCK))
        self._short = {value: shown for value, shown in short.items() if len(value) >= SHORTEST}
        words = "|".join(map(re.escape, self._short))
        self._word = re.compile(rf"(?<!\w)(?:{words})(?!\w)") if words else None

    def __call__(self, text: str) -> str:
        """Return ``text`` without the values."""
        spans = [span for layers in SPELLINGS for span in self._spelled(text, layers)]
        pieces, at = [], 0
        for span in _merged(spans):
            pieces += [text[at : span.start], span.mask]
            at = span.end
        return "".join([*pieces, text[at:]]) if pieces else text

    def _spelled(self, text: str, layers: tuple[Decoder, ...]) -> Iterator[Span]:
        """Where ``text`` holds a value under ``layers`` of spelling."""
        plain = text
        for layer in layers:
            before = plain
            plain = layer.pattern.sub(layer.plain, before)
            if plain == before:
                return  # the same as under fewer layers
        found = _merged(self._found(plain))
        if not found:
            return
        starts, ends = _origins(text, layers)
        for span in found:
            start, end = starts[span.start], ends[span.end - 1]
            markup = layers[0].pattern.findall(text, start, end) if layers and layers[0].markup else ()
            yield Span(start, end, span.mask + self("".join(markup)))

    def _found(self, text: str) -> Iterator[Span]:
        for block in range(0, len(text) - BLOCK + 1, BLOCK):
            if text[block : block + BLOCK] in self._blocks:
                for start in range(max(0, block - BLOCK), block + 1):
                    shown = self._runs.get(text[start : start + RUN])
                    if shown is not None:
                        yield Span(start, start + RUN, shown)
        if self._word:
            for match in self._word.finditer(text):
                yield Span(match.start(), match.end(), self._short[match.group()])


def _windows(text: str, size: int) -> Iterator[str]:
    return (text[start : start + size] for start in range(len(text) - size + 1))


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Overlapping spans as one, in order, with the first mask there is."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if merged and span.start < merged[-1].end:
            last = merged[-1]
            merged[-1] = Span(last.start, max(last.end, span.end), last.mask or span.mask)
        else:
            merged.append(span)
    return [span for span in merged if span.mask]


def _origins(text: str, layers: tuple[Decoder, ...]) -> tuple[array[int], array[int]]:
    """Where each character of the decoded text starts and ends in ``text``."""
    starts, ends = array("L", range(len(text))), array("L", range(1, len(text) + 1))
    for layer in layers:
        pieces: list[str] = []
        new_starts, new_ends = array("L"), array("L")
        at = 0
        for match in layer.pattern.finditer(text):
            plain = layer.plain(match)
            pieces += [text[at : match.start()], plain]
            new_starts += starts[at : match.start()] + array("L", [starts[match.start()]]) * len(plain)
            new_ends += ends[at : match.start()] + array("L", [ends[match.end() - 1]]) * len(plain)
            at = match.end()
        text = "".join([*pieces, text[at:]])
        starts, ends = new_starts + starts[at:], new_ends + ends[at:]
    return starts, ends
