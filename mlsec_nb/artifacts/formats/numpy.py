"""numpy's ``.npy``: a header, then numbers, or a pickle when the elements are objects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from struct import unpack

from mlsec_nb.artifacts.blob import Blob
from mlsec_nb.artifacts.facts import Broken, Child, Fact, Header, Label
from mlsec_nb.artifacts.job import Job

_DESCR = re.compile(rb"'descr' *: *(.{1,60000}?), *'(?:fortran_order|shape)'", re.DOTALL)
LARGE_HEADER = 10_000
"""numpy refuses longer headers unless it is told to trust the file."""


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
    descr = _DESCR.search(header)
    if descr is None:
        yield Broken(what="the array's header", why="it does not name a type")
    elif b"O" not in re.sub(rb"\('[^']*'|\"[^\"]*\"", b"", descr[1]) and b"|O" not in descr[1]:
        yield Label(text="numpy array of numbers")
        return
    yield Label(text="numpy array of objects")
    yield Child(offset=start + size, name="", blob=blob.part(start + size), hint="pickle")
