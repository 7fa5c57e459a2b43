"""What a worker does: it scans a batch, in this process or in another one, on this machine or elsewhere."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import lru_cache

from mlsec_nb.batch.item import Item
from mlsec_nb.core.result import Target
from mlsec_nb.options import Options
from mlsec_nb.scan import Scanner


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Items with their numbers in the order of discovery; ``run`` tells one scan from the next.

    ``folder`` is where relative paths start: a worker may be older than that, or have another one.
    """

    run: str
    items: tuple[tuple[int, Item], ...]
    folder: str

    def singles(self) -> Iterator[Batch]:
        """Batches of one item each."""
        return (replace(self, items=(item,)) for item in self.items)


@dataclass(frozen=True, slots=True)
class Done:
    """An item that was scanned.

    ``loads`` are the model files that it loads, real path and name; ``named`` are the paths of all that
    it names, there or not: on these files the result depends as well.
    """

    number: int
    item: Item
    target: Target
    loads: tuple[tuple[str, str], ...] = ()
    named: tuple[str, ...] = ()


def scan_batch(options: Options, batch: Batch) -> tuple[Done, ...]:
    """Scan each item of a batch; a process keeps its scanner for as long as the run lasts."""
    if os.getcwd() != batch.folder:  # never in the process that asked, nor in its threads
        with suppress(OSError):
            os.chdir(batch.folder)
    scanner = _scanner(options, batch.run, threading.get_ident())
    with rare_collections():
        return tuple(scan_item(scanner, number, item) for number, item in batch.items)


@lru_cache(maxsize=8)
def _scanner(options: Options, run: str, thread: int) -> Scanner:
    """The scanner of a run; two threads never share one, nor do two runs: files change in between."""
    return Scanner(options)


def scan_item(scanner: Scanner, number: int, item: Item) -> Done:
    """Scan one item."""
    target = item.scan(scanner)
    loads, named = scanner.take_loaded()
    return Done(number, item, target, loads, named)


@contextmanager
def rare_collections() -> Iterator[None]:
    """Collect garbage seldom: trees of syntax are large, and free of cycles; a fifth of the time is won.

    A scan leaves some cycles behind, about fifteen objects a file: once in a while they have to go.
    """
    before = gc.get_threshold()
    gc.set_threshold(100_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*before)
