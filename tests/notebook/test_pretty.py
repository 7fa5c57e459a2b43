"""Structured values as lines."""

import json
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from mlsec_nb.notebook.pretty import has_text, pretty

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
)


@given(VALUES)
def test_prints_like_json_with_a_pointer_for_each_line(value):
    text, pointers = pretty(value, "", Counter())
    assert text == json.dumps(value, indent=2, ensure_ascii=False)
    assert len(pointers) == len(text.split("\n"))


@given(VALUES)
def test_pointers_lead_to_the_value_on_their_line(value):
    text, pointers = pretty(value, "", Counter())
    for line, pointer in zip(text.split("\n"), pointers, strict=True):
        found = value
        for step in pointer.split("/")[1:]:
            key = step.replace("~1", "/").replace("~0", "~")
            found = found[int(key)] if isinstance(found, list) else found[key]
        if isinstance(found, str):
            assert json.dumps(found, ensure_ascii=False) in line


def test_packed_arrays_are_left_out_and_counted():
    counts = Counter()
    text, _ = pretty({"y": {"bdata": "AAAA" * 99, "dtype": "f8"}, "x": list(range(20))}, "", counts)
    assert "AAAA" not in text
    assert counts == {"packed array or image": 1, "array of numbers": 1}


def test_nothing_to_scan_in_flags():
    assert not has_text({"collapsed": True, "list": [None, ""]})
    assert has_text({"a": [{"b": "c"}]})
