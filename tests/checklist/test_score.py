"""The score is a sum of weights between what is known and what could be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsec_nb.checklist.result import Basis, Status
from mlsec_nb.checklist.score import CAP, score
from mlsec_nb.core.finding import Severity
from mlsec_nb.core.pillar import Pillar
from tests.checklist.making import result

SEVERITIES = [severity for severity in Severity if severity is not Severity.INFO]
results = st.lists(
    st.builds(
        lambda status, severity, basis: result(status, severity=severity, basis=basis),
        st.sampled_from(Status),
        st.sampled_from(SEVERITIES),
        st.sampled_from(Basis),
    )
)


def test_weights_credits_and_range() -> None:
    data = score(
        Pillar.DATA,
        [
            result(Status.PASS, severity=Severity.CRITICAL),
            result(Status.ATTENTION, severity=Severity.HIGH),
            result(Status.FAIL, severity=Severity.MEDIUM),
            result(Status.NOT_CHECKED, severity=Severity.LOW),
            result(Status.NOT_APPLICABLE, severity=Severity.CRITICAL),
            result(Status.FAIL, pillar=Pillar.MODEL),
        ],
    )
    assert (data.low, data.high, data.coverage) == (55.0, 65.0, 90.0)
    assert not data.capped


def test_the_example_of_a_leaked_key() -> None:
    """Standard profile, data: all probes of the first hour pass but the one for secrets."""
    seen = [(Severity.HIGH, 2), (Severity.MEDIUM, 1), (Severity.HIGH, 1)]
    passed = [result(Status.PASS, severity=severity) for severity, number in seen for _ in range(number)]
    unknown = [result(Status.NOT_CHECKED, severity=Severity.HIGH) for _ in range(5)]
    unknown += [result(Status.NOT_CHECKED, severity=Severity.MEDIUM) for _ in range(3)]
    leaked = result(Status.FAIL, severity=Severity.CRITICAL)
    data = score(Pillar.DATA, [*passed, *unknown, leaked])
    assert (data.low, data.high, data.capped) == (30.6, CAP, True)
    rotated = score(Pillar.DATA, [*passed, *unknown, result(Status.PASS, severity=Severity.CRITICAL)])
    assert (rotated.low, rotated.high, rotated.coverage) == (41.7, 100.0, 41.7)


def test_whose_word_it_rests_on() -> None:
    data = score(
        Pillar.DATA,
        [result(Status.PASS), result(Status.PASS, basis=Basis.CONFIRMED), result(Status.FAIL)],
    )
    assert data.mix == {Basis.AUTOMATIC: 50.0, Basis.CONFIRMED: 50.0, Basis.ATTESTED: 0.0}


def test_a_pillar_where_nothing_applies_has_no_score() -> None:
    data = score(Pillar.DATA, [result(Status.NOT_APPLICABLE)])
    assert (data.low, data.high) == (None, None)


def test_a_waived_critical_failure_does_not_cap() -> None:
    data = score(
        Pillar.DATA,
        [result(Status.ATTENTION, basis=Basis.WAIVED, severity=Severity.CRITICAL), result(Status.PASS)],
    )
    assert (data.low, data.capped) == (42.9, False)


@given(results)
def test_in_every_case(found: list) -> None:
    data = score(Pillar.DATA, found)
    if data.low is None or data.high is None:
        assert all(each.status is Status.NOT_APPLICABLE for each in found)
        return
    assert 0 <= data.low <= data.high <= 100
    assert 0 <= data.coverage <= 100
    assert sum(data.counts.values()) == len(found)
    if data.coverage == 100:
        assert data.low == pytest.approx(data.high)
    if data.capped:
        assert data.high <= CAP


@given(results, st.sampled_from(SEVERITIES))
def test_another_pass_never_lowers_and_another_failure_never_raises(found: list, severity: Severity) -> None:
    before = score(Pillar.DATA, found)
    better = score(Pillar.DATA, [*found, result(Status.PASS, severity=severity)])
    worse = score(Pillar.DATA, [*found, result(Status.FAIL, severity=severity)])
    if before.low is not None:
        assert better.low >= before.low
        assert worse.low <= before.low
