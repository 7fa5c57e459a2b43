"""A run of bytes to examine: a file, a member of an archive, a string inside a pickle."""

from __future__ import annotations

import mmap
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

Data: TypeAlias = "bytes | mmap.mmap"

IN_MEMORY = 8 << 20
"""Up to this size a file is read; above, it is mapped and only the pages looked at are touched."""


class Blob:
    """The bytes of ``data`` from ``start`` to ``end``; slicing copies only what is asked for.

    ``path`` is the file that ``data`` maps, for libraries that have to read it themselves.
    """

    __slots__ = ("data", "end", "path", "start")

    def __init__(
        self, data: Data, start: int = 0, end: int | None = None, *, path: str | None = None
    ) -> None:
        self.data = data
        self.path = path
        self.start = start
        self.end = len(data) if end is None else min(end, len(data))

    def __len__(self) -> int:
        return self.end - self.start

    def read(self, offset: int = 0, size: int | None = None) -> bytes:
        """Up to ``size`` bytes from ``offset`` (relative to the start of the blob)."""
        first = self.start + offset
        last = self.end if size is None else min(self.end, first + size)
        return bytes(self.data[first:last]) if first < last else b""

    def find(self, needle: bytes, offset: int = 0) -> int:
        """The offset of ``needle`` at or after ``offset``, or -1."""
        at = self.data.find(needle, self.start + offset, self.end)
        return at - self.start if at >= 0 else -1

    def part(self, offset: int, size: int | None = None) -> Blob:
        """A run inside this one, without copying; small parts of a mapping are read."""
        first = min(self.start + max(offset, 0), self.end)
        last = self.end if size is None else min(self.end, first + max(size, 0))
        if isinstance(self.data, bytes) or last - first > IN_MEMORY:
            return Blob(self.data, first, last, path=self.path)
        return Blob(bytes(self.data[first:last]))


@contextmanager
def open_blob(path: Path) -> Iterator[Blob]:
    """Read a small file, map a large one.

    Raises
    ------
    OSError
        When the file cannot be opened or read.
    """
    with open(path, "rb") as file:
        size = os.fstat(file.fileno()).st_size
        if size <= IN_MEMORY:
            yield Blob(file.read(IN_MEMORY + 1))
            return
        mapping = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        try:
            yield Blob(mapping, path=str(path))
        finally:
            mapping.close()
