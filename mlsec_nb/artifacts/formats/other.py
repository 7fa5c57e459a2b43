"""Formats with little to say: executables, data without code, databases that hold pickles, 7z."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mlsec_nb.artifacts.blob import Blob
from mlsec_nb.artifacts.facts import Anomaly, Broken, Child, Entry, Fact, Gap
from mlsec_nb.artifacts.formats.inflate import BOMB_FROM
from mlsec_nb.artifacts.job import Job
from mlsec_nb.artifacts.pickles.stream import search


def read_inert(blob: Blob, job: Job) -> Iterator[Fact]:
    """Data that no loader runs."""
    yield from ()


def read_tensor(blob: Blob, job: Job) -> Iterator[Fact]:
    """Raw numbers inside an archive; only their first bytes are of interest, and the archive has those."""
    yield from ()


def read_database(blob: Blob, job: Job) -> Iterator[Fact]:
    """A shelve or another key-value file: its values are pickles, somewhere in it."""
    yield from search(blob, job.judge, job.budget, every=True)


def read_7z(blob: Blob, job: Job) -> Iterator[Fact]:
    """A 7z archive, through py7zr."""
    try:
        import py7zr
    except ImportError:
        yield Gap(what="the 7z archive's members", why="the package py7zr is not installed")
        return
    try:
        yield from _members_7z(py7zr, blob, job)
    except Exception as error:
        yield Broken(what="the 7z archive", why=f"{type(error).__name__}: {error}"[:200])


def _members_7z(py7zr: Any, blob: Blob, job: Job) -> Iterator[Fact]:
    import io
    import tempfile
    from pathlib import Path

    with py7zr.SevenZipFile(io.BytesIO(blob.read())) as archive:
        infos = archive.list()
        if archive.needs_password():
            yield Gap(what="the 7z archive's members", why="they are encrypted")
            return
        total = sum(info.uncompressed or 0 for info in infos)
        for info in infos:
            yield Entry(name=info.filename, size=info.uncompressed or 0, packed=len(blob))
        if total > min(job.budget.room, 4 * BOMB_FROM) or len(infos) > job.budget.limits.members:
            yield Gap(what="the 7z archive's members", why="they are too large")
            return
        safe = [info.filename for info in infos if not info.is_directory and ".." not in info.filename]
        names = [name for name in safe if not name.startswith(("/", "\\")) and ":" not in name]
        if len(set(names)) != len(names):
            yield Anomaly(kind="duplicate", subject="a name stands twice")
        with tempfile.TemporaryDirectory() as folder:
            archive.extract(path=folder, targets=names)
            job.budget.unpacked += total
            for name in names:
                path = Path(folder, name)
                if path.is_file() and not path.is_symlink():
                    yield Child(name=name, blob=Blob(path.read_bytes()))
