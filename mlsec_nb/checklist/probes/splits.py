"""Whether training and test data are apart, and no column gives the label away."""

from __future__ import annotations

from mlsec_nb.checklist.measured import DATA, Limit, asked, judge_measured, without_training
from mlsec_nb.checklist.model import Observation
from mlsec_nb.checklist.probe import Probe
from mlsec_nb.checklist.situation import Situation
from mlsec_nb.core.finding import Severity

QUESTIONS = {
    "split-overlap": (
        Limit(metric="share", param="max_share", bound=0.01),
        Limit(metric="pairs", param="max_pairs"),
    ),
    "target-leakage": (),
}


def look(situation: Situation) -> Observation:
    """Judge the overlap by its limit; one strong column alone is no leak."""
    if not asked(situation, DATA, *QUESTIONS) and (answer := without_training(situation)):
        return answer
    return judge_measured(situation, DATA, QUESTIONS, tolerated=Severity.LOW)


PROBES = (
    Probe(
        id="data.split_leakage",
        title="Overlap of training and test data",
        look=look,
        needs=frozenset({"folder", "measurements"}),
        params=("max_share", "max_pairs"),
    ),
)
