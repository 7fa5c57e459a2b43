"""Notebooks and scripts in a zip archive; model files in it are the business of the archive's own scan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from mlsec_nb.batch.discover.folders import SUFFIXES, excluded
from mlsec_nb.batch.item import Item, LocalFile, Stamp
from mlsec_nb.core.finding import Skipped
from mlsec_nb.errors import UnreadableError

if TYPE_CHECKING:
    from zipfile import ZipFile

MAX_MEMBERS = 20_000
ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".7z", ".rar")


@dataclass(frozen=True, slots=True)
class Member(Item):
    """A file in an archive, called ``ARCHIVE/MEMBER``; its place tells it from others of the same name."""

    archive: str
    place: int
    length: int

    @property
    def size(self) -> int:
        """The size that the archive says it has."""
        return self.length

    def stamp(self) -> Stamp | None:
        """The archive's: whoever changes a member writes the archive."""
        return LocalFile(self.archive).stamp()

    def read(self, limit: int) -> bytes:
        """The member, inflated no further than ``limit``: the size an archive claims may be a lie."""
        try:
            archive = _opened(self.archive, self.stamp())
            with archive.open(archive.infolist()[self.place]) as stream:
                return stream.read(limit + 1)
        except Exception as error:  # every way of packing has errors of its own
            raise UnreadableError(
                f"cannot be read out of the archive: {error}.", "Get the archive again."
            ) from error


@lru_cache(maxsize=1)
def _opened(archive: str, stamp: Stamp | None) -> ZipFile:
    """An archive and its list of members, which may be long, for as long as it stays as it is."""
    from zipfile import ZipFile

    return ZipFile(archive)


def members(archive: str, exclude: Sequence[str]) -> Iterator[Item | Skipped]:
    """Yield the notebooks and scripts in a zip archive; one that is broken is told by its own scan."""
    import zipfile

    try:
        with zipfile.ZipFile(archive) as opened:
            entries = opened.infolist()
    except (OSError, ValueError, NotImplementedError, zipfile.BadZipFile):
        return
    names: Counter[str] = Counter()
    for place, entry in enumerate(entries):
        label = f"{archive}/{entry.filename}"
        if entry.is_dir() or excluded(label, exclude):
            continue
        if entry.filename.endswith(ARCHIVES):
            yield Skipped(label, "notebooks in an archive in an archive are not looked for: unpack it")
        if not entry.filename.endswith(SUFFIXES):
            continue
        names[label] += 1
        if names.total() > MAX_MEMBERS:
            yield Skipped(f"notebooks in {archive}", f"there are more than {MAX_MEMBERS:,}")
            return
        again = f" ({names[label]})" if names[label] > 1 else ""
        yield Member(label + again, archive, place, entry.file_size)
