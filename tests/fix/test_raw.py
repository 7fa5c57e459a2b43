"""Only what changes is written anew."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsec_nb.errors import UnreadableError
from mlsec_nb.fix.raw import patched

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=12,
)
STYLES = [
    {"indent": 1, "ensure_ascii": False},
    {"indent": 2, "ensure_ascii": True},
    {"indent": "\t", "ensure_ascii": False},
    {"separators": (",", ":")},
    {},
]


@given(VALUE, VALUE, st.sampled_from(STYLES), st.sampled_from(["\n", "\r\n"]))
def test_any_value_becomes_any_other(before, after, style, newline):
    raw = json.dumps({"a": before, "b": [1]}, **style).replace("\n", newline).encode()
    changed = patched(raw, {"a": before, "b": [1]}, {"a": after, "b": [1]})
    assert json.loads(changed) == {"a": after, "b": [1]}


@given(VALUE, st.sampled_from(STYLES), st.sampled_from(["\n", "\r\n"]))
def test_there_and_back_again_is_byte_for_byte_the_same(value, style, newline):
    before = {"cells": [{"source": ["a\n", "b"], "more": value}]}
    after = {"cells": [{"source": ["import os\n", "a\n", "c"], "more": value}]}
    raw = json.dumps(before, **style).replace("\n", newline).encode()
    assert patched(patched(raw, before, after), after, before) == raw


@pytest.mark.parametrize("style", STYLES)
def test_rest_of_the_file_stays(style):
    before = {"odd": 1.50, "cells": [{"source": ["x\n", "key"]}, {"source": "é"}], "z": {}}
    after = {"odd": 1.50, "cells": [{"source": ["x\n", "other"]}, {"source": "é"}], "z": {}}
    raw = json.dumps(before, **style).replace("1.5", "1.500").encode()
    assert patched(raw, before, after) == raw.replace(b'"key"', b'"other"')


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16-le", "utf-16-be"])
def test_marks_and_codecs_stay(codec):
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(codec, b"")
    raw = mark + '{"a": "é"}'.encode(codec)
    assert patched(raw, {"a": "é"}, {"a": "ö"}) == mark + '{"a": "ö"}'.encode(codec)


def test_of_a_key_that_stands_twice_the_last_counts():
    assert patched(b'{"a": 1, "a": 2}', {"a": 2}, {"a": 3}) == b'{"a": 1, "a": 3}'


def test_file_that_reads_otherwise_is_left_alone():
    with pytest.raises(UnreadableError):
        patched(b'{"a": 1}', {"b": 1}, {"b": 2})


def test_what_is_not_a_number_stays():
    raw = b'{"n": NaN, "a": 1}'
    model = json.loads(raw)
    assert patched(raw, model, {**model, "a": 2}) == b'{"n": NaN, "a": 2}'
