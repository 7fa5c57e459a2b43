"""A slice of the fuzz run; ``python -m tests.artifacts.fuzz 100000 1`` is the whole."""

import pytest

from mlsec_nb.artifacts.engine import examine_bytes
from tests.artifacts.fuzz import fuzz


@pytest.mark.slow
def test_no_exception_escapes():
    fuzz(3_000, seed=3)


@pytest.mark.parametrize("depth", [100, 10_000, 300_000])
def test_deep_nesting_is_survived(depth):
    for opener, closer in ((b"(", b"t"), (b"]", b"a"), (b"(", b"l")):
        data = b"\x80\x04" + opener * depth + b"N" + closer * depth + b"."
        examine_bytes(data, "deep.pkl")


def test_reader_errors_are_gaps():
    target = examine_bytes(b"[" * 200_000, "config.json")
    assert target.verdict != "clean"
