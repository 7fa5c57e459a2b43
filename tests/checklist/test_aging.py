"""Answers and statements get old, day by day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsec_nb.checklist.aging import Validity, aged, freshness, last_day, validity
from mlsec_nb.checklist.model import Outcome
from mlsec_nb.checklist.result import Freshness
from tests.checklist.making import TODAY, answer, attestation, control, day, observation
from tests.checklist.situations import NOW


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (0, Freshness.FRESH),
        (22, Freshness.FRESH),
        (23, Freshness.DUE_SOON),
        (30, Freshness.DUE_SOON),
        (30.1, Freshness.STALE),
        (60, Freshness.STALE),
        (60.1, Freshness.EXPIRED),
        (-2, Freshness.INVALIDATED),
    ],
)
def test_an_answer_that_lasts_thirty_days(age: float, expected: Freshness) -> None:
    assert freshness(answer(age=age), max_age_days=30, now=NOW) is expected


def test_no_answer_lasts_less_than_a_week() -> None:
    assert freshness(answer(age=5), max_age_days=1, now=NOW) is Freshness.FRESH
    assert freshness(answer(age=6), max_age_days=1, now=NOW) is Freshness.DUE_SOON


@pytest.mark.parametrize("changed", ["ruleset", "question", "digest"])
def test_a_change_of_rules_question_or_subject_invalidates(changed: str) -> None:
    seen = answer(ruleset="a", question="a", observation=observation(digest="a"))
    same = {"ruleset": "a", "question": "a", "digest": "a"}
    assert freshness(seen, max_age_days=30, now=NOW, **same) is Freshness.FRESH
    assert freshness(seen, max_age_days=30, now=NOW, **{**same, changed: "b"}) is Freshness.INVALIDATED
    assert freshness(seen, max_age_days=30, now=NOW, **{**same, changed: ""}) is Freshness.FRESH


@given(st.sampled_from(Outcome), st.sampled_from(Freshness))
def test_age_never_makes_an_answer_better(outcome: Outcome, fresh: Freshness) -> None:
    now = aged(outcome, fresh)
    assert (now is Outcome.PASS) <= (outcome is Outcome.PASS and not fresh.aged)
    assert (now is Outcome.FAIL) == (outcome is Outcome.FAIL)
    assert (now is Outcome.NOT_APPLICABLE) <= (outcome is Outcome.NOT_APPLICABLE)


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        (20, Validity.VALID),
        (14, Validity.ENDS_SOON),
        (0, Validity.ENDS_SOON),
        (-1, Validity.GRACE),
        (-14, Validity.GRACE),
        (-15, Validity.ENDED),
    ],
)
def test_a_statement_warns_then_has_grace_then_ends(end: int, expected: Validity) -> None:
    stated = attestation(start=-40, end=end)
    assert validity(stated, control(max_age_days=90), TODAY) is expected


def test_a_yearly_statement_warns_thirty_days_ahead() -> None:
    yearly = control(max_age_days=365)
    assert validity(attestation(start=-335, end=30), yearly, TODAY) is Validity.ENDS_SOON
    assert validity(attestation(start=-334, end=31), yearly, TODAY) is Validity.VALID


def test_a_statement_of_tomorrow_may_be_a_time_zone_and_of_next_week_is_none() -> None:
    assert validity(attestation(start=1, end=20), control(), TODAY).holds
    assert validity(attestation(start=7, end=20), control(), TODAY) is Validity.NOT_YET


def test_no_statement_outlasts_what_the_control_allows() -> None:
    stated = attestation(start=-10, end=10_000)
    assert last_day(stated, control(max_age_days=30)) == day(20)
    assert validity(stated, control(max_age_days=7), TODAY) is Validity.GRACE


@given(st.integers(0, 400), st.integers(7, 400), st.integers(0, 800))
def test_validity_goes_one_way(length: int, max_age: int, later: int) -> None:
    stated = attestation(start=0, end=length)
    order = list(Validity)
    first = validity(stated, control(max_age_days=max_age), TODAY)
    second = validity(stated, control(max_age_days=max_age), TODAY + timedelta(days=later))
    assert order.index(first) <= order.index(second)
