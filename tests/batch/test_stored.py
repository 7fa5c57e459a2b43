"""Results written as JSON come back as they were."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsec_nb.batch.stored import dumps, loads
from mlsec_nb.core.result import Target
from mlsec_nb.options import Options
from mlsec_nb.scan import Scanner
from tests.notebooks import code, content, stream


class Level(IntEnum):
    """An order."""

    LOW = 0
    HIGH = 3


@dataclass(frozen=True, slots=True)
class Inner:
    """Something small."""

    name: str
    level: Level = Level.LOW
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Outer:
    """Something that holds it."""

    items: tuple[Inner, ...] = ()
    one: Inner | None = None


INNER = st.builds(
    Inner,
    st.text(st.characters(exclude_categories=["Cs"])),
    st.sampled_from(Level),
    st.none() | st.tuples(st.integers(0, 9), st.integers(0, 9)),
)


@given(st.builds(Outer, st.lists(INNER, max_size=3).map(tuple), st.none() | INNER))
def test_any_dataclass_comes_back(value):
    assert loads(Outer, dumps(value)) == value


def test_target_comes_back():
    cells = ["import pickle\npickle.load(f)", code("print('a')", stream("token = 'x'")), "x = ("]
    target = Scanner(Options()).content(content(*cells), "a.ipynb")
    assert target.findings
    assert target.skipped
    assert loads(Target, dumps(target)) == target


@pytest.mark.parametrize("data", [b"", b"[]", b'{"none": 1}', b'{"items": [{}]}', b'{"items": 3}'])
def test_other_data_is_refused(data):
    with pytest.raises((ValueError, TypeError, KeyError, AttributeError)):
        loads(Outer, data)
