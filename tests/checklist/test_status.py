"""Each rule of a verdict, and what holds for all of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsec_nb.checklist.model import Attestation, Mode, Outcome, Waiver
from mlsec_nb.checklist.result import Basis, Freshness, Status, Verdict
from mlsec_nb.checklist.status import Seen, judge
from tests.checklist.making import TODAY, attestation, control, day, waiver

SEMI = control(mode=Mode.SEMI_AUTOMATIC)
MANUAL = control(mode=Mode.MANUAL, probe="attest")
AUTOMATIC = control()


def verdict(asked=AUTOMATIC, outcome: Outcome = Outcome.UNKNOWN, fresh=Freshness.FRESH, **more) -> Verdict:
    return judge(asked, Seen(outcome, fresh, day(30)), today=TODAY, **more)


def test_what_nobody_looked_at_is_not_checked() -> None:
    for asked in (AUTOMATIC, SEMI, MANUAL):
        assert verdict(asked).status is Status.NOT_CHECKED
        assert verdict(asked).credit == 0


@pytest.mark.parametrize("statement", [Outcome.PASS, Outcome.NOT_APPLICABLE])
@pytest.mark.parametrize("asked", [AUTOMATIC, SEMI])
def test_a_machines_failure_beats_any_statement_and_both_are_shown(asked, statement: Outcome) -> None:
    seen = verdict(asked, Outcome.FAIL, attestation=attestation(statement))
    assert (seen.status, seen.basis) == (Status.FAIL, Basis.AUTOMATIC)
    assert "j.doe stated" in seen.notes[0]
    assert "probe" in seen.notes[0]


def test_a_person_who_says_that_it_fails_is_believed() -> None:
    seen = verdict(AUTOMATIC, Outcome.PASS, attestation=attestation(Outcome.FAIL))
    assert (seen.status, seen.basis) == (Status.FAIL, Basis.ATTESTED)
    assert "against what the probe saw" in seen.notes[0]


def test_a_suggestion_waits_for_a_person() -> None:
    assert verdict(SEMI, Outcome.PASS).status is Status.ATTENTION
    confirmed = verdict(SEMI, Outcome.PASS, attestation=attestation())
    assert (confirmed.status, confirmed.basis) == (Status.PASS, Basis.CONFIRMED)
    assert confirmed.due == day(20)
    assert verdict(SEMI, Outcome.ATTENTION, attestation=attestation()).status is Status.PASS


def test_a_confirmation_does_not_refresh_an_old_suggestion() -> None:
    assert verdict(SEMI, Outcome.PASS, Freshness.STALE, attestation=attestation()).status is Status.ATTENTION


def test_where_no_machine_can_look_a_statement_counts() -> None:
    for asked in (AUTOMATIC, SEMI, MANUAL):
        seen = verdict(asked, attestation=attestation())
        assert (seen.status, seen.credit, seen.due) == (Status.ATTESTED, 1, day(20))


def test_a_statement_does_not_lift_what_a_machine_sees() -> None:
    assert verdict(AUTOMATIC, Outcome.ATTENTION, attestation=attestation()).status is Status.ATTENTION


@pytest.mark.parametrize("asked", [SEMI, MANUAL])
def test_an_ended_statement_needs_attention_and_then_fails(asked) -> None:
    grace = verdict(asked, attestation=attestation(start=-25, end=-1))
    assert (grace.status, grace.credit) == (Status.ATTENTION, 0.5)
    ended = verdict(asked, attestation=attestation(start=-40, end=-15))
    assert (ended.status, ended.freshness) == (Status.FAIL, Freshness.EXPIRED)


def test_not_applicable_by_probe_or_by_person() -> None:
    assert verdict(AUTOMATIC, Outcome.NOT_APPLICABLE).basis is Basis.AUTOMATIC
    by_person = verdict(AUTOMATIC, Outcome.ATTENTION, attestation=attestation(Outcome.NOT_APPLICABLE))
    assert (by_person.status, by_person.basis) == (Status.NOT_APPLICABLE, Basis.ATTESTED)


@pytest.mark.parametrize("fresh", [Freshness.STALE, Freshness.INVALIDATED])
def test_a_stale_pass_needs_attention_and_says_why(fresh: Freshness) -> None:
    seen = verdict(AUTOMATIC, Outcome.PASS, fresh)
    assert (seen.status, seen.due) == (Status.ATTENTION, None)
    assert "last answer was 'pass'" in seen.notes[0]


def test_a_pass_that_is_much_too_old_is_not_checked() -> None:
    assert verdict(AUTOMATIC, Outcome.PASS, Freshness.EXPIRED).status is Status.NOT_CHECKED
    assert verdict(AUTOMATIC, Outcome.FAIL, Freshness.EXPIRED).status is Status.FAIL


def test_a_waiver_neither_fails_nor_passes_and_counts_nothing() -> None:
    waived = verdict(AUTOMATIC, Outcome.FAIL, waiver=waiver())
    assert (waived.status, waived.basis, waived.credit) == (Status.ATTENTION, Basis.WAIVED, 0)
    assert waived.due == day(20)
    assert "accepts the risk until" in waived.notes[-1]


def test_a_waiver_that_has_ended_changes_nothing_and_is_named() -> None:
    seen = verdict(AUTOMATIC, Outcome.FAIL, waiver=waiver(end=-1))
    assert seen.status is Status.FAIL
    assert "ended" in seen.notes[-1]


def test_a_waiver_does_not_lower_what_passes() -> None:
    assert verdict(AUTOMATIC, Outcome.PASS, waiver=waiver()).status is Status.PASS


statements = st.none() | st.builds(
    lambda statement, start, length: attestation(statement, start=start, end=start + length),
    st.sampled_from([Outcome.PASS, Outcome.FAIL, Outcome.NOT_APPLICABLE]),
    st.integers(-100, 20),
    st.integers(0, 200),
)
waivers = st.none() | st.integers(-50, 50).map(lambda end: waiver(end=end))
situations = given(
    st.sampled_from([AUTOMATIC, SEMI, MANUAL]),
    st.sampled_from(Outcome),
    st.sampled_from(Freshness),
    statements,
    waivers,
)


@situations
def test_in_every_situation(
    asked, outcome: Outcome, fresh: Freshness, stated: Attestation | None, waived: Waiver | None
) -> None:
    seen = verdict(asked, outcome, fresh, attestation=stated, waiver=waived)
    in_force = waived is not None and waived.expires >= TODAY
    if outcome is Outcome.FAIL:
        assert seen.status is (Status.ATTENTION if in_force else Status.FAIL)
        assert seen.credit == 0
    if outcome is Outcome.UNKNOWN and stated is None:
        assert not seen.status.good
    if seen.status is Status.PASS:
        assert outcome in (Outcome.PASS, Outcome.ATTENTION)
        assert not fresh.aged
    if seen.status.good:
        assert seen.due is None or seen.due >= TODAY
    if seen.basis in (Basis.ATTESTED, Basis.CONFIRMED):
        assert stated is not None
    assert 0 <= seen.credit <= 1
