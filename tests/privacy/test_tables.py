"""Tables as outputs show them."""

from __future__ import annotations

import pandas
from hypothesis import given
from hypothesis import strategies as st

from mlsec_nb.privacy.tables import tables_in_html, tables_in_text
from tests.privacy.columns import people

FRAME = pandas.DataFrame({"full name": people(5), "age": range(5), "note": ["a", "", "b c", "d", "e"]})


def test_html_of_pandas_is_read() -> None:
    (table,) = tables_in_html("<p>x</p>\n" + FRAME.to_html())
    columns = dict(table.columns())
    assert columns["full name"] == FRAME["full name"].tolist()
    assert list(columns) == ["full name", "age", "note"]
    assert table.line == 2


def test_plain_text_of_pandas_is_read() -> None:
    (table,) = tables_in_text("before\n\n" + FRAME[["full name", "age"]].to_string() + "\n\nafter")
    assert dict(table.columns())["full name"] == FRAME["full name"].tolist()
    assert table.line == 3


def test_rows_between_bars_are_read() -> None:
    rule = "+-----+---------+"
    rows = ["| id  | name    |", rule, "| 1   | Jo Doe  |", "| 2   | Al Roe  |", rule]
    (table,) = tables_in_text("\n".join([rule, *rows]))
    assert dict(table.columns()) == {"id": ["1", "2"], "name": ["Jo Doe", "Al Roe"]}


def test_prose_is_no_table() -> None:
    assert list(tables_in_text("one line\nand another one\n\n  indented")) == []


@given(st.text(alphabet="<>/tabledhr |\n-+ x", max_size=200))
def test_nothing_breaks_the_readers(text: str) -> None:
    for table in [*tables_in_html(text), *tables_in_text(text)]:
        assert all(len(row) == len(table.header) for row in table.rows)
