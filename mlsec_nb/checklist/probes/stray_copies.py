"""Whether copies of data lie about, and whether data is kept longer than declared."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path, PurePosixPath

from mlsec_nb.checklist.declared import inventory
from mlsec_nb.checklist.findings import counted, named
from mlsec_nb.checklist.kinds import data_files, is_data
from mlsec_nb.checklist.measured import only_public
from mlsec_nb.checklist.model import Evidence, Observation, Outcome
from mlsec_nb.checklist.probe import Probe, not_looked
from mlsec_nb.checklist.situation import Situation

CORNERS = frozenset({".ipynb_checkpoints", "tmp", "temp", ".cache", "cache", "downloads", "backup", "old"})
COPY = re.compile(r"(?:[-_ ]copy\d{0,3}|\(\d{1,3}\)|~|\.(?:bak|old|orig|tmp))$", re.IGNORECASE)
"""How file managers and editors call copies, before or behind the suffix."""

MOST_FOLDERS = 5_000
MOST_COMPARED = 200
LARGEST_COMPARED = 200_000_000


def look(situation: Situation) -> Observation:
    """Fail on data older than its retention; attention for copies and for data without retention."""
    if answer := only_public(situation):
        return answer
    paths = data_files(situation.files)
    copies = sorted({*_in_corners(situation), *_copies(situation, paths)})
    if not paths and not copies:
        return not_looked("There are no data files in the project's folder.")
    if expired := _expired(situation, paths):
        return _observed(Outcome.FAIL, expired, f"Kept longer than declared: {named(expired)}.")
    if copies:
        return _observed(Outcome.ATTENTION, copies, f"Copies: {named(copies)}.")
    loose = [path for path in paths if not _retention(situation, path)]
    if loose:
        return _observed(Outcome.ATTENTION, loose, f"No retention is declared for {named(loose)}.")
    summary = f"No copies of {counted(len(paths), 'data file')}; retention is declared and kept."
    return Observation(outcome=Outcome.PASS, summary=summary, counts={"files": len(paths)})


def _in_corners(situation: Situation) -> Iterator[str]:
    """Data files in checkpoint, cache and temporary folders, which other probes do not enter."""
    for number, (place, folders, names) in enumerate(os.walk(situation.folder)):
        if number >= MOST_FOLDERS:
            return
        folders[:] = [
            name for name in folders if name not in (".git", "node_modules", "site-packages", ".venv")
        ]
        inside = Path(place).relative_to(situation.folder)
        if any(part.lower() in CORNERS for part in inside.parts):
            yield from ((inside / name).as_posix() for name in names if is_data(name))


def _copies(situation: Situation, paths: tuple[str, ...]) -> Iterator[str]:
    """Files that are called copies, and files with the same content as another."""
    by_size: dict[int, list[str]] = defaultdict(list)
    for path in paths:
        name = PurePosixPath(path)
        if COPY.search(name.stem) or COPY.search(name.name):
            yield path
        facts = situation.files.stat(path)
        if facts and 0 < facts.st_size <= LARGEST_COMPARED:
            by_size[facts.st_size].append(path)
    alike = [group for group in by_size.values() if len(group) > 1]
    for group in alike[:MOST_COMPARED]:
        seen: set[str] = set()
        for path in group:
            digest = situation.files.digest(path)
            if digest in seen:
                yield path
            seen.add(digest)


def _expired(situation: Situation, paths: tuple[str, ...]) -> list[str]:
    return [
        path for path in paths if (days := _retention(situation, path)) and _days_old(situation, path) > days
    ]


def _days_old(situation: Situation, path: str) -> float:
    facts = situation.files.stat(path)
    seconds = situation.now.timestamp() - facts.st_mtime if facts else 0.0
    return seconds / timedelta(days=1).total_seconds()


def _retention(situation: Situation, path: str) -> int:
    """The days that a file may be kept: those of its entry in the inventory, or of its folder's."""
    for holding in inventory(situation):
        name = holding.name.rstrip("/")
        if holding.retention_days and (
            path == name or path.startswith(f"{name}/") or Path(path).stem == name
        ):
            return holding.retention_days
    return 0


def _observed(outcome: Outcome, paths: list[str], summary: str) -> Observation:
    evidence = tuple(Evidence(kind="file", ref=path, summary="data file") for path in paths[:20])
    return Observation(outcome=outcome, summary=summary, evidence=evidence, counts={"files": len(paths)})


PROBES = (
    Probe(
        id="fs.stray_copies",
        title="Copies and retention of data",
        look=look,
        needs=frozenset({"folder"}),
    ),
)
