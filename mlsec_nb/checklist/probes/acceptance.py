"""Whether the model was measured on held-out data and meets the limits that the project sets."""

from __future__ import annotations

from collections.abc import Mapping

from mlsec_nb.checklist.declared import declared
from mlsec_nb.checklist.findings import counted
from mlsec_nb.checklist.measured import MODEL, Limit, asked, judge_measured, without_training
from mlsec_nb.checklist.model import Observation, Outcome
from mlsec_nb.checklist.probe import Probe
from mlsec_nb.checklist.situation import Situation

QUESTIONS = ("overfit", "calibration")


def look(situation: Situation) -> Observation:
    """Fail on a missed limit, and on a released model without figures; attention without limits."""
    if not asked(situation, MODEL, *QUESTIONS):
        if answer := without_training(situation):
            return answer
        if declared(situation, "released"):
            summary = "A model is declared as released, and no measurement of it is known here."
            return Observation(outcome=Outcome.FAIL, summary=summary, fix="Profile it before the release.")
    limits = _limits(situation)
    seen = judge_measured(
        situation, MODEL, dict.fromkeys(QUESTIONS, limits), optional=QUESTIONS if limits else ()
    )
    if limits or seen.outcome is not Outcome.PASS:
        return seen
    return Observation(
        outcome=Outcome.ATTENTION,
        summary=f"{counted(len(seen.evidence), 'measurement')}, and no limit that the model has to meet.",
        evidence=seen.evidence,
        subject=seen.subject,
        digest=seen.digest,
        at=seen.at,
        fix='Set `[checklist.thresholds."model.acceptance"]` with `min` or `max` of a figure in mlsec.toml.',
    )


def _limits(situation: Situation) -> tuple[Limit, ...]:
    """The limits of the project: ``min = { test_accuracy = 0.9 }``, ``max = { ece = 0.1 }``."""
    return tuple(
        Limit(metric=metric, param="", bound=float(bound), least=least)
        for name, least in (("min", True), ("max", False))
        for metric, bound in _table(situation.params.get(name)).items()
        if isinstance(bound, (int, float)) and not isinstance(bound, bool)
    )


def _table(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


PROBES = (
    Probe(
        id="model.acceptance",
        title="Validation on held-out data",
        look=look,
        needs=frozenset({"folder", "measurements"}),
        params=("min", "max"),
    ),
)
