"""Reports that are written while the scan goes on: memory does not grow with the number of files."""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from mlsec_nb.batch.item import Item
from mlsec_nb.batch.run import scan_each
from mlsec_nb.batch.work import Done
from mlsec_nb.core.finding import Severity, Skipped
from mlsec_nb.core.result import Target
from mlsec_nb.errors import UsageError
from mlsec_nb.frontends.cli.progress import ProgressBar
from mlsec_nb.frontends.cli.sources import Stdin, cache_of, plan_of, things
from mlsec_nb.options import Options
from mlsec_nb.report.jsonl import skipped_line, target_line, whole_lines
from mlsec_nb.report.wording import count
from mlsec_nb.ruleset import ruleset
from mlsec_nb.scan import Scanner

Sink = Callable[["Target | Skipped"], None]


class Tally:
    """What decides the exit status, and the sentence at the end."""

    def __init__(self, fail_on: Severity) -> None:
        self._fail_on = fail_on
        self.targets = self.findings = 0
        self._failed = self._gap = False

    def add(self, outcome: Target | Skipped) -> None:
        """Count a target, or what was skipped."""
        if isinstance(outcome, Skipped):
            self._gap |= outcome.gap
            return
        self.note([finding.severity for finding in outcome.live], outcome.incomplete)

    def note(self, severities: list[Severity], gap: bool) -> None:
        """Count a target by the severities of its live findings."""
        self.targets += 1
        self.findings += len(severities)
        self._failed |= any(severity >= self._fail_on for severity in severities)
        self._gap |= gap

    @property
    def status(self) -> int:
        """As :meth:`mlsec_nb.core.result.Result.exit_status`."""
        return 1 if self._failed else 2 if self._gap else 0


def run(arguments: argparse.Namespace, options: Options) -> int:
    """Scan and write at once; the exit status."""
    tally = Tally(options.fail_on)
    known = _earlier(arguments.output, tally) if arguments.resume else set()
    scanner = Scanner(options)
    found = _new(things(arguments, options, Stdin()), known)
    with _sink(arguments) as write, ProgressBar(enabled=not arguments.quiet) as progress:
        scanned = scan_each(
            found, scanner, progress=progress, plan=plan_of(arguments), cache=cache_of(arguments)
        )
        for outcome in _with_loaded(scanned, scanner, known):
            write(outcome)
            tally.add(outcome)
    if not arguments.quiet:
        print(f"{count(tally.findings, 'finding')} in {count(tally.targets, 'file')}.", file=sys.stderr)
    return tally.status


def _new(found: Iterator[Item | Skipped], known: set[bytes]) -> Iterator[Item | Skipped]:
    """Leave out what an earlier run has written."""
    if not known:
        return found
    return (each for each in found if isinstance(each, Skipped) or _digest(each.label) not in known)


def _with_loaded(
    scanned: Iterator[Done | Skipped], scanner: Scanner, known: set[bytes]
) -> Iterator[Target | Skipped]:
    """The targets, and at the end the model files that they load and that were not among them."""
    loads: dict[str, str] = {}
    for outcome in scanned:
        if isinstance(outcome, Skipped):
            yield outcome
            continue
        known.add(_digest(outcome.target.path))
        loads.update(outcome.loads)
        yield outcome.target
    beside = {real: name for real, name in loads.items() if _digest(name) not in known}
    yield from scanner.result((), loads=beside.items()).targets


def _digest(path: str) -> bytes:
    """What stands for a path: there may be very many."""
    return hashlib.blake2b(os.fsencode(os.path.realpath(path)), digest_size=8).digest()


def _earlier(output: Path | None, tally: Tally) -> set[bytes]:
    """The paths that an earlier run has written whole; what it wrote after them is cut off.

    Raises
    ------
    UsageError
        When there is no output to go on with, or it was made by other rules.
    """
    if output is None:
        raise UsageError("There is nothing to resume.", "Name the file with --output.")
    known: set[bytes] = set()
    if not output.exists():
        return known
    with open(output, "rb+") as file:
        length = 0
        for raw, read in whole_lines(iter(file)):
            if read.get("ruleset") != ruleset():
                advice = "Move it away and scan anew."
                raise UsageError(f"{output} was written under other rules.", advice)
            length += len(raw)
            if path := str(read.get("path", "")):
                known.add(_digest(path))
                tally.note(*_judged(read))
        file.truncate(length)
    return known


def _judged(read: Mapping[str, Any]) -> tuple[list[Severity], bool]:
    """The severities of the live findings of a line, and whether it has a gap."""
    live = [f["severity"] for f in read.get("findings", ()) if f.get("suppressed") is None]
    return [Severity.parse(label) for label in live], any(s.get("gap") for s in read.get("skipped", ()))


@contextmanager
def _sink(arguments: argparse.Namespace) -> Iterator[Sink]:
    """Where outcomes go: a file that grows, standard output, or a table."""
    try:
        if arguments.format == "parquet":
            with _table(arguments) as write:
                yield write
        elif arguments.output is None:
            yield _lines(sys.stdout)
        else:
            with open(
                arguments.output, "a" if arguments.resume else "w", encoding="ascii", newline="\n"
            ) as file:
                yield _lines(file)
    except OSError as error:
        raise UsageError(
            f"{arguments.output} cannot be written: {error.strerror}.", "Name another."
        ) from error


def _lines(file: IO[str]) -> Sink:
    rules = ruleset()

    def write(outcome: Target | Skipped) -> None:
        if isinstance(outcome, Skipped):
            file.write(skipped_line(outcome, ruleset=rules))
        else:
            file.write(target_line(outcome, ruleset=rules))

    return write


@contextmanager
def _table(arguments: argparse.Namespace) -> Iterator[Sink]:
    from mlsec_nb.report.table import FindingsTable

    if arguments.output is None or arguments.resume:
        advice = "Name a new file with --output."
        raise UsageError("A table is written to a file, from its beginning.", advice)
    with FindingsTable(arguments.output) as table:
        yield lambda outcome: None if isinstance(outcome, Skipped) else table.add(outcome)
