"""The plain decoder of LZ4 frames."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsec_nb.artifacts.blob import Blob
from mlsec_nb.artifacts.formats.lz4 import steps

HEAD = b"\x04\x22\x4d\x18\x60\x40\x82"


def frame(*blocks, end=b"\0\0\0\0"):
    return HEAD + b"".join(len(block).to_bytes(4, "little") + block for block in blocks) + end


def decoded(data):
    return b"".join(piece for piece, _ in steps(Blob(data)))


def test_literals_and_overlapping_match():
    assert decoded(frame(b"\x1fa\x01\x00\x05\x50bcdef")) == b"a" + b"a" * 24 + b"bcdef"


def test_stored_block():
    assert decoded(HEAD + (3 | 1 << 31).to_bytes(4, "little") + b"abc" + bytes(4)) == b"abc"


@pytest.mark.parametrize("block", [b"\x0f\x05\x00", b"\xf0", b"\x14a\x00\x00"])
def test_broken_blocks(block):
    with pytest.raises(ValueError, match=r"block|match"):
        decoded(frame(block))


@given(st.binary(max_size=200))
def test_anything_ends(block):
    with contextlib.suppress(ValueError):
        decoded(frame(block))


@given(st.binary(max_size=4000), st.integers(1, 40))
def test_agrees_with_the_library(data, times):
    library = pytest.importorskip("lz4.frame")
    for linked in (True, False):
        assert decoded(library.compress(data * times, block_linked=linked)) == data * times
