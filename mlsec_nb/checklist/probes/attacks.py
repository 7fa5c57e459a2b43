"""Whether the model was attacked, and held: crafted inputs, membership, memory, copying, triggers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from mlsec_nb.checklist.measured import (
    MODEL,
    Limit,
    asked,
    judge_measured,
    only_public,
    without_training,
)
from mlsec_nb.checklist.model import Observation
from mlsec_nb.checklist.probe import Probe
from mlsec_nb.checklist.situation import Situation

ROBUSTNESS = {
    "evasion": (
        Limit(metric="median_l2_at_2000", param="min_median_l2", least=True),
        Limit(metric="median_l2_at_500", param="min_median_l2", least=True),
    )
}
MEMBERSHIP = {
    "membership-inference": (
        Limit(metric="auc", param="max_auc", bound=0.60),
        Limit(metric="tpr_at_fpr_0.01", param="max_tpr_at_1pct_fpr", bound=0.05),
    )
}
LEAKAGE = {
    "attribute-inference": (Limit(metric="*_gain", param="max_gain", bound=0.10),),
    "memorisation": (Limit(metric="rows_stored", param="max_rows_stored", bound=0),),
}
COPYING = {"extraction": (Limit(metric="agreement_*_at_*", param="max_agreement"),)}
TRIGGERS = {"backdoor": (Limit(metric="flip_rate", param="max_flip_rate"),)}


def _attack(questions: Mapping[str, Sequence[Limit]], public: str = "") -> Callable[[Situation], Observation]:
    """A look at the answers to these questions; ``public`` is the declaration that makes them idle."""

    def look(situation: Situation) -> Observation:
        if public and (answer := only_public(situation, public)):
            return answer
        if not asked(situation, MODEL, *questions) and (answer := without_training(situation)):
            return answer
        return judge_measured(situation, MODEL, questions)

    return look


def _probe(identity: str, title: str, look: Callable[[Situation], Observation], *params: str) -> Probe:
    needs = frozenset({"folder", "measurements"})
    return Probe(id=identity, title=title, look=look, needs=needs, params=params)


PROBES = (
    _probe("model.robustness", "Crafted inputs", _attack(ROBUSTNESS), "min_median_l2"),
    _probe(
        "model.membership_inference",
        "Membership in the training data",
        _attack(MEMBERSHIP, "data_public"),
        "max_auc",
        "max_tpr_at_1pct_fpr",
    ),
    _probe(
        "model.inversion_leakage",
        "Attributes and memorised records",
        _attack(LEAKAGE, "data_public"),
        "max_gain",
        "max_rows_stored",
    ),
    _probe(
        "model.extraction_exposure",
        "Copying through answers",
        _attack(COPYING, "models_public"),
        "max_agreement",
    ),
    _probe("model.backdoor_screen", "Hidden triggers", _attack(TRIGGERS), "max_flip_rate"),
)
