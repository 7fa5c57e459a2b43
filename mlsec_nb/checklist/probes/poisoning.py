"""Whether the training data was screened for wrong labels, triggers and floods of duplicates."""

from __future__ import annotations

from mlsec_nb.checklist.measured import DATA, Limit, asked, judge_measured, without_training
from mlsec_nb.checklist.model import Observation
from mlsec_nb.checklist.probe import Probe
from mlsec_nb.checklist.situation import Situation
from mlsec_nb.core.finding import Severity

QUESTIONS = {
    "label-errors": (Limit(metric="flip_rate", param="max_flip_rate", bound=0.05, near=0.6),),
    "backdoor": (),
    "duplicates": (),
    "outliers": (),
}


def look(situation: Situation) -> Observation:
    """Judge the screens; a few duplicates and outliers are in every table."""
    if not asked(situation, DATA, *QUESTIONS) and (answer := without_training(situation)):
        return answer
    return judge_measured(
        situation, DATA, QUESTIONS, optional=("duplicates", "outliers"), tolerated=Severity.LOW
    )


PROBES = (
    Probe(
        id="data.poison_screen",
        title="Screening of training data",
        look=look,
        needs=frozenset({"folder", "measurements"}),
        params=("max_flip_rate",),
    ),
)
