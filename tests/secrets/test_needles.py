"""All needles of a line at once, with and without google-re2."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlsec_nb.secrets.needles import Among, finder, later

WORDS = st.text("ab.*é\ud800", max_size=4)


@given(st.lists(WORDS, max_size=8, unique=True), st.text("ab.*é\ud800\n", max_size=30))
def test_both_ways_find_the_same(needles, text):
    needles = [needle for needle in needles if needle.isascii()]
    assert finder(needles)(text) == finder(needles, fast=False)(text)


def test_needles_are_literal_and_in_their_order():
    assert finder(["b", "a.", "c"])("xa.b") == ["b", "a."]
    assert finder(["a."])("ab") == []


def test_lines_that_are_looked_at_together_are_asked_once():
    asked = []
    together = Among("one\ntwo")

    def ask(text):
        asked.append(text)
        return len(text)

    assert [together.once(ask), together.once(ask)] == [7, 7]
    assert asked == ["one\ntwo"]


def test_needles_are_made_when_they_are_first_looked_for():
    made = []
    find = later(lambda: made.append("made") or ["key"], folded=True)
    assert not made
    assert [find("a KEY"), find("none")] == [["key"], []]
    assert made == ["made"]
