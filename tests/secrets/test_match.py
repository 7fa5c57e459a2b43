from __future__ import annotations

from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.secrets.match import Match, Rank, merge
from mlsec_nb.secrets.registry import kind


def match(start: int, end: int, rank: Rank = Rank.CONTEXT, value: str = "v") -> Match:
    return Match(
        kind=kind("secret-literal"),
        start=start,
        end=end,
        value=value,
        severity=Severity.HIGH,
        confidence=Confidence.HIGH,
        rank=rank,
    )


def test_the_better_of_two_at_one_place_stays_and_hides_what_the_other_hid() -> None:
    (kept,) = merge([match(0, 20, value="long"), match(5, 15, Rank.FORM, value="short")])
    assert (kept.value, kept.spellings) == ("short", ("long",))


def test_places_that_do_not_touch_stay_apart_and_in_order() -> None:
    found = merge([match(10, 20), match(0, 5), match(5, 10)])
    assert [(m.start, m.end) for m in found] == [(0, 5), (5, 10), (10, 20)]


def test_one_wide_match_over_many_good_ones_is_not_reported() -> None:
    found = merge([match(0, 100), *(match(n, n + 5, Rank.FORM) for n in range(0, 100, 10))])
    assert len(found) == 10
