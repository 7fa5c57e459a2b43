"""Which file is being unpickled, as far as the frames that read it tell."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

PATHS = ("filename", "file", "path", "fname", "filepath", "filepath_or_buffer", "f", "fn")
"""What libraries call the parameter that names the file."""

ABOVE = 6
"""Frames above the caller of ``load`` that are looked at: a library's ``load`` calls its own helpers."""

MOST_BLOBS = 8
"""Bytes in memory that are looked into when it is not clear which of them are loaded."""

MOST_BYTES = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Source:
    """Where a pickle came from: a file, one of some bytes in memory, or neither could be told."""

    path: Path | None = None
    blobs: tuple[bytes, ...] = ()

    @property
    def name(self) -> str:
        """What to call it in a sentence."""
        return self.path.name if self.path else "data in memory"

    def digest(self) -> str:
        """The SHA-256 of the whole file or of the bytes; empty if it cannot be read or is too large."""
        if self.path is None:
            return hashlib.sha256(self.blobs[0]).hexdigest() if len(self.blobs) == 1 else ""
        return file_digest(self.path)


def file_digest(path: Path) -> str:
    """The SHA-256 of a file; empty if it cannot be read or is too large."""
    digest = hashlib.sha256()
    try:
        with open(path, "rb") as file:
            if os.fstat(file.fileno()).st_size > MOST_BYTES:
                return ""
            while block := file.read(1 << 20):
                digest.update(block)
    except OSError:
        return ""
    return digest.hexdigest()


def source_of(frame: FrameType | None, name: str) -> Source:
    """The source that ``frame``, the caller of ``load``, unpickles.

    Of files only a single candidate counts: what is allowed for one must not be taken for another.

    Parameters
    ----------
    frame
        The caller of ``load``.
    name
        The last part of a global that is asked for: bytes in memory are known by containing it.
    """
    held: set[bytes] = set()
    for _ in range(ABOVE):
        if frame is None:
            break
        values = dict(frame.f_locals)
        for candidates in (_open_files(values), _named_files(values)):
            paths = set(candidates)
            if paths:
                return Source(paths.pop()) if len(paths) == 1 else Source()
        held.update(_bytes_with(values, name.rpartition(".")[2].encode()))
        if frame.f_globals.get("__name__") == "__main__":
            break  # what is open further up is another matter
        frame = frame.f_back
    return Source(blobs=tuple(held)) if len(held) <= MOST_BLOBS else Source()


def _open_files(values: dict[str, object]) -> Iterator[Path]:
    for value in values.values():
        if isinstance(value, io.IOBase) and not value.closed:
            name = getattr(value, "name", None)
            if isinstance(name, (str, Path)) and os.path.isfile(name):
                yield Path(name).absolute()


def _named_files(values: dict[str, object]) -> Iterator[Path]:
    for key in PATHS:
        value = values.get(key)
        if isinstance(value, (str, Path)) and os.path.isfile(value):
            yield Path(value).absolute()


def _bytes_with(values: dict[str, object], needle: bytes) -> Iterator[bytes]:
    for value in values.values():
        data = value.getvalue() if type(value) is io.BytesIO else value
        if isinstance(data, (bytes, bytearray)) and len(data) <= MOST_BYTES and needle in data:
            yield bytes(data)
