"""Scan many files: discover, remember, share out the work, tell how far it is."""

from __future__ import annotations

import math
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from mlsec_nb.batch.backlog import Backlog
from mlsec_nb.batch.discover import Recognise, discover
from mlsec_nb.batch.item import Item, Stamp
from mlsec_nb.batch.plan import Plan
from mlsec_nb.batch.pool import Pool
from mlsec_nb.batch.work import Done, rare_collections, scan_item
from mlsec_nb.core.finding import Skipped
from mlsec_nb.errors import UsageError
from mlsec_nb.options import Options, load_options
from mlsec_nb.scan import Scanner, ScanResult

if TYPE_CHECKING:
    from mlsec_nb.batch.cache import Cache

Progress = Callable[[int, "int | None", str], None]
"""Told how many files are done, how many there are (``None``: nobody knows yet), and one of them."""

AHEAD = 10_000
"""Files that are looked for before the first is read: if these are all, the time left can be told."""

PATIENCE = 1.0
"""Seconds of work that one process does by itself before others help: starting them takes about as long."""


def scan_many(
    paths: Sequence[str | Path],
    options: Options | None = None,
    *,
    progress: Progress | None = None,
    stdin: Callable[[], bytes] = lambda: sys.stdin.buffer.read(),
    plan: Plan | None = None,
    cache: Path | None = None,
) -> ScanResult:
    """Scan files, folders, globs, archives and URLs; the result is the same whoever does the work.

    Parameters
    ----------
    paths
        What to scan; ``-`` reads a notebook or script from standard input.
    options
        Settings; by default those of the project's configuration.
    progress
        Told of each file.
    stdin
        Where ``-`` is read from.
    plan
        Who does the work; by default this process, and one for each core if it takes long.
    cache
        A folder in which results are remembered; by default none is.

    An interrupt ends the scan early: the result has what was scanned so far, and the rest as a gap.

    Raises
    ------
    UsageError
        When the options select a rule that does not exist, or no worker can be started.
    ConfigError
        When the configuration or the baseline cannot be used.
    """
    scanner = Scanner(load_options() if options is None else options)
    also = model_files(scanner.options)
    found = discover([str(path) for path in paths], scanner.options.exclude, also=also, stdin=stdin)
    return scan_all(found, scanner, progress=progress, plan=plan or Plan(), cache=cache)


def scan_all(
    found: Iterable[Item | Skipped],
    scanner: Scanner,
    *,
    progress: Progress | None = None,
    plan: Plan,
    cache: Path | None = None,
) -> ScanResult:
    """Scan what was discovered and put it together, in the order of discovery; as :func:`scan_each`."""
    start = time.perf_counter()
    done: list[Done] = []
    skipped: list[Skipped] = []
    for outcome in scan_each(found, scanner, progress=progress, plan=plan, cache=cache):
        skipped.append(outcome) if isinstance(outcome, Skipped) else done.append(outcome)
    done.sort(key=lambda each: each.number)
    return scanner.result(
        (each.target for each in done),
        skipped=skipped,
        loads=chain.from_iterable(each.loads for each in done),
        seconds=time.perf_counter() - start,
    )


def scan_each(
    found: Iterable[Item | Skipped],
    scanner: Scanner,
    *,
    progress: Progress | None = None,
    plan: Plan,
    cache: Path | None = None,
) -> Iterator[Done | Skipped]:
    """Yield each outcome when it is there, in any order; nothing is kept.

    Parameters
    ----------
    found
        What discovery yields.
    scanner
        The scanner of this process.
    progress
        Told of each file.
    plan
        Who does the work.
    cache
        A folder in which results are remembered, or ``None``.
    """
    run = Run(scanner, plan, progress or (lambda number, total, path: None))
    try:
        run.cache = _opened(cache, scanner.options)
    except UsageError as error:
        yield Skipped("cache", str(error), gap=False)
    try:
        with rare_collections():
            yield from run.all(found)
    except KeyboardInterrupt:
        left = (
            "the other files" if run.total is None else f"{run.total - run.number:,} of {run.total:,} files"
        )
        yield Skipped(left, "the scan was interrupted")
    finally:
        if run.cache:
            run.cache.close()
    if run.cache and run.cache.trouble:
        yield Skipped("cache", f"the cache {cache} failed: {run.cache.trouble}", gap=False)


