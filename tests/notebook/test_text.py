"""Cleaning keeps lines where they are and takes linear time."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsec_nb.notebook import text as clean

MARKUP = st.lists(
    st.sampled_from(
        [
            "<",
            ">",
            "</b>",
            "<b",
            "<script>",
            "</script",
            "\n",
            "a",
            '"',
            "&amp;",
            "<!--",
            "\x1b[",
            "m",
            "\x1b]8;;",
        ]
    )
).map("".join)


@given(MARKUP)
def test_lines_stay(markup):
    for step in (clean.strip_tags, clean.strip_ansi, lambda text: clean.blank_payloads(text, Counter())):
        assert step(markup).count("\n") == markup.count("\n")


@given(MARKUP)
def test_tags_on_one_line_are_taken_out_as_those_on_several(markup):
    quick = clean.strip_tags(markup)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clean, "OVER_LINES", re.compile(""))
        assert clean.strip_tags(markup) == quick


def test_tags_within_a_word_vanish_and_cells_of_a_table_stay_apart():
    assert clean.strip_tags("k<b>e</b>y").strip() == "key"
    assert clean.strip_tags("<td>key</td><td>value</td>").split() == ["key", "value"]


def test_scripts_and_styles_are_not_seen_by_a_reader():
    assert clean.strip_tags("<style>.a{}</style><script>f()</script>shown").strip() == "shown"


def test_attachment_that_only_looks_like_base64():
    assert clean.decode_attachment("deadbeef") == "deadbeef"
    assert clean.decode_attachment("c2VjcmV0") == "secret"


def test_reference_of_thousands_of_digits_is_no_character():
    """The standard library raised an error that cost the whole notebook."""
    assert clean.unescape("&lt;&#" + "0" * 5_000 + ";")[0] == "<"
