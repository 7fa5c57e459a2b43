"""safetensors: the header says where each tensor lies, and may lie about it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from math import prod
from typing import Any

from mlsec_nb.artifacts.blob import Blob
from mlsec_nb.artifacts.facts import Broken, Fact, Header
from mlsec_nb.artifacts.job import Job

MAX_HEADER = 100_000_000
WIDTHS = {
    "BOOL": 8, "U8": 8, "I8": 8, "F8_E5M2": 8, "F8_E4M3": 8, "F8_E8M0": 8, "I16": 16, "U16": 16, "F16": 16,
    "BF16": 16, "I32": 32, "U32": 32, "F32": 32, "I64": 64, "U64": 64, "F64": 64, "C64": 64,
    "F4": 4, "F6_E2M3": 6, "F6_E3M2": 6, "F8_E4M3FNUZ": 8, "F8_E5M2FNUZ": 8,
}  # fmt: skip


def read(blob: Blob, job: Job) -> Iterator[Fact]:
    """Check the header as a careful loader would."""
    size = int.from_bytes(blob.read(0, 8), "little")
    if size > MAX_HEADER:
        yield Header(what=f"the header claims {size:,} bytes")
        return
    if size > len(blob) - 8:
        yield Header(what=f"the header claims {size:,} bytes, the file has {len(blob):,}")
        return
    try:
        pairs = json.loads(blob.read(8, min(size, 32 << 20)), object_pairs_hook=_unique)
    except (ValueError, RecursionError) as error:
        yield Header(what=f"the header is not proper JSON: {str(error)[:120]}")
        return
    if not isinstance(pairs, dict):
        yield Broken(what="the header", why="it is not an object")
        return
    yield from _tensors(pairs, len(blob) - 8 - size)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _tensors(header: dict[str, Any], room: int) -> Iterator[Fact]:
    spans = []
    for name, entry in header.items():
        if name == "__metadata__":
            if not isinstance(entry, dict) or not all(isinstance(value, str) for value in entry.values()):
                yield Header(what="the metadata are not plain texts", severe=False)
            continue
        offsets: Any = entry.get("data_offsets") if isinstance(entry, dict) else None
        shape: Any = entry.get("shape") if isinstance(entry, dict) else None
        if not _whole(offsets, 2) or not _whole(shape):
            yield Header(what=f"the tensor {name[:80]!r} has no proper offsets or shape")
            continue
        start, end = offsets
        if not 0 <= start <= end <= room:
            yield Header(what=f"the tensor {name[:80]!r} lies outside the file")
            continue
        bits = WIDTHS.get(str(entry.get("dtype")))
        if bits is None:
            yield Header(what=f"the tensor {name[:80]!r} has an unknown type", severe=False)
        elif -(-prod(shape) * bits // 8) != end - start:
            yield Header(what=f"the tensor {name[:80]!r} has not the size that its shape needs")
        spans.append((start, end, name))
    yield from _layout(sorted(spans), room)


def _whole(value: Any, count: int | None = None) -> bool:
    if not isinstance(value, list) or (count is not None and len(value) != count):
        return False
    return all(isinstance(n, int) and not isinstance(n, bool) and 0 <= n < 1 << 62 for n in value)


def _layout(spans: list[tuple[int, int, str]], room: int) -> Iterator[Fact]:
    last = 0
    for start, end, name in spans:
        if start < last:
            yield Header(what=f"the tensor {name[:80]!r} overlaps another one")
            return
        if start > last:
            yield Header(
                what=f"{start - last:,} bytes before {name[:80]!r} belong to no tensor", severe=False
            )
        last = max(last, end)
    if last != room:
        yield Header(what=f"{room - last:,} bytes at the end belong to no tensor", severe=False)
