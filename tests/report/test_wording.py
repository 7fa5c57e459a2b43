import pytest

from mlsec_nb.core.finding import Skipped, Surface
from mlsec_nb.report import wording
from tests.factories import finding, location, result, target


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (location(4, 3, 12), "cell 5, line 3:12"),
        (location(0, 2, None, surface=Surface.OUTPUT, output=1), "cell 1, output 2, line 2"),
        (location(0, surface=Surface.ATTACHMENT, mime="text/csv"), "cell 1, attachment (text/csv), line 1:1"),
        (location(None, 9, None, surface=Surface.METADATA), "notebook, metadata, line 9"),
        (location(None, 7, 1, surface=Surface.FILE), "line 7:1"),
        (location(None, 1, None, surface=Surface.FILE, member="a/data.pkl"), "a/data.pkl"),
        (location(None, 1, None, surface=Surface.FILE), "the whole file"),
    ],
)
def test_places(at, words):
    assert wording.place(at) == words


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("`a.b` runs `c`.", [("a.b", True), (" runs ", False), ("c", True), (".", False)]),
        ("an odd ` tick", [("an odd ` tick", False)]),
        ("`a` and `", [("a", True), (" and `", False)]),
        ("", []),
    ],
)
def test_quoted_names(text, pieces):
    assert wording.quoted(text) == pieces


def test_verdicts():
    assert wording.verdict(result()) == "Nothing was scanned."
    assert wording.verdict(result(target())) == "No findings."
    some = result(target(finding(), finding("low")), target(path="b"))
    assert wording.verdict(some) == "2 findings (1 high, 1 low) in 1 of 2 targets."


def test_omissions_without_a_number_count_as_one():
    odd = Skipped("cell 3", "is a picture", gap=False)
    assert wording.omissions(result(target(skipped=(odd, odd)))) == ["2 cell 3: is a picture"]


@pytest.mark.parametrize(("number", "words"), [(1, "1 byte"), (999, "999 bytes"), (3_100_000, "3.1 MB")])
def test_sizes(number, words):
    assert wording.size(number) == words
