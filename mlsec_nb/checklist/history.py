"""The history of runs: one line of JSON for each, only ever added to.

A line that was torn when its writer was killed is left out when reading, and removed by the next writer.
Lines that two branches added meet by ``merge=union``; their order is that of their times.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from mlsec_nb.checklist.model import Run
from mlsec_nb.checklist.records import read_run, write_run
from mlsec_nb.core.files import write_atomically

KEEP_ALL = timedelta(days=90)
"""All runs of this time are kept; of those before, the last of each week."""

MOST_BYTES = 64 * 1024 * 1024
"""More than this is not read: the newest lines are."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The runs, oldest first, and how many lines could not be read."""

    runs: tuple[Run, ...] = ()
    damaged: int = 0


class HistoryFile:
    """The file of the history. Whoever appends holds the lock of the folder."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Kept:
        """Every run that can be read, once; raises ``OSError`` when the file cannot be."""
        runs: dict[str, Run] = {}
        damaged = 0
        for line in self._lines():
            try:
                run = read_run(json.loads(line))
                runs[run.id] = run
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
                damaged += 1
        return Kept(tuple(sorted(runs.values(), key=lambda run: (run.at, run.id))), damaged)

    def append(self, run: Run) -> None:
        """Add a run at the end, after mending the end; thin out what is old."""
        line = json.dumps(write_run(run), separators=(",", ":")).encode() + b"\n"
        with open(self._path, "ab+") as file:
            _mend(file.fileno())
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
        self._thin_out(run)

    def _thin_out(self, newest: Run) -> None:
        runs = self.read().runs
        kept = thinned(runs, newest)
        if len(kept) < len(runs):
            lines = (json.dumps(write_run(run), separators=(",", ":")) + "\n" for run in kept)
            write_atomically(self._path, "".join(lines))

    def _lines(self) -> list[bytes]:
        """The complete lines; a last one without its end may be one that is just being written."""
        try:
            with open(self._path, "rb") as file:
                size = file.seek(0, os.SEEK_END)
                file.seek(max(0, size - MOST_BYTES))
                lines = file.read(MOST_BYTES).split(b"\n")
        except FileNotFoundError:
            return []
        first = 1 if size > MOST_BYTES else 0
        last = lines.pop()
        return [line for line in lines[first:] if line.strip()] + ([last] if _complete(last) else [])


def thinned(runs: tuple[Run, ...], newest: Run) -> list[Run]:
    """The runs to keep: all that are younger than :data:`KEEP_ALL`, and the last of each week before."""
    start = newest.at - KEEP_ALL
    weekly = {run.at.isocalendar()[:2]: run for run in runs if run.at < start}
    return [*weekly.values(), *(run for run in runs if run.at >= start)]


def _mend(handle: int) -> None:
    """End the last line, or remove it when it was torn."""
    size = os.fstat(handle).st_size
    tail = b""
    start = size
    while start and b"\n" not in tail:
        step = min(start, 65_536)
        start -= step
        os.lseek(handle, start, os.SEEK_SET)
        tail = os.read(handle, step) + tail
    last = tail.rpartition(b"\n")[2]
    if _complete(last):
        os.write(handle, b"\n")
    elif last:
        os.ftruncate(handle, size - len(last))


def _complete(line: bytes) -> bool:
    """Whether a line without its end holds a whole run: somebody's editor may have dropped the end."""
    try:
        read_run(json.loads(line))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return False
    return True
