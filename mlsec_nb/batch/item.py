"""One thing to scan: what reports call it, and how any process reads it."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from dataclasses import dataclass, replace

from mlsec_nb.core.result import Target
from mlsec_nb.errors import UnreadableError
from mlsec_nb.scan import Scanner, unreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What changes when a file is written: as long as it is the same, so is the content."""

    size: int
    modified: int
    changed: int
    inode: int


@dataclass(frozen=True, slots=True)
class Item(ABC):
    """Something to scan; small, and the same in every process. ``label`` is the path in reports."""

    label: str

    @property
    def size(self) -> int:
        """Bytes to read, as far as that is known without reading."""
        return 0

    @property
    def name(self) -> str:
        """What tells its kind, by its suffix."""
        return self.label

    def stamp(self) -> Stamp | None:
        """What tells that the content is as it was; ``None`` where nothing does."""
        return None

    def identity(self) -> str:
        """A name that stands for the content, where its store has one."""
        return ""

    @abstractmethod
    def read(self, limit: int) -> bytes:
        """At most one byte more than ``limit`` of the content.

        Raises
        ------
        UnreadableError
            When it cannot be had.
        """

    def scan(self, scanner: Scanner) -> Target:
        """Scan it; what cannot be read is a target with a gap."""
        limit = scanner.options.max_bytes
        try:
            data = self.read(limit)
            if len(data) > limit:
                raise UnreadableError(f"has more bytes than the limit of {limit:,}.", "Raise max_bytes.")
        except UnreadableError as error:
            return unreadable(self.label, str(error))
        return replace(scanner.content(data, self.name), path=self.label)


@dataclass(frozen=True, slots=True)
class LocalFile(Item):
    """A file on disk; the label is its path."""

    @property
    def size(self) -> int:
        """The file's size; 0 if it is not there."""
        stamp = self.stamp()
        return stamp.size if stamp else 0

    def stamp(self) -> Stamp | None:
        """Size, times and number of the file."""
        try:
            stat = os.stat(self.label)
        except OSError:
            return None
        return Stamp(
            size=stat.st_size, modified=stat.st_mtime_ns, changed=stat.st_ctime_ns, inode=stat.st_ino
        )

    def read(self, limit: int) -> bytes:
        """The file's bytes."""
        try:
            with open(self.label, "rb") as file:
                return file.read(limit + 1)
        except OSError as error:
            raise UnreadableError(
                f"cannot be opened: {error.strerror}.", "Check that it is there and that you may read it."
            ) from error

    def scan(self, scanner: Scanner) -> Target:
        """Scan the file where it lies: a model file is mapped, not read, and files beside it are found."""
        return scanner.file(self.label)


@dataclass(frozen=True, slots=True)
class Given(Item):
    """Content that is there already, such as standard input."""

    data: bytes

    @property
    def size(self) -> int:
        """The length of the content."""
        return len(self.data)

    def read(self, limit: int) -> bytes:
        """The content."""
        return self.data[: limit + 1]
