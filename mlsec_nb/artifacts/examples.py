"""Small files that show what a rule finds and what it leaves alone; the tests examine them."""

from __future__ import annotations

import io
import json
import tarfile
import warnings
import zipfile
from collections.abc import Callable, Sequence
from typing import TypeAlias

Example: TypeAlias = "tuple[str, bytes | Callable[[], bytes]]"
"""The name of a file and its content, or what makes it when it is large."""

SYSTEM = b"cos\nsystem\n(S'id'\ntR."
"""A pickle that would run the command ``id``."""

PLAIN = b"\x80\x04\x95\x07\x00\x00\x00\x00\x00\x00\x00}\x94\x8c\x01a\x94K\x01s."
"""A pickle of a dictionary."""


def content(example: Example) -> bytes:
    """The bytes of an example."""
    made = example[1]
    return made if isinstance(made, bytes) else made()


def zipped(*members: tuple[str, bytes], deflated: bool = False) -> bytes:
    """A zip archive of these members, names repeated when they are."""
    out = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if deflated else zipfile.ZIP_STORED
    with zipfile.ZipFile(out, "w", method) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return out.getvalue()


def tarred(*members: tuple[str, bytes]) -> bytes:
    """A tar archive of these members."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def message(*fields: tuple[int, bytes | int]) -> bytes:
    """A protocol buffer message of numbers, strings and inner messages."""
    out = b""
    for number, value in fields:
        if isinstance(value, int):
            out += _varint(number << 3) + _varint(value)
        else:
            out += _varint(number << 3 | 2) + _varint(len(value)) + value
    return out


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes((*out, value))


def keras_json(class_name: str, **keys: object) -> bytes:
    """The configuration of a Keras model with one layer of this class."""
    layer = {"class_name": class_name, "config": {"name": "layer"}, **keys}
    return json.dumps({"class_name": "Sequential", "config": {"layers": [layer]}}).encode()


def safetensors(header: object, data: bytes = b"", *, claimed: int | None = None) -> bytes:
    """A safetensors file with this header."""
    raw = json.dumps(header).encode()
    return (len(raw) if claimed is None else claimed).to_bytes(8, "little") + raw + data


def gguf(metadata: Sequence[tuple[str, str]], *, tensors: int = 0) -> bytes:
    """A GGUF file with text metadata and no tensors."""
    out = (
        b"GGUF"
        + (3).to_bytes(4, "little")
        + tensors.to_bytes(8, "little")
        + len(metadata).to_bytes(8, "little")
    )
    for key, value in metadata:
        for text, kind in ((key, (8).to_bytes(4, "little")), (value, b"")):
            out += len(text.encode()).to_bytes(8, "little") + text.encode() + kind
    return out
