"""GGUF: counts and lengths that lie, and the chat template that the runner renders."""

from __future__ import annotations

from collections.abc import Iterator
from struct import unpack

from mlsec_nb.artifacts.blob import Blob
from mlsec_nb.artifacts.facts import Fact, Gap, Header, Template
from mlsec_nb.artifacts.job import Job

SIZES = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}
STRING, ARRAY = 8, 9
MAX_KEYS = 100_000
MAX_TENSORS = 1_000_000
MAX_ITEMS = 8_000_000
MAX_DIMENSIONS = 4


class _Reader:
    """Reads numbers and strings; a length beyond the file is a lie."""

    def __init__(self, blob: Blob) -> None:
        self.blob = blob
        self.at = 4

    def number(self, size: int) -> int:
        raw = self.blob.read(self.at, size)
        if len(raw) < size:
            raise ValueError("the header ends before its last field")
        self.at += size
        return int.from_bytes(raw, "little")

    def string(self, keep: int = 1 << 22) -> bytes:
        length = self.number(8)
        if length > len(self.blob) - self.at:
            raise ValueError(f"a string claims {length:,} bytes")
        raw = self.blob.read(self.at, min(length, keep))
        self.at += length
        return raw

    def skip(self, kind: int, depth: int = 0) -> None:
        if kind == STRING:
            self.string(0)
        elif kind == ARRAY:
            inner, count = self.number(4), self.number(8)
            if count > len(self.blob) - self.at or depth > 4:
                raise ValueError(f"an array claims {count:,} items")
            if inner in SIZES:
                self.at += count * SIZES[inner]
            elif count > MAX_ITEMS:
                raise ValueError(f"an array claims {count:,} strings")
            else:
                for _ in range(count):
                    self.skip(inner, depth + 1)
        elif kind in SIZES:
            self.at += SIZES[kind]
        else:
            raise ValueError(f"there is no value type {kind}")


def read(blob: Blob, job: Job) -> Iterator[Fact]:
    """The metadata's templates, and the tensor table's shapes."""
    reader = _Reader(blob)
    try:
        version, tensors, keys = reader.number(4), reader.number(8), reader.number(8)
        if version not in (2, 3):
            yield Gap(what="the GGUF file", why=f"version {version} is not known")
            return
        if keys > MAX_KEYS or tensors > MAX_TENSORS:
            yield Header(what=f"the header claims {keys:,} keys and {tensors:,} tensors")
            return
        for _ in range(keys):
            key = reader.string().decode("utf-8", "replace")
            kind = reader.number(4)
            if kind == STRING and "chat_template" in key:
                yield Template(offset=reader.at, where=key, text=reader.string().decode("utf-8", "replace"))
            else:
                reader.skip(kind)
        yield from _tensors(reader, tensors)
    except ValueError as error:
        yield Header(offset=reader.at, what=str(error))


def _tensors(reader: _Reader, count: int) -> Iterator[Fact]:
    for _ in range(count):
        name = reader.string(256).decode("utf-8", "replace")
        dimensions = reader.number(4)
        if dimensions > MAX_DIMENSIONS:
            yield Header(offset=reader.at, what=f"the tensor {name[:80]!r} claims {dimensions:,} dimensions")
            return
        elements = 1
        for length in unpack(
            f"<{dimensions}Q", reader.blob.read(reader.at, 8 * dimensions).ljust(8 * dimensions, b"\0")
        ):
            elements *= max(length, 1)
        reader.at += 8 * dimensions
        if elements >= 1 << 62:
            yield Header(offset=reader.at, what=f"the shape of the tensor {name[:80]!r} overflows")
        reader.number(4)
        if reader.number(8) > len(reader.blob):
            yield Header(offset=reader.at, what=f"the tensor {name[:80]!r} lies outside the file")
            return
