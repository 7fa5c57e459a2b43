import re
from itertools import pairwise

import pytest
from hypothesis import given

from mlsec_nb.core.finding import Confidence, Skipped, Suppression, Surface
from mlsec_nb.report import render
from mlsec_nb.report.terminal import width
from tests.factories import finding, gap, location, result, target
from tests.report.results import hostile, results

ESCAPES = [
    "\x1b[2J",
    "\x1b]0;owned\x07",
    "\x9b31m",
    "a\rb",
    "\u202etxt.exe",
    "\u2066x",
    "\u200b",
    "\udc80",
    "\x00",
]


def text(*targets, **more):
    return render(result(*targets), "text", **more)


def test_caret_stands_under_the_highlight():
    shown = text(target(finding(evidence="model = pickle.load(handle)", highlight=(8, 19)))).split("\n")
    line = next(number for number, row in enumerate(shown) if "pickle.load" in row and "│" in row)
    assert shown[line].index("pickle.load") == shown[line + 1].index("^")
    assert shown[line + 1].count("^") == len("pickle.load")


def test_caret_counts_wide_characters_twice():
    shown = text(target(finding(evidence="模型 = load(x)", highlight=(5, 9)))).split("\n")
    code, carets = next((a, b) for a, b in pairwise(shown) if "^" in b)
    assert width(code[: code.index("load")]) == carets.index("^")


def test_people_count_cells_and_outputs_from_one():
    at = location(cell=4, line=3, column=12, surface=Surface.OUTPUT, output=0, mime="text/html")
    shown = text(target(finding(location=at)))
    assert "cell 5\n" in shown
    assert "output 1 (text/html), line 3:12" in shown


def test_severity_is_a_word_without_colour():
    shown = text(target(finding("critical", confidence=Confidence.LOW)))
    assert "✖ critical pickle-load MLS201" in shown
    assert "low confidence" in shown
    assert "\x1b" not in shown


def test_colour_changes_nothing_but_colour():
    colored = text(target(finding()), color=True)
    assert "\x1b[" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == text(target(finding()))


def test_repeats_are_folded_and_all_their_places_named():
    same = [finding(location=location(cell)) for cell in (0, 2, 5)]
    shown = text(target(*same))
    assert shown.count("Loading a pickle") == 1
    assert "The same in 2 more places: cell 3, line 1:1; cell 6, line 1:1" in shown


def test_a_more_severe_repeat_is_not_folded_away():
    shown = text(target(finding("low"), finding("critical", location=location(3))))
    assert "✖ critical" in shown


def test_gaps_are_listed_and_omissions_added_up():
    images = Skipped("300 image/png", "no text to read", gap=False)
    more = Skipped("12 image/png", "no text to read", gap=False)
    shown = text(
        target(skipped=(images, gap("cell 3", "is not an object"))), target(path="b.ipynb", skipped=(more,))
    )
    assert "incomplete (1)" in shown
    assert "train.ipynb: cell 3: is not an object" in shown
    assert "Left out: 312 image/png: no text to read" in shown


def test_closing_lines_say_what_was_read_and_what_it_is_worth():
    shown = text(target(finding("info", suppressed=Suppression("tag", "x"))))
    assert "No findings. 1 finding suppressed." in shown
    assert "Read 1 notebook, 10 cells, 4 outputs, 2.5 kB of text in 0.8 s." in shown
    assert "does not prove" in shown


@pytest.mark.parametrize("payload", ESCAPES)
def test_nothing_a_terminal_acts_on_gets_through(payload):
    shown = render(hostile(payload), "text")
    assert all(char.isprintable() or char == "\n" for char in shown)


@given(results)
def test_any_result_is_safe_to_print(any_result):
    shown = render(any_result, "text", width=60)
    assert all(char.isprintable() or char == "\n" for char in shown)
    assert shown.endswith("\n")


def test_a_long_line_is_cut_around_the_highlight():
    evidence = "x" * 5000 + "pickle.load(f)" + "y" * 5000
    shown = text(target(finding(evidence=evidence, highlight=(5000, 5011))), width=80)
    assert "pickle.load" in shown
    assert max(width(line) for line in shown.split("\n")) <= 80
