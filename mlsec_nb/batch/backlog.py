"""What is still to be done, by size: who takes the largest first has only small things left at the end."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable

from mlsec_nb.batch.item import Item
from mlsec_nb.batch.work import Batch

BATCH_BYTES = 2 << 20
BATCH_ITEMS = 64
"""A batch ends at whichever comes first: enough work to be worth sending, little enough to share evenly."""

SHARES = 8
"""Batches that each worker has still to come: towards the end they get smaller, and nobody waits for long."""


class Backlog:
    """Numbered items that nobody has taken yet.

    Parameters
    ----------
    numbered
        Items with their numbers in the order of discovery.
    run
        Tells one scan from the next, in workers that see both.
    """

    def __init__(self, numbered: Iterable[tuple[int, Item]], run: str) -> None:
        sized = sorted(((item.size, number, item) for number, item in numbered), key=lambda each: each[:2])
        self._items = deque(sized)
        self._bytes = sum(size for size, _, _ in sized)
        self._run = run
        self._folder = os.getcwd()

    def __bool__(self) -> bool:
        return bool(self._items)

    def batch(self, workers: int) -> Batch | None:
        """Take the largest items, for one of so many workers; ``None`` when there is nothing left."""
        share = 1 + SHARES * workers
        most_bytes = min(BATCH_BYTES, self._bytes // share)
        most_items = min(BATCH_ITEMS, 1 + len(self._items) // share)
        taken: list[tuple[int, Item]] = []
        size = 0
        while self._items and (not taken or (size <= most_bytes and len(taken) < most_items)):
            length, number, item = self._items.pop()
            taken.append((number, item))
            size += length
        self._bytes -= size
        return Batch(self._run, tuple(taken), self._folder) if taken else None

    def smallest(self) -> tuple[int, Item] | None:
        """Take the smallest item; ``None`` when there is nothing left."""
        if not self._items:
            return None
        size, number, item = self._items.popleft()
        self._bytes -= size
        return number, item
