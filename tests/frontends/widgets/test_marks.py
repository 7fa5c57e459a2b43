"""Marks, and the way back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlsec_nb.frontends.widgets.dataset.marks import Mark, Marks

changes = st.lists(st.tuples(st.sets(st.integers(0, 9)), st.sampled_from([*Mark, None])))


@given(changes)
def test_undoing_everything_leaves_nothing(made) -> None:
    marks = Marks()
    for rows, mark in made:
        marks.put(rows, mark)
    while marks.undo():
        pass
    assert len(marks) == 0


@given(changes)
def test_the_last_mark_counts(made) -> None:
    marks, expected = Marks(), {}
    for rows, mark in made:
        marks.put(rows, mark)
        expected |= dict.fromkeys(rows, mark)
    assert {row: marks[row] for row in expected} == expected
