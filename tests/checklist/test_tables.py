"""A table is read to the last key."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from mlsec_nb.checklist.model import Profile
from mlsec_nb.checklist.tables import MOST_CHARACTERS, MOST_ITEMS, Table
from mlsec_nb.errors import ConfigError


def table(**values) -> Table:
    return Table(values, "mlsec.toml, [[control]] 1")


def test_what_is_right_is_read() -> None:
    read = table(title="A", days=3, on=True, day=date(2026, 1, 1), profile="full", paths=["a"], more={"x": 1})
    assert read.text("title") == "A"
    assert read.text("note", "") == ""
    assert read.number("days") == 3
    assert read.flag("on", False)
    assert read.day("day") == date(2026, 1, 1)
    assert read.choice("profile", Profile) is Profile.FULL
    assert read.texts("paths") == ("a",)
    assert dict(read.table("more").items()) == {"x": 1}
    read.close()


@pytest.mark.parametrize(
    ("key", "value", "read"),
    [
        ("text", 3, lambda t: t.text("text")),
        ("text", "  ", lambda t: t.text("text")),
        ("text", "a" * (MOST_CHARACTERS + 1), lambda t: t.text("text")),
        ("number", 0, lambda t: t.number("number")),
        ("number", True, lambda t: t.number("number")),
        ("number", 1.5, lambda t: t.number("number")),
        ("flag", "yes", lambda t: t.flag("flag", True)),
        ("day", "2026-01-01", lambda t: t.day("day")),
        ("day", datetime(2026, 1, 1), lambda t: t.day("day")),
        ("choice", "all", lambda t: t.choice("choice", Profile)),
        ("texts", "a", lambda t: t.texts("texts")),
        ("texts", [1], lambda t: t.texts("texts")),
        ("texts", ["a"] * (MOST_ITEMS + 1), lambda t: t.texts("texts")),
        ("table", [], lambda t: t.table("table")),
        ("tables", {}, lambda t: t.tables("tables", 5)),
        ("tables", [{}] * 6, lambda t: t.tables("tables", 5)),
    ],
)
def test_what_is_wrong_is_refused_by_its_place(key: str, value: object, read) -> None:
    with pytest.raises(ConfigError, match=rf"mlsec\.toml, \[\[control\]\] 1.*{key}"):
        read(table(**{key: value}))


def test_what_is_missing_is_named() -> None:
    with pytest.raises(ConfigError, match="has no 'title'"):
        table().text("title")


def test_an_unknown_key_is_refused_with_those_that_are_known() -> None:
    read = table(titel="A")
    read.text("title", "")
    with pytest.raises(ConfigError, match=r"unknown key 'titel'\. Known: title"):
        read.close()
