"""Reads HDF5 files for the scanner: a request a line on standard input, an answer a line on standard output.

The HDF5 library hangs and crashes on some broken files. Each request gets a limit of processor time
after which the system ends this process; the scanner starts another one.
"""

from __future__ import annotations

import base64
import io
import json
import signal
import sys
from collections.abc import Iterator
from typing import Any

SECONDS = 1.5
MEMORY = 4 << 30
MAX_OBJECTS = 20_000
MAX_VALUES = 2_000
MAX_VALUE = 64 << 20

Event = list[Any]
"""A kind, then its texts: what the scanner makes facts of."""


class Window(io.RawIOBase):
    """A part of a file, as the seekable file that h5py wants."""

    def __init__(self, path: str, start: int, size: int) -> None:
        self._file = open(path, "rb")  # noqa: SIM115 - closed with the window
        self._start, self._size, self._at = start, size, 0

    def close(self) -> None:
        """Close the file as well."""
        self._file.close()
        super().close()

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer from the current position."""
        self._file.seek(self._start + self._at)
        data = self._file.read(min(len(buffer), max(0, self._size - self._at)))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        """Move within the part."""
        self._at = offset + {0: 0, 1: self._at, 2: self._size}[whence]
        return self._at

    def tell(self) -> int:
        """The position within the part."""
        return self._at

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True


def events(source: Any) -> Iterator[Event]:
    """What is in the file that is of interest."""
    import h5py

    with h5py.File(source, "r") as file:
        yield from attributes(file, "/")
        for count, (path, item) in enumerate(items(h5py, file)):
            if count > MAX_OBJECTS:
                yield ["gap", "further objects of the HDF5 file", "there are too many of them"]
                return
            yield from described(h5py, path, item)


def items(h5py: Any, file: Any) -> Iterator[tuple[str, Any]]:
    """Every link, walked by hand: soft and external links must not be followed."""
    pending = [("", file)]
    while pending:
        prefix, group = pending.pop()
        for name in group:
            link = group.get(name, getlink=True)
            path = f"{prefix}/{name}"
            if not isinstance(link, h5py.HardLink):
                yield path, link
                continue
            item = group[name]
            yield path, item
            if isinstance(item, h5py.Group) and path.count("/") < 64:
                pending.append((path, item))


def described(h5py: Any, path: str, item: Any) -> Iterator[Event]:
    """A link that leaves the file, storage elsewhere, attributes and pickled values."""
    if isinstance(item, h5py.ExternalLink):
        yield ["link", f"{item.filename}:{item.path}"]
    if not isinstance(item, (h5py.Group, h5py.Dataset)):
        return
    if isinstance(item, h5py.Dataset):
        for name, *_ in item.external or ():
            yield ["storage", str(name)]
        for source in item.virtual_sources() if item.is_virtual else ():
            if source.file_name not in (".", ""):
                yield ["storage", source.file_name]
        yield from values(item, path)
    yield from attributes(item, path)


def attributes(item: Any, path: str) -> Iterator[Event]:
    """Attributes that are configurations or pickles."""
    for name in list(item.attrs)[:MAX_VALUES]:
        try:
            value = raw(item.attrs[name])
        except (OSError, TypeError, ValueError, RuntimeError, KeyError):
            yield ["gap", f"the attribute {name} of {path}", "its type is not understood"]
            continue
        if value[:1] in (b"{", b"[") and "config" in name:
            yield ["config", coded(value)]
        elif value[:1] == b"\x80" or (value.endswith(b".") and value[:1] in b"(c]}lLIVSdN"):
            yield ["pickle", f"{path}@{name}", coded(value), False]


def raw(value: Any) -> bytes:
    """The bytes of a text or byte attribute, else nothing."""
    if isinstance(value, str):
        return value.encode("utf-8", "surrogateescape")
    if isinstance(value, bytes):
        return value
    kind = getattr(getattr(value, "dtype", None), "kind", "")
    # An attribute may be declared and empty: h5py's stand-in for that has a type and no bytes.
    return bytes(value.tobytes()) if kind in ("S", "V") and hasattr(value, "tobytes") else b""


def values(dataset: Any, path: str) -> Iterator[Event]:
    """PyTables keeps Python objects as pickles in arrays of bytes of varying length."""
    kind = dataset.dtype.kind
    of_bytes = kind in "SV" or (kind == "u" and dataset.dtype.itemsize == 1)
    marked = "object" in str(dataset.attrs.get("PSEUDOATOM", b""))
    if kind != "O" and not (marked or (of_bytes and dataset.size <= 1 << 24)):
        return
    for index, value in enumerate(dataset[:MAX_VALUES] if dataset.ndim else [dataset[()]]):
        data = (
            value.encode() if isinstance(value, str) else bytes(value) if hasattr(value, "__len__") else b""
        )
        if data[:1] == b"\x80" or marked or b"\nsystem\n" in data[:200]:
            yield ["pickle", f"{path}[{index}]", coded(data), marked]
    if kind == "O" and dataset.ndim and len(dataset) > MAX_VALUES:
        yield ["gap", f"further values of {path}", "there are too many of them"]


def coded(data: bytes) -> str:
    """Bytes as text for JSON."""
    return base64.b64encode(data[:MAX_VALUE]).decode()


def answer(request: dict[str, Any]) -> list[Event]:
    """All events of one file; an error is the last one."""
    found: list[Event] = []
    try:
        if "path" in request:
            source: Any = Window(request["path"], request["start"], request["size"])
        else:
            source = io.BytesIO(base64.b64decode(request["data"]))
        with source:
            found.extend(events(source))
    except Exception as error:
        found.append(["broken", f"{type(error).__name__}: {error}"[:200]])
    return found


def main() -> None:
    """Answer requests until standard input ends."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    except (ImportError, ValueError, OSError):
        pass
    timed = hasattr(signal, "setitimer")
    for line in sys.stdin:
        if timed:
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
        reply = json.dumps(answer(json.loads(line)))
        if timed:
            signal.setitimer(signal.ITIMER_PROF, 0)
        sys.stdout.write(reply + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
