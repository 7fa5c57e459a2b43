"""Constant columns, schema and unsafe cells."""

import collections
import json

import numpy as np
import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mlsec_nb
from mlsec_nb.errors import ConfigError
from mlsec_nb.profile.data.unsafe_objects import FORMULA, MARKUP, _kind
from tests.profile.tables import answer


def test_columns_that_hold_nothing_new():
    data = {
        "empty": [None] * 4,
        "one": [1, 1, 1, 1],
        "once": ["a", None, "a", None],
        "x": [1, 2, 3, 4],
        "copy": [1.0, 2.0, 3.0, 4.0],
    }
    assert answer("constant-columns", data).columns == {
        "empty": "nothing",
        "one": "constant",
        "once": "one value and missing ones",
        "copy": "copy of x",
    }


def test_names_that_repeat_are_reported():
    frame = pandas.DataFrame(np.arange(6).reshape(3, 2), columns=["x", "x"])
    (finding,) = answer("constant-columns", frame).findings
    assert (finding.location.member, finding.severity.label) == ("x", "low")


@pytest.fixture
def schema(tmp_path):
    data = {"age": [20, 40, 60], "city": ["Oslo", "Bergen", "Oslo"], "note": ["a", None, "b"]}
    mlsec_nb.profile_dataset(data, questions="schema").save_schema(tmp_path / "schema.json")
    return tmp_path / "schema.json"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        ({"age": [20, 99], "city": ["Oslo"] * 2, "note": ["a"] * 2}, "outside of the range"),
        ({"age": ["old"] * 2, "city": ["Oslo"] * 2, "note": ["a"] * 2}, "not numeric"),
        ({"age": [20, 30], "city": ["Oslo", "Rome"], "note": ["a"] * 2}, "unknown categories"),
        ({"age": [20, 30], "city": [None, "Oslo"], "note": ["a"] * 2}, "missing"),
        ({"city": ["Oslo"] * 2, "note": ["a"] * 2}, "the column is missing"),
        ({"age": [20] * 2, "city": ["Oslo"] * 2, "note": ["a"] * 2, "new": [1, 2]}, "not in the schema"),
    ],
)
def test_violations_of_a_saved_schema(schema, data, what):
    findings = answer("schema", data, schema=schema).findings
    assert [what in finding.message for finding in findings] == [True]


def test_a_schema_is_met_by_its_own_data_and_holds_no_category(schema):
    assert answer("schema", {"age": [60], "city": ["Bergen"], "note": ["b"]}, schema=schema).findings == ()
    assert "Oslo" not in schema.read_text()


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"schema": "other"}', '{"schema": 1, "columns": 2}'])
def test_files_that_are_no_schema(tmp_path, content):
    (tmp_path / "schema.json").write_text(content)
    with pytest.raises(ConfigError):
        mlsec_nb.profile_dataset({"x": [1]}, schema=tmp_path / "schema.json")


def test_a_schema_may_be_given_as_its_content(schema):
    content = json.loads(schema.read_text())
    assert answer("schema", {"age": [1]}, schema=content).metrics["violations"] > 0


class Unknown:
    """Nothing may be called on it."""

    def __repr__(self):
        raise AssertionError

    __str__ = __eq__ = __hash__ = __repr__


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (len, "code"),
        (json, "code"),
        (Unknown, "code"),
        (Unknown(), "object"),
        ([1, {"a": (print,)}], "code"),
        ("=HYPERLINK(1)", "formula"),
        ("@SUM(A1)", "formula"),
        ("=cmd|' /C calc'!A0", "formula"),
        ("<script>x</script>", "markup"),
        ('<img src=x onerror="x">', "markup"),
        (b"\x80\x04\x95" + bytes(8) + b"}.", "pickle"),
        ("gASVKAAAAAAAAACMCGJ1aWx0aW5z", "pickle"),
        (-5, ""),
        ("-5.3", ""),
        ("+47 22 33 44 55", ""),
        ("a < b and c > d", ""),
        ('<img src="cat.png">', ""),
        ("= is a sign", ""),
        ("@home", ""),
        (collections.OrderedDict(a=1), ""),
    ],
)
def test_unsafe_cells(value, kind):
    found = answer("unsafe-objects", {"x": [0, value], "y": [1, 2]})
    assert (found.columns.get("x", ""), found.rows.tolist()) == (kind, [1] if kind else [])


@given(st.text(alphabet="<img script=on:+@-(|' javscript>", max_size=2_000))
def test_any_text_is_judged(text):
    assert _kind(text, 0) in ("", "formula", "markup")


@pytest.mark.parametrize(
    "text", ["=" * 50_000, "<img " * 20_000, "<script" * 20_000, "on" * 50_000, " " * 90_000]
)
def test_patterns_are_linear(text):
    assert FORMULA.match(text) is None
    assert len(list(MARKUP.finditer(text))) <= 20_000
    assert _kind(text, 0) in ("", "markup")
