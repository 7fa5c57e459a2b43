"""Figures are judged by limits, their intervals considered."""

from __future__ import annotations

import math

import pytest

from mlsec_nb.checklist.measured import Limit
from mlsec_nb.checklist.model import Outcome
from tests.checklist.projects import measurement

MOST = Limit(metric="auc", param="max_auc", bound=0.6, near=0.9)
LEAST = Limit(metric="k", param="min_k", bound=5, least=True)


@pytest.mark.parametrize(
    ("value", "interval", "outcome"),
    [
        (0.5, None, Outcome.PASS),
        (0.6, None, Outcome.ATTENTION),
        (0.61, None, Outcome.FAIL),
        (0.5, (0.4, 0.65), Outcome.ATTENTION),
        (0.62, (0.58, 0.66), Outcome.ATTENTION),
        (0.7, (0.66, 0.74), Outcome.FAIL),
        (math.nan, None, Outcome.ATTENTION),
    ],
)
def test_at_most(value: float, interval: tuple[float, float] | None, outcome: Outcome) -> None:
    intervals = {} if interval is None else {"auc": interval}
    measured = measurement("membership-inference", "model", metrics={"auc": value}, intervals=intervals)
    assert MOST.judged(measured, {}) is outcome


@pytest.mark.parametrize(
    ("value", "outcome"), [(4.0, Outcome.FAIL), (5.0, Outcome.PASS), (9.0, Outcome.PASS)]
)
def test_at_least(value: float, outcome: Outcome) -> None:
    assert LEAST.judged(measurement("re-identification", metrics={"k": value}), {}) is outcome


def test_a_project_can_set_another_bound() -> None:
    measured = measurement("re-identification", metrics={"k": 4.0})
    assert LEAST.judged(measured, {"min_k": 3}) is Outcome.PASS
    assert LEAST.judged(measured, {"min_k": "three"}) is None


def test_without_a_figure_or_a_bound_a_limit_says_nothing() -> None:
    assert LEAST.judged(measurement("re-identification"), {}) is None
    assert Limit(metric="k", param="min_k").judged(measurement("x", metrics={"k": 1.0}), {}) is None