def _opened(folder: Path | None, options: Options) -> Cache | None:
    if folder is None:
        return None
    from mlsec_nb.batch.cache import Cache

    return Cache(folder, options)


class Run:
    """One scan of many files.

    Attributes
    ----------
    number
        How many files are done.
    total
        How many there are, once that is known.
    """

    def __init__(self, scanner: Scanner, plan: Plan, progress: Progress) -> None:
        self.scanner = scanner
        self.plan = plan
        self.progress = progress
        self.cache: Cache | None = None
        self.number = 0
        self.total: int | None = None
        self._run = os.urandom(8).hex()
        self._until = _until(plan)
        self._stamps: dict[int, Stamp | None] = {}

    def all(self, found: Iterable[Item | Skipped]) -> Iterator[Done | Skipped]:
        """Yield every outcome."""
        source = enumerate(found)
        with Pool(self.scanner.options, self.plan) as pool:
            while ahead := list(islice(source, AHEAD)):
                if len(ahead) < AHEAD:
                    self.total = self.number + sum(not isinstance(each, Skipped) for _, each in ahead)
                left: list[tuple[int, Item]] = []
                yield from self._known(ahead, left)
                yield from self._scanned(left, pool)

    def _known(
        self, ahead: list[tuple[int, Item | Skipped]], left: list[tuple[int, Item]]
    ) -> Iterator[Done | Skipped]:
        """Yield what needs no scan, and put the rest into ``left``."""
        for number, item in ahead:
            if isinstance(item, Skipped):
                yield item
                continue
            stamp = item.stamp() if self.cache else None
            remembered = self.cache.get(item, stamp) if self.cache else None
            if remembered is not None:
                self._count(item)
                yield replace(remembered, number=number)
            else:
                if self.cache:
                    self._stamps[number] = stamp
                left.append((number, item))

    def _scanned(self, left: list[tuple[int, Item]], pool: Pool) -> Iterator[Done]:
        """Scan here for as long as the plan says, then with others."""
        rest = iter(left)
        yield from self._here(rest)
        for done in pool.scan(Backlog(rest, self._run), partial(scan_item, self.scanner)):
            self.progress(self.number, self.total, done.item.label)
            yield self._noted(done)

    def _here(self, work: Iterator[tuple[int, Item]]) -> Iterator[Done]:
        while time.monotonic() < self._until and (each := next(work, None)):
            number, item = each
            self.progress(self.number, self.total, item.label)
            yield self._noted(scan_item(self.scanner, number, item))

    def _noted(self, done: Done) -> Done:
        self._count(done.item)
        if self.cache:
            self.cache.put(done, self._stamps.pop(done.number, None))
        return done

    def _count(self, item: Item) -> None:
        self.number += 1
        if self.number % 100 == 0:
            self.progress(self.number, self.total, item.label)


def _until(plan: Plan) -> float:
    """When this process stops doing everything by itself."""
    if plan.alone:
        return math.inf
    unasked = plan.backend == "loky" and plan.jobs is None
    return time.monotonic() + PATIENCE if unasked else 0.0


def model_files(options: Options) -> Recognise | None:
    """What recognises model files, if the options ask for them; their manifest is none of them."""
    if "artifacts" not in options.engines:
        return None
    manifest = Path(options.manifest).name

    def recognise(head: bytes, name: str) -> bool:
        from mlsec_nb.artifacts.recognise import is_artifact  # as late as this: a notebook needs no reader

        return name != manifest and is_artifact(head, name)

    return recognise
