"""What a defence would change: membership inference against the model as it would answer then."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.profile.answer import Answer, Records
from mlsec_nb.profile.attacks.membership import Confidence, Pair, exposure, true_positive_rate
from mlsec_nb.profile.context import Stopped
from mlsec_nb.profile.run import answer_one
from mlsec_nb.profile.statistics import auc, auc_interval
from mlsec_nb.profile.subject.case import Case

if TYPE_CHECKING:
    from mlsec_nb.profile.model_profile import ModelProfile

DIGITS = 1
"""Decimal places of rounded scores."""

STRONGER: dict[str, Any] = {
    "min_samples_leaf": 10,
    "min_child_samples": 50,
    "min_child_weight": 10,
    "max_leaf_nodes": 8,
    "n_neighbors": 25,
    "weights": "uniform",
}
"""Parameters that keep a model from remembering single rows."""


def changes(profile: ModelProfile) -> Records:
    """One record for the model as it is and for each defence: exposure of members, and accuracy.

    Empty when membership inference was not answered.
    """
    answer, case = profile.answers.get("membership-inference"), profile.case
    if case is None or answer is None or answer.skipped:
        return ()
    records = [_record("as it is", answer.measured["members"], answer.measured["others"], _score(case))]
    records.extend(_coarser(case, answer))
    records.extend(_regularised(case))
    return records


def _coarser(case: Case, answer: Answer) -> Iterator[dict[str, object]]:
    """The same attack on what is left of the scores."""
    if not case.predictor.is_classifier or case.predictor.output == "labels":
        return
    count = len(answer.measured["members"])
    sure: Confidence = answer.measured["confidence"]
    pairs: list[Pair] = answer.measured["references"]
    accuracy = _score(case)
    for title, coarse in ((f"scores rounded to {DIGITS} digit", _rounded), ("labels only", _as_label)):
        scores = exposure(
            coarse(sure),
            [Pair(pair.first_saw, coarse(pair.first), coarse(pair.second)) for pair in pairs],
            seed=case.seed("membership"),
        )
        yield _record(title, scores[:count], scores[count:], accuracy)


def _regularised(case: Case) -> Iterator[dict[str, object]]:
    """The same attack on a model that was trained again with stronger regularisation."""
    from mlsec_nb.profile.model.membership_inference import QUESTION

    stronger, how = regularised(getattr(case.model, "best_estimator_", case.model))
    if stronger is None or case.train is None or case.test is None:
        return
    try:
        stronger.fit(case.train.rows.given, case.train.labels)
    except Exception:  # parameters that do not go together: nothing to compare with
        return
    given, held_out = ((split.rows.given, split.labels) for split in (case.train, case.test))
    other = Case(stronger, given, held_out, random_state=case.random_state, budget=case.budget)
    answer = answer_one(other, QUESTION)
    if not answer.skipped:
        yield _record(how, answer.measured["members"], answer.measured["others"], _score(other))


def regularised(model: Any) -> tuple[Any, str]:
    """An untrained copy that will remember less, and what was changed; ``None`` where nothing is known."""
    from sklearn.base import clone

    if not (hasattr(model, "get_params") and hasattr(model, "fit")):
        return None, ""
    known = model.get_params()
    changed: dict[str, Any] = {}
    for name, value in known.items():
        last = name.rpartition("__")[2]
        if last in STRONGER and value != STRONGER[last]:
            changed[name] = STRONGER[last]
        elif last == "C" and isinstance(value, (int, float)):
            changed[name] = value / 100
        elif last in ("alpha", "reg_lambda", "l2_regularization") and isinstance(value, (int, float)):
            changed[name] = max(value * 100, 1.0)
    if not changed:
        return None, ""
    shown = ", ".join(f"{name} = {value}" for name, value in changed.items())
    return clone(model).set_params(**changed), f"trained again with {shown}"


def _record(
    title: str, members: NDArray[np.float64], others: NDArray[np.float64], accuracy: float
) -> dict[str, object]:
    low, high = auc_interval(members, others)
    rate = true_positive_rate(members, others, 0.01) if len(others) >= 100 else float("nan")
    return {"change": title, "auc": auc(members, others), "low": low, "high": high} | {
        "tpr_at_fpr_0.01": rate,
        "test_score": accuracy,
    }


def _score(case: Case) -> float:
    """Accuracy on the test rows; NaN for a regressor."""
    if not case.predictor.is_classifier or case.test is None:
        return float("nan")
    try:
        return float(np.mean(case.predictor.labels(case.test.rows.given) == case.codes(case.test)))
    except Stopped:
        return float("nan")


def _rounded(sure: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.round(sure, DIGITS)


def _as_label(sure: NDArray[np.float64]) -> NDArray[np.float64]:
    return (sure > 0.5).astype(np.float64)
