"""The scan that probes rest on: the notebook at hand first, then the project, within a time."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from math import inf
from pathlib import Path
from threading import Lock
from typing import Any

from mlsec_nb.batch.discover import discover
from mlsec_nb.batch.discover.folders import excluded
from mlsec_nb.batch.run import model_files
from mlsec_nb.checklist.files import Files
from mlsec_nb.checklist.kinds import model_files as project_models
from mlsec_nb.checklist.model import Waiver
from mlsec_nb.core.finding import Finding, Severity, Skipped, Suppression
from mlsec_nb.core.result import Result, Target
from mlsec_nb.options import ENGINES, Options
from mlsec_nb.scan import Scanner, ScanResult

SECONDS = 20.0
"""How long the files of a project are scanned; what is left over is a gap, and no probe passes over it."""

SHORTEST_FINGERPRINT = 8
EVERYTHING: Mapping[str, Any] = {
    "engines": ENGINES,
    "select": (),
    "ignore": (),
    "min_severity": Severity.INFO,
}
"""Every engine, rule and severity."""

Live = Callable[[Scanner], Target]
"""Scans the notebook at hand, as a front end shows it."""


class _TimeOverError(Exception):
    """The time for a scan is over; no ``OSError``, which would cost one file only."""


class ProjectScan:
    """Scans a project when first called, and remembers the result.

    Parameters
    ----------
    folder
        The root of the project.
    options
        Settings of the scan; those that leave findings out of a report are not heeded: what is not looked for
        must not pass.
    notebook
        The notebook at hand; it comes first.
    live
        Scans it as it is in the browser, unsaved edits included; by default the file is read.
    waivers
        Waivers of findings that are in force: such findings are marked and no longer count.
    seconds
        Time for all; ``None`` for as long as it takes.
    """

    def __init__(
        self,
        folder: Path,
        options: Options,
        *,
        notebook: Path | None = None,
        live: Live | None = None,
        waivers: Iterable[Waiver] = (),
        seconds: float | None = SECONDS,
    ) -> None:
        self._folder = folder
        self._options = options.updated(**EVERYTHING)
        self._notebook = notebook
        self._live = live
        self._waivers = tuple(waivers)
        self._seconds = seconds
        self._end = inf
        self._models = model_files(self._options)
        self._lock = Lock()
        self._result: Result | None = None
        self.matched: frozenset[Waiver] = frozenset()

    def __call__(self) -> Result:
        """The result; raises what :class:`~mlsec_nb.scan.Scanner` raises."""
        with self._lock:
            if self._result is None:
                self._result = self._waive(self._scan())
            return self._result

    def _scan(self) -> ScanResult:
        start = time.monotonic()
        self._end = inf if self._seconds is None else start + self._seconds
        scanner = Scanner(self._options)
        targets: list[Target] = []
        skipped: list[Skipped] = []
        try:
            for item in self._targets(scanner):
                if isinstance(item, Skipped):
                    skipped.append(item)
                else:
                    targets.append(item)
                self._check_time()
        except _TimeOverError:
            skipped.append(Skipped("the rest of the project", f"left out after {self._seconds:g} s"))
        result = scanner.result(targets, skipped=skipped, seconds=time.monotonic() - start)
        return replace(result, targets=tuple(map(self._named, result.targets)))

    def _targets(self, scanner: Scanner) -> Iterator[Target | Skipped]:
        first = None if self._notebook is None else self._notebook.resolve()
        if self._live is not None:
            yield self._live(scanner)
        elif first is not None:
            yield scanner.file(str(first))
        seen = {first}
        for found in discover([str(self._folder)], self._options.exclude, also=self._recognise):
            if isinstance(found, Skipped):
                yield found
            elif (place := Path(found.label).resolve()) not in seen:
                seen.add(place)
                yield found.scan(scanner)
        if self._models is not None:
            yield from self._ignored_models(scanner, seen)

    def _ignored_models(self, scanner: Scanner, seen: Collection[Path | None]) -> Iterator[Target]:
        """Model files that git ignores, as it should: they are loaded all the same."""
        for path in project_models(Files(self._folder)):
            place = (self._folder / path).resolve()
            if place not in seen and not excluded(path, self._options.exclude):
                self._check_time()
                yield scanner.file(str(place))

    def _recognise(self, head: bytes, name: str) -> bool:
        """Whether a file is one to scan; asked for every file, also where none is."""
        self._check_time()
        return self._models is not None and self._models(head, name)

    def _check_time(self) -> None:
        if time.monotonic() > self._end:
            raise _TimeOverError

    def _named(self, target: Target) -> Target:
        """The target under its path in the project; what is no file keeps its name."""
        if not os.path.isfile(target.path):
            return target
        try:
            relative = os.path.relpath(target.path, self._folder)
        except ValueError:  # another drive
            return target
        inside = not relative.startswith(os.pardir)
        return replace(target, path=Path(relative).as_posix()) if inside else target

    def _waive(self, result: ScanResult) -> Result:
        matched: set[Waiver] = set()

        def marked(finding: Finding) -> Finding:
            waiver = next((w for w in self._waivers if finding.fingerprint.startswith(w.fingerprint)), None)
            if waiver is None or finding.suppressed is not None:
                return finding
            matched.add(waiver)
            reason = f"waived as {waiver.reason.value}: {waiver.justification}"
            return replace(finding, suppressed=Suppression("config", reason))

        targets = (replace(each, findings=tuple(map(marked, each.findings))) for each in result.targets)
        waived = replace(result, targets=tuple(targets))
        self.matched = frozenset(matched)
        return waived


def waivers_of_findings(waivers: Iterable[Waiver], today: date) -> list[Waiver]:
    """The waivers in force that are about one finding, named by enough of its fingerprint."""
    return [
        waiver
        for waiver in waivers
        if len(waiver.fingerprint) >= SHORTEST_FINGERPRINT and today <= waiver.expires
    ]
