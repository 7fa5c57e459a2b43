"""What was found in large outputs, for whoever scans the same notebook again after every change."""

from __future__ import annotations

import hashlib
import math
import time
from collections import OrderedDict
from collections.abc import Callable, Generator

from mlsec_nb.core.finding import Surface
from mlsec_nb.core.notebook import Part
from mlsec_nb.secrets.match import Match

LARGE = 16_384
"""Characters from which remembering is cheaper than searching again."""

MOST = 10_000
"""Texts that are remembered, more than the largest request has: what was found in them, not the texts."""

Searched = tuple[tuple[Match, ...], tuple[str, ...]]
"""The matches in a text, and what of it was not looked at."""

Search = Generator[None, None, Searched]
"""A search in short steps."""


class Memory:
    """Remembers the search of large outputs; it can be spread over several scans.

    What is found in an output on its own follows from its text alone. What depends on other cells, such
    as values that code is known to print, is searched each time.

    Attributes
    ----------
    left
        How many outputs this scan has left for the next.
    """

    def __init__(self) -> None:
        self._known: OrderedDict[bytes, Searched] = OrderedDict()
        self._end = math.inf
        self._half: tuple[bytes, Search] | None = None
        self.left = 0

    def begin(self, *, seconds: float = math.inf) -> None:
        """Start a scan that searches new texts for this long; with 0 it tells what is known."""
        self._end = time.monotonic() + seconds
        self.left = 0

    @staticmethod
    def takes(part: Part) -> bool:
        """Whether the part is remembered."""
        return part.surface is Surface.OUTPUT and part.value is None and len(part.text) >= LARGE

    def of(self, part: Part, search: Callable[[], Search]) -> Searched | None:
        """What is in the part; nothing when the rest of it is left for the next scan."""
        key = hashlib.blake2b(part.text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        found = self._known.pop(key, None) or self._go_on(key, search)
        if found is None:
            self.left += 1
            return None
        self._known[key] = found
        while len(self._known) > MOST:
            self._known.popitem(last=False)
        return found

    def _go_on(self, key: bytes, search: Callable[[], Search]) -> Searched | None:
        """Search until the time is up, from where the scan before had to stop."""
        if time.monotonic() >= self._end:
            return None
        begun = self._half[1] if self._half is not None and self._half[0] == key else search()
        self._half = None
        try:
            while time.monotonic() < self._end:
                next(begun)
        except StopIteration as end:
            found: Searched = end.value
            return found
        self._half = key, begun
        return None
