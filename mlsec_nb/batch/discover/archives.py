"""Notebooks and scripts in a zip archive; model files in it are the business of the archive's own scan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mlsec_nb.batch.discover.folders import SUFFIXES, excluded
from mlsec_nb.batch.item import Item, LocalFile, Stamp
from mlsec_nb.core.finding import Skipped
from mlsec_nb.errors import UnreadableError

MAX_MEMBERS = 20_000


@dataclass(frozen=True, slots=True)
class Member(Item):
    """A file in an archive, called ``ARCHIVE/MEMBER``."""

    archive: str
    member: str
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
        import zipfile

        try:
            with zipfile.ZipFile(self.archive) as archive, archive.open(self.member) as stream:
                return stream.read(limit + 1)
        except (
            OSError,
            ValueError,
            EOFError,
            RuntimeError,
            NotImplementedError,
            zipfile.BadZipFile,
        ) as error:
            raise UnreadableError(
                f"cannot be read out of the archive: {error}.", "Get the archive again."
            ) from error


def members(archive: str, exclude: Sequence[str]) -> Iterator[Item | Skipped]:
    """Yield the notebooks and scripts in a zip archive; one that is broken is told by its own scan."""
    import zipfile

    try:
        with zipfile.ZipFile(archive) as opened:
            entries = opened.infolist()
    except (OSError, ValueError, NotImplementedError, zipfile.BadZipFile):
        return
    names = [entry for entry in entries if entry.filename.endswith(SUFFIXES) and not entry.is_dir()]
    for entry in names[:MAX_MEMBERS]:
        label = f"{archive}/{entry.filename}"
        if not excluded(label, exclude):
            yield Member(label, archive, entry.filename, entry.file_size)
    if len(names) > MAX_MEMBERS:
        yield Skipped(f"{len(names) - MAX_MEMBERS:,} notebooks in {archive}", "more than are looked at")
