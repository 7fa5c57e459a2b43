"""Find known values in text that is on its way out, whole or piece by piece."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mlsec_nb.core.redact import mask
from mlsec_nb.guard.spellings import spellings
from mlsec_nb.notebook.surfaces import is_binary

LONG = 10
"""From this length on the first half of a value is not shown even when nothing follows."""

BLOCK = 1 << 17
"""Characters that are searched at once."""

SAMPLE = 4
"""Characters of a spelling that a sample of a text has at least."""

WIDEST = 16
"""The widest stride of a sample: what is left of a long text is searched in little time already."""

Search = Callable[[str, int], "tuple[int, int] | None"]


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text that spells the value called ``label``, and its mask."""

    start: int
    end: int
    label: str
    mask: str


class Matcher:
    """Finds values in every spelling that :mod:`mlsec_nb.guard.spellings` knows.

    Parameters
    ----------
    labels
        Name by value.
    salt
        The salt of the short hashes in masks.
    """

    def __init__(self, labels: Mapping[str, str], salt: str = "") -> None:
        self._masks: dict[str, tuple[str, str]] = {}
        for value, label in labels.items():
            for text in spellings(value):
                self._masks.setdefault(text, (label, mask(_word(label), value, salt)))
        self._search = _searcher(sorted(self._masks, key=len, reverse=True))
        self._longest = max(map(len, self._masks), default=0)
        self._stride = max(1, min(WIDEST, min(map(len, self._masks), default=0) // SAMPLE))
        strides = range(self._stride)
        self._hint = _searcher({text[first :: self._stride] for text in self._masks for first in strides})
        self._starts: dict[str, list[str]] = {}
        for text in self._masks:
            self._starts.setdefault(text[0], []).append(text)

    def spans(self, text: str) -> list[Span]:
        """Where ``text`` spells a value; spellings that overlap are one span."""
        merged: list[Span] = []
        for start, end in self._found(text):
            if merged and start < merged[-1].end:
                last = merged[-1]
                merged[-1] = Span(last.start, max(last.end, end), last.label, last.mask)
            else:
                merged.append(Span(start, end, *self._masks[text[start:end]]))
        return merged

    def _found(self, text: str) -> Iterator[tuple[int, int]]:
        """The longest spelling at each place where there is one, block by block.

        A long text is sampled first: whatever the place of a spelling, every n-th character of the text
        has every n-th of the spelling from one of its first n on. Blocks without any are passed over.
        """
        for begin in range(0, len(text), BLOCK):
            end = begin + BLOCK + self._longest
            if len(text) > BLOCK and self._hint(text[begin : end : self._stride], 0) is None:
                continue
            block = text[begin:end]
            at = 0
            while (found := self._search(block, at)) and found[0] < BLOCK:
                yield begin + found[0], begin + found[1]
                at = found[0] + 1

    def masked(self, text: str) -> tuple[str, set[str]]:
        """``text`` with the values masked, and the names of those that were in it."""
        spans = self.spans(text)
        pieces, at = [], 0
        for span in spans:
            pieces += [text[at : span.start], span.mask]
            at = span.end
        return "".join([*pieces, text[at:]]) if pieces else text, {span.label for span in spans}

    def masked_tree(self, value: Any) -> tuple[Any, set[str]]:
        """A JSON value with every text in it masked, and the names; binary payloads stay as they are."""
        labels: set[str] = set()

        def walk(value: Any) -> Any:
            if isinstance(value, str):
                text, found = self.masked(value)
                labels.update(found)
                return text
            if isinstance(value, dict):
                return {
                    walk(k): v if isinstance(k, str) and is_binary(k) else walk(v) for k, v in value.items()
                }
            if isinstance(value, (list, tuple)):
                return [walk(item) for item in value]
            return value

        return walk(value), labels

    def beginning(self, text: str) -> tuple[int, str]:
        """Where the longest end of ``text`` starts that a spelling goes on from, and that spelling."""
        for at in range(max(0, len(text) - self._longest + 1), len(text)):
            for spelling in self._starts.get(text[at], ()):
                if len(spelling) > len(text) - at and spelling.startswith(text[at:]):
                    return at, spelling
        return len(text), ""

    def mask_of(self, spelling: str) -> str:
        """What is shown instead of a spelling."""
        return self._masks[spelling][1]


class Stream:
    """Masks a text that comes in pieces: however it is split, what comes out is the same.

    Only the longest end that may be the start of a value is held back. When it is let go because nothing
    followed, it is still known, and what completes the value later is masked.
    """

    def __init__(self) -> None:
        self._shown = ""
        self._held = ""

    @property
    def holds(self) -> bool:
        """Whether something is held back."""
        return bool(self._held)

    def feed(self, text: str, matcher: Matcher) -> tuple[str, set[str]]:
        """What of this and what was held can be shown, masked, and the names of the values in it."""
        done = len(self._shown)
        text = self._shown + self._held + text
        spans = [span for span in matcher.spans(text) if span.end > done]
        cut, _ = matcher.beginning(text)
        for span in spans:
            if span.start < cut < span.end:
                cut = span.start
        pieces, at = [], done
        ready = [span for span in spans if span.end <= cut]
        for span in ready:
            pieces += [text[at : max(at, span.start)], span.mask]
            at = span.end
        pieces.append(text[at : max(at, cut)])
        end = max(done, cut)
        self._shown, self._held = text[cut:end], text[end:]
        return "".join(pieces), {span.label for span in ready}

    def release(self, matcher: Matcher) -> str:
        """What is held back, because nothing follows for now; masked if it is the better part of a value."""
        held, self._held = self._held, ""
        self._shown += held
        whole, labels = matcher.masked(self._shown)
        if labels:
            return whole
        at, spelling = matcher.beginning(self._shown)
        known = len(self._shown) - at
        return matcher.mask_of(spelling) if known >= max(LONG, len(spelling) / 2) else held


def _word(label: str) -> str:
    """A label as a mask can hold it."""
    return re.sub(r"[^\w .-]+", " ", label)[:80] or "secret"


def _searcher(needles: Iterable[str]) -> Search:
    """A function that finds the first, and there the longest, of ``needles`` from a position on."""
    pattern = "|".join(map(re.escape, needles))
    if not pattern:
        return lambda _text, _at: None
    compiled = _compiled(pattern)

    def search(text: str, at: int) -> tuple[int, int] | None:
        found = compiled.search(text, at)
        return found.span() if found else None

    return search


def _compiled(pattern: str) -> Any:
    """google-re2 finds all needles in one pass; ``re`` tries one after the other."""
    try:
        import re2
    except ImportError:
        return re.compile(pattern)
    options = re2.Options()
    options.longest_match = True
    options.log_errors = False
    options.max_mem = 256 << 20
    return re2.compile(pattern, options)
