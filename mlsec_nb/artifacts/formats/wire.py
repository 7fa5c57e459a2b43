"""Protocol buffers at wire level: fields by number, without any schema or library."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mlsec_nb.artifacts.blob import Blob


class WireError(ValueError):
    """The bytes are not a message."""


def varint(data: bytes, at: int) -> tuple[int, int]:
    """The number at ``at`` and what follows it."""
    value = shift = 0
    while True:
        if at >= len(data) or shift > 63:
            raise WireError("a number does not end")
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at += 1
        if byte < 0x80:
            return value, at
        shift += 7


def fields(blob: Blob) -> Iterator[tuple[int, Any]]:
    """Each field's number with its value: ``int``, or :class:`Blob` for strings, bytes and messages.

    Raises
    ------
    WireError
        Where the bytes stop making sense; what came before has been yielded.
    """
    at, size = 0, len(blob)
    while at < size:
        window = blob.read(at, 24)
        tag, used = varint(window, 0)
        number, kind = tag >> 3, tag & 7
        if number == 0:
            raise WireError("a field has no number")
        if kind == 0:
            value, used = varint(window, used)
            yield number, value
            at += used
        elif kind == 2:
            length, used = varint(window, used)
            if at + used + length > size:
                raise WireError("a field is longer than its message")
            yield number, Blob(blob.data, blob.start + at + used, blob.start + at + used + length)
            at += used + length
        elif kind in (1, 5):
            at += used + (8 if kind == 1 else 4)
            if at > size:
                raise WireError("a number is cut off")
            yield number, 0
        else:
            raise WireError("a field has an unknown type")


def text(value: Any, limit: int = 4096) -> str:
    """A string field's text."""
    return value.read(0, limit).decode("utf-8", "replace") if isinstance(value, Blob) else ""
