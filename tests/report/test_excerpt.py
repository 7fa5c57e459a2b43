from hypothesis import given
from hypothesis import strategies as st

from mlsec_nb.report.excerpt import MAX_CHARACTERS, MAX_LINES, Line, excerpt
from tests.factories import finding, location


def lines(evidence, highlight, line=1):
    return excerpt(finding(evidence=evidence, highlight=highlight, location=location(line=line)))


def test_the_highlighted_line_has_the_number_of_the_finding():
    assert lines("a\nb = c", (6, 7), line=12) == [Line(11, "a", "", ""), Line(12, "b = ", "c", "")]


def test_a_highlight_over_two_lines_marks_both():
    assert [line.marked for line in lines("f(a,\n  b)", (0, 9))] == ["f(a,", "  b)"]


def test_long_evidence_is_cut_to_the_lines_around_the_highlight():
    evidence = "\n".join(f"line {number}" for number in range(50))
    at = evidence.index("line 25")
    shown = lines(evidence, (at, at + 7), line=26)
    assert len(shown) == MAX_LINES
    assert [line.number for line in shown if line.marked] == [26]


@given(st.text(), st.none() | st.tuples(st.integers(-5, 99), st.integers(-5, 99)), st.integers(1, 50))
def test_any_excerpt_is_small_and_numbered_from_one(evidence, highlight, line):
    shown = lines(evidence * 40, highlight, line)
    assert len(shown) <= MAX_LINES
    assert all(row.number >= 1 for row in shown)
    assert all(len(row.before + row.marked + row.after) <= MAX_CHARACTERS + 3 for row in shown)
