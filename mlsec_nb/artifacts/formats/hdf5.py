"""HDF5: Keras models and weights, pandas stores. Read through h5py; without it, only searched."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any

from mlsec_nb.artifacts.blob import Blob
from mlsec_nb.artifacts.facts import Broken, Child, Fact, Gap, Label, Reference
from mlsec_nb.artifacts.formats.keras import read_config
from mlsec_nb.artifacts.job import Job
from mlsec_nb.artifacts.pickles.stream import search

_CONFIG = re.compile(rb'\{"(?:class_name|module|name|config|backend)": ?["{]')
MAX_CONFIGS = 20
MAX_CONFIG = 8 << 20
MAX_OBJECTS = 20_000
MAX_VALUES = 2_000
SEARCHED = 64 << 20


def read(blob: Blob, job: Job) -> Iterator[Fact]:
    """Attributes, links, external storage, and objects that are pickles."""
    try:
        import h5py
    except ImportError:
        yield Gap(what="the HDF5 file's groups and datasets", why="the package h5py is not installed")
        yield from _search(blob, job)
        return
    try:
        with h5py.File(_BlobFile(blob), "r") as file:
            yield from _attributes(file, "/", job)
            for count, (path, item) in enumerate(_items(h5py, file)):
                if count > MAX_OBJECTS or job.budget.late:
                    yield Gap(what="further objects of the HDF5 file", why="there are too many of them")
                    break
                yield from _item(h5py, path, item, job)
    except (OSError, RuntimeError, KeyError, ValueError, TypeError, RecursionError, MemoryError) as error:
        yield Broken(what="the HDF5 file", why=str(error)[:200])


class _BlobFile(io.RawIOBase):
    """A blob as the seekable file that h5py wants, so that a member of an archive needs no copy on disk."""

    def __init__(self, blob: Blob) -> None:
        self._blob = blob
        self._at = 0

    def readinto(self, buffer: Any) -> int:
        data = self._blob.read(self._at, len(buffer))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = offset + {0: 0, 1: self._at, 2: len(self._blob)}[whence]
        return self._at

    def tell(self) -> int:
        return self._at

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True


def _search(blob: Blob, job: Job) -> Iterator[Fact]:
    """Without h5py: attributes are never compressed, so that configurations and pickles stand as they are."""
    window = blob.read(0, SEARCHED)
    for count, match in enumerate(_CONFIG.finditer(window)):
        if count == MAX_CONFIGS or job.budget.late:
            break
        text = window[match.start() : match.start() + MAX_CONFIG].decode("utf-8", "replace")
        try:
            config, _ = json.JSONDecoder().raw_decode(text)
        except (ValueError, RecursionError):
            continue
        yield Label(text="Keras HDF5")
        yield from read_config(config, job.judge)
    yield from search(blob, job.judge, job.budget)


def _items(h5py: Any, file: Any) -> Iterator[tuple[str, Any]]:
    """Every link, walked by hand: following soft and external links is what must not happen."""
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


def _item(h5py: Any, path: str, item: Any, job: Job) -> Iterator[Fact]:
    if isinstance(item, h5py.ExternalLink):
        yield Reference(kind="hdf5-link", target=f"{item.filename}:{item.path}")
        return
    if not isinstance(item, (h5py.Group, h5py.Dataset)):
        return
    if isinstance(item, h5py.Dataset):
        for name, *_ in item.external or ():
            yield Reference(kind="hdf5-storage", target=str(name))
        if item.is_virtual:
            for source in item.virtual_sources():
                if source.file_name not in (".", ""):
                    yield Reference(kind="hdf5-storage", target=source.file_name)
        yield from _pickled_values(item, path)
    yield from _attributes(item, path, job)


def _attributes(item: Any, path: str, job: Job) -> Iterator[Fact]:
    for name in list(item.attrs)[:MAX_VALUES]:
        try:
            value = item.attrs[name]
        except (OSError, TypeError, ValueError, RuntimeError):
            yield Gap(what=f"the attribute {name} of {path}", why="its type is not understood")
            continue
        raw = _raw(value)
        if name in ("model_config", "training_config", "layer_config", "config") and raw[:1] in (b"{", b"["):
            yield Label(text="Keras HDF5")
            yield from _config(raw, job)
        elif raw[:1] == b"\x80" or (raw.endswith(b".") and raw[:1] in b"(c]}lLIVSdN"):
            yield Label(text="pandas HDF5")
            yield Child(name=f"{path}@{name}", blob=Blob(raw), hint="pickle", quiet=True)


def _config(raw: bytes, job: Job) -> Iterator[Fact]:
    try:
        yield from read_config(json.loads(raw), job.judge)
    except (ValueError, RecursionError) as error:
        yield Broken(what="the Keras configuration", why=str(error)[:200])


def _raw(value: Any) -> bytes:
    """The bytes of a text or byte attribute, else nothing."""
    if isinstance(value, str):
        return value.encode("utf-8", "surrogateescape")
    if isinstance(value, bytes):
        return value
    data = getattr(value, "tobytes", None)
    return (
        bytes(data())
        if data and getattr(value, "dtype", None) is not None and value.dtype.kind in "SV"
        else b""
    )


def _pickled_values(dataset: Any, path: str) -> Iterator[Fact]:
    """PyTables keeps Python objects as pickles in arrays of bytes of varying length."""
    kind = dataset.dtype.kind
    is_bytes = kind in "SV" or (kind == "u" and dataset.dtype.itemsize == 1)
    marked = str(dataset.attrs.get("PSEUDOATOM", b"")).find("object") >= 0
    if kind != "O" and not (marked or (is_bytes and dataset.size <= 1 << 24)):
        return
    for index, value in enumerate(dataset[:MAX_VALUES] if dataset.ndim else [dataset[()]]):
        raw = value.encode() if isinstance(value, str) else bytes(value) if hasattr(value, "__len__") else b""
        if raw[:1] == b"\x80" or marked or b"\nsystem\n" in raw[:200]:
            yield Label(text="pandas HDF5")
            yield Child(name=f"{path}[{index}]", blob=Blob(raw), hint="pickle", quiet=not marked)
    if dataset.ndim and len(dataset) > MAX_VALUES and kind == "O":
        yield Gap(what=f"further values of {path}", why="there are too many of them")
