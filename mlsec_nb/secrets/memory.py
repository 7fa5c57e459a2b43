"""What was found in large outputs, for whoever scans the same notebook again after every change."""

from __future__ import annotations

import hashlib
import math
import time
from collections import OrderedDict
from collections.abc import Callable

from mlsec_nb.core.finding import Surface
from mlsec_nb.core.notebook import Part
from mlsec_nb.secrets.match import Match

LARGE = 16_384
"""Characters from which remembering is cheaper than searching again."""

MOST = 2_000
"""Texts that are remembered: what was found in them, not the texts."""

Searched = tuple[tuple[Match, ...], tuple[str, ...]]
"""The matches in a text, and what of it was not looked at."""


class Memory:
    """Remembers the search of large outputs; a search of many can be spread over several scans.

    What is found in an output on its own follows from its text alone. What depends on other cells, such
    as values that code is known to print, is searched each time.
    """

    def __init__(self) -> None:
        self._known: OrderedDict[bytes, Searched] = OrderedDict()
        self._end = math.inf
        self._searched = False
        self.unfinished = False

    def begin(self, *, seconds: float = math.inf) -> None:
        """Start a scan that searches new texts for this long, but one at least."""
        self._end = time.monotonic() + seconds
        self._searched = self.unfinished = False

    @staticmethod
    def takes(part: Part) -> bool:
        """Whether the part is remembered."""
        return part.surface is Surface.OUTPUT and part.value is None and len(part.text) >= LARGE

    def of(self, part: Part, search: Callable[[], Searched]) -> Searched | None:
        """What is in the part; nothing when it is left for the next scan."""
        key = hashlib.blake2b(part.text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        if key in self._known:
            self._known.move_to_end(key)
            return self._known[key]
        if self._searched and time.monotonic() > self._end:
            self.unfinished = True
            return None
        self._searched = True
        self._known[key] = search()
        while len(self._known) > MOST:
            self._known.popitem(last=False)
        return self._known[key]
