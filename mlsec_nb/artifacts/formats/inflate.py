"""Decompression that stops: never more than the budget allows, never in one go."""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mlsec_nb.artifacts.blob import Blob
from mlsec_nb.artifacts.facts import Broken, Fact, Gap, Inflated
from mlsec_nb.artifacts.limits import MIB, Budget

CHUNK = 64 << 10
BOMB_FROM = 32 * MIB
"""Below this a high ratio is only a very regular file."""


@dataclass(slots=True)
class Inflation:
    """What came out, and the facts that tell why it is not all."""

    data: bytes = b""
    facts: tuple[Fact, ...] = ()
    used: int = 0


def inflate(blob: Blob, method: str, budget: Budget, *, what: str, limit: int | None = None) -> Inflation:
    """Decompress ``blob``; broken or excessive data gives what was read before, and a fact."""
    try:
        steps = _steps(blob, method)
    except ImportError as error:
        return Inflation(facts=(Gap(what=what, why=f"{method} needs the package {error.name}"),))
    out = bytearray()
    room = budget.room if limit is None else min(limit, budget.room)
    facts: tuple[Fact, ...] = ()
    used = 0
    try:
        for piece, used in steps:
            out += piece
            if len(out) >= room or budget.late:
                break
            if len(out) > BOMB_FROM and len(out) > budget.limits.ratio * max(used, 1):
                facts = (Inflated(what=what, packed=used, unpacked=len(out)),)
                break
    except Exception as error:
        facts = (Broken(what=what, why=f"cannot be decompressed: {error}"),)
    if limit is None:
        if len(out) >= room and not facts:
            facts = (_exhausted(what, used, len(out), budget),)
        budget.unpacked += len(out)
    return Inflation(bytes(out), facts, used)


def _exhausted(what: str, used: int, size: int, budget: Budget) -> Fact:
    if size > budget.limits.ratio * max(used, 1):
        return Inflated(what=what, packed=used, unpacked=size)
    return Gap(
        what=f"the rest of {what}", why=f"more than {budget.limits.unpacked >> 20} MiB would be unpacked"
    )


def _steps(blob: Blob, method: str) -> Iterator[tuple[bytes, int]]:
    """Pieces of output, each with how much of the input has been used."""
    if method == "deflate":
        return _bounded(blob, zlib.decompressobj(-15))
    if method == "zlib":
        return _bounded(blob, zlib.decompressobj())
    if method == "gzip":
        return _members(blob, lambda: zlib.decompressobj(31))
    if method == "bz2":
        return _members(blob, bz2.BZ2Decompressor)
    if method == "xz":
        return _members(blob, lambda: lzma.LZMADecompressor(memlimit=128 * MIB))
    if method == "zip-lzma":
        return _members(blob.part(9), lambda: _zip_lzma(blob))
    if method == "lz4":
        return _lz4(blob)
    import zstandard

    return _members(blob, lambda: zstandard.ZstdDecompressor(max_window_size=1 << 27).decompressobj())


def _lz4(blob: Blob) -> Iterator[tuple[bytes, int]]:
    try:
        import lz4.frame
    except ImportError:
        from mlsec_nb.artifacts.formats.lz4 import steps

        return steps(blob)
    return _members(blob, lz4.frame.LZ4FrameDecompressor)


def _zip_lzma(blob: Blob) -> lzma.LZMADecompressor:
    size = int.from_bytes(blob.read(2, 2), "little")
    filters = [lzma._decode_filter_properties(lzma.FILTER_LZMA1, blob.read(4, size))]  # type: ignore[attr-defined]
    return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=filters)


def _bounded(blob: Blob, engine: Any) -> Iterator[tuple[bytes, int]]:
    """Zlib's way: output is capped by ``max_length``, the unused input is handed back."""
    offset = 0
    while offset < len(blob) and not engine.eof:
        pending = blob.read(offset, CHUNK)
        offset += len(pending)
        while pending and not engine.eof:
            piece = engine.decompress(pending, 4 * CHUNK)
            pending = engine.unconsumed_tail
            yield piece, offset - len(pending)
    yield engine.flush(CHUNK), offset - len(engine.unused_data)


def _members(blob: Blob, new: Any) -> Iterator[tuple[bytes, int]]:
    """Streams of several members one after the other (gzip, xz, bz2, lz4)."""
    offset, engine, pending = 0, new(), b""
    while offset < len(blob) or pending:
        if not pending:
            pending = blob.read(offset, CHUNK)
            offset += len(pending)
        if isinstance(engine, type(zlib.decompressobj())):
            piece = engine.decompress(pending, 4 * CHUNK)
            pending = engine.unconsumed_tail
        elif hasattr(engine, "needs_input"):
            piece = engine.decompress(pending, 4 * CHUNK)
            pending = b""
            while not engine.needs_input and not engine.eof:
                yield piece, offset
                piece = engine.decompress(b"", 4 * CHUNK)
        else:
            piece, pending = engine.decompress(pending), b""
        yield piece, offset - len(pending)
        if engine.eof:
            pending = engine.unused_data or b""
            if not pending.strip(b"\0"):
                return
            engine = new()
