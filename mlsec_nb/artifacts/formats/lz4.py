"""LZ4 frames in plain Python, for machines without the package ``lz4``: slow, and bounded like the rest."""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.artifacts.blob import Blob

MAGIC = b"\x04\x22\x4d\x18"
WINDOW = 65_536


def steps(blob: Blob) -> Iterator[tuple[bytes, int]]:
    """The content of each block, with how much of the input has been used.

    Raises
    ------
    ValueError
        Where the frame is broken.
    """
    at = 0
    while blob.read(at, 4) == MAGIC:
        flags = blob.read(at + 4, 1)
        if not flags or flags[0] >> 6 != 1:
            raise ValueError("the frame has an unknown version")
        at += 7 + (8 if flags[0] & 8 else 0) + (4 if flags[0] & 1 else 0)
        history = b""
        while True:
            head = int.from_bytes(blob.read(at, 4).ljust(4, b"\0"), "little")
            at += 4
            size = head & 0x7FFFFFFF
            if size == 0:
                break
            block = blob.read(at, size)
            if len(block) < size:
                raise ValueError("a block ends early")
            content = block if head >> 31 else _block(block, history)
            at += size + (4 if flags[0] & 16 else 0)
            history = b"" if flags[0] & 32 else (history + content)[-WINDOW:]
            yield content, at
        at += 4 if flags[0] & 4 else 0


def _block(data: bytes, history: bytes) -> bytes:
    """Decode one block; matches may reach back into ``history``."""
    out = bytearray(history)
    at, size = 0, len(data)
    try:
        while at < size:
            token = data[at]
            literals, at = _length(data, at + 1, token >> 4)
            out += data[at : at + literals]
            at += literals
            if at >= size:
                break
            distance = data[at] | data[at + 1] << 8
            match, at = _length(data, at + 2, token & 15)
            _copy(out, distance, match + 4)
    except IndexError:
        raise ValueError("a block is broken") from None
    return bytes(out[len(history) :])


def _length(data: bytes, at: int, short: int) -> tuple[int, int]:
    """A length: four bits, and further bytes while they are full."""
    if short == 15:
        while True:
            byte = data[at]
            at += 1
            short += byte
            if byte != 255:
                break
    return short, at


def _copy(out: bytearray, distance: int, count: int) -> None:
    """Repeat what stands ``distance`` back; a short distance repeats itself."""
    start = len(out) - distance
    if distance == 0 or start < 0:
        raise ValueError("a match reaches before the start")
    piece = out[start : start + count]
    while len(piece) < count:
        piece += piece[: count - len(piece)]
    out += piece
