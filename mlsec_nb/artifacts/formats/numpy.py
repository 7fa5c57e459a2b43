"""numpy's ``.npy``: a header, then numbers, or a pickle when the elements are objects."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from struct import unpack

from mlsec_nb.artifacts.blob import Blob
from mlsec_nb.artifacts.facts import Broken, Child, Fact, Header, Label
from mlsec_nb.artifacts.job import Job

MAGIC = b"\x93NUMPY"
LARGE_HEADER = 10_000
"""numpy refuses longer headers unless it is told to trust the file."""

_NUMBER = re.compile(r"[<>|=]?[?biufcSUamMV]\d*(?:\[\w{1,10}\])?")
_OLD_LONG = re.compile(r"(\d)L\b")
"""How Python 2 wrote the numbers of a shape."""


def read(blob: Blob, job: Job) -> Iterator[Fact]:
    """The header, and the pickle of an object array."""
    major = blob.read(6, 1)
    wide = major in (b"\x02", b"\x03")
    raw = blob.read(8, 4 if wide else 2)
    if len(raw) < (4 if wide else 2) or major not in (b"\x01", b"\x02", b"\x03"):
        yield Broken(what="the array's header", why="its version or length is wrong")
        return
    size = unpack("<I" if wide else "<H", raw)[0]
    start = 12 if wide else 10
    header = blob.read(start, min(size, 1 << 17))
    if size > LARGE_HEADER:
        yield Header(what=f"the array's header is {size:,} bytes long", severe=size > 1 << 20)
    if size > len(blob):
        yield Broken(what="the array", why="its header is longer than the file")
        return
    element = _element(header)
    if element is None:
        yield Broken(what="the array's header", why="it does not name a type")
    elif _is_numbers(element):
        yield Label(text="numpy array of numbers")
        return
    yield Label(text="numpy array of objects")
    yield Child(offset=start + size, name="", blob=blob.part(start + size), hint="pickle")


def starts_numbers(head: bytes) -> bool:
    """Whether this is the beginning, header included, of an array that holds no objects."""
    if not head.startswith(MAGIC) or len(head) < 12:
        return False
    size, start = (unpack("<H", head[8:10])[0], 10) if head[6] == 1 else (unpack("<I", head[8:12])[0], 12)
    return start + size <= len(head) and _is_numbers(_element(head[start : start + size]))


def _element(header: bytes) -> object:
    """The type of the elements as numpy reads it: a literal, in which the last of equal keys counts."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of escapes that Python does not know
            read = ast.literal_eval(_OLD_LONG.sub(r"\1", header.decode("latin-1")).strip())
    except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
        return None
    return read.get("descr") if isinstance(read, dict) else None


def _is_numbers(element: object) -> bool:
    """Whether numbers, dates or fixed text are all that elements of this type are made of."""
    match element:
        case str():
            return _NUMBER.fullmatch(element) is not None
        case list():
            return all(
                isinstance(field, tuple) and len(field) > 1 and _is_numbers(field[1]) for field in element
            )
        case (inner, _):
            return _is_numbers(inner)
    return False
