"""How the server and its worker talk: a JSON head and a body of bytes, each with its length before it."""

from __future__ import annotations

import json
import struct
from typing import IO, Any

Head = dict[str, Any]

_LENGTHS = struct.Struct(">II")


def write(stream: IO[bytes], head: Head, body: bytes = b"") -> None:
    """Send one frame."""
    packed = json.dumps(head).encode()
    stream.write(_LENGTHS.pack(len(packed), len(body)))
    stream.write(packed)
    stream.write(body)
    stream.flush()


def read(stream: IO[bytes]) -> tuple[Head, bytes] | None:
    """Receive one frame; ``None`` when the other side is gone."""
    lengths = stream.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    head_length, body_length = _LENGTHS.unpack(lengths)
    packed, body = stream.read(head_length), stream.read(body_length)
    if len(packed) < head_length or len(body) < body_length:
        return None
    return json.loads(packed), body
