"""Can a stranger tell who was in the training data?"""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.core.finding import Severity
from mlsec_nb.profile.answer import Answer, Positions
from mlsec_nb.profile.attacks.membership import Confidence, Pair, exposure, true_positive_rate
from mlsec_nb.profile.context import Stopped
from mlsec_nb.profile.finding import finding
from mlsec_nb.profile.question import Question, Threshold
from mlsec_nb.profile.rules.membership_exposed import RULE
from mlsec_nb.profile.statistics import Interval, auc, auc_interval, bootstrap_interval
from mlsec_nb.profile.subject.case import Case, Split, needs_answers, needs_labels, needs_test, needs_train
from mlsec_nb.profile.subject.confidence import confidence_in, residual_unit
from mlsec_nb.profile.subject.inputs import Inputs, Matrix, sample
from mlsec_nb.profile.subject.looks import NOISE, STEPS, around
from mlsec_nb.profile.subject.predictor import Predictor
from mlsec_nb.profile.subject.references import Maker, maker, pairs, prepared, seconds_to_fit

MOST_ROWS = 5_000
"""Members looked at, and as many others."""

ROWS_A_SECOND = 150
"""Fewer are looked at when little time is left."""

MOST_PAIRS = 4
OVERRUN = 1.2
"""Reference models are not begun when they would take this many times what is left of the budget."""


LOOKS = len(NOISE) + len(STEPS)
LOOKS_SHARE = 0.2
"""Of its time, for looks around the rows."""

RATES = {"tpr_at_fpr_0.1": 0.1, "tpr_at_fpr_0.01": 0.01, "tpr_at_fpr_0.001": 0.001}
FEWEST = 10
"""Rows below which nothing is told apart."""


def measure(case: Case) -> Answer:
    """Weigh the model's confidence in members and others against reference models."""
    deadline = case.deadline()
    room = int(np.clip(case.allowed * ROWS_A_SECOND, 500, MOST_ROWS))
    most = min(room, max(len(case.held_out), FEWEST))
    inside = sample(len(case.training), most, case.random("members"))
    outside = sample(len(case.held_out), room, case.random("others"))
    if min(len(inside), len(outside)) < FEWEST:
        raise Stopped(f"fewer than {FEWEST} training or test rows were given")
    members, others = case.training.take(inside), case.held_out.take(outside)
    contested = Split(members.rows.stacked(others.rows), np.concatenate([members.labels, others.labels]))
    unit = residual_unit(case.predictor, others)
    sure, looks = _looks(case, contested, unit)
    references, note = _references(case, contested, inside, looks, unit, deadline)
    scores = exposure(sure, references, seed=case.seed("membership"))
    answer = _answer(case, scores, inside)
    return replace(
        answer,
        metrics={**answer.metrics, "auc_confidence": auc(sure[0, : len(inside)], sure[0, len(inside) :])}
        | {"references": 2 * len(references)},
        measured={**answer.measured, "confidence": sure, "references": references},
        limits=" ".join(filter(None, (note, answer.limits, QUESTION.limits))),
    )


def _looks(case: Case, contested: Split, unit: float) -> tuple[Confidence, list[Matrix]]:
    """What the model is sure of at the rows and around them, and the points around them.

    Only at the rows themselves when they are no numbers, when it takes too long, or when the model refuses
    other values than those it knows.
    """
    start = time.monotonic()
    sure = confidence_in(case.predictor, contested, unit)[None]
    asking = (1 + 2 * MOST_PAIRS) * LOOKS * (time.monotonic() - start)
    if contested.rows.matrix is None or asking > LOOKS_SHARE * case.allowed:
        return sure, []
    looks = around(contested.rows.matrix, case.random("looks"))
    try:
        return _sure(case.predictor, contested, looks, unit), looks
    except Stopped:
        case.check()
        return sure, []


def _sure(predictor: Predictor, rows: Split, looks: list[Matrix], unit: float) -> Confidence:
    """Confidence in the true answer at the rows and at each of the points around them."""
    moved = (Split(Inputs(rows.rows.like(look)), rows.labels) for look in looks)
    return np.array([confidence_in(predictor, split, unit) for split in (rows, *moved)])


def _references(
    case: Case, contested: Split, inside: Positions, looks: list[Matrix], unit: float, deadline: float
) -> tuple[list[Pair], str]:
    """What models that half saw the rows are sure of, and what a reader should know of them."""
    try:
        make = maker(case)
        rows = prepared(make, contested)
        per_row = seconds_to_fit(case, make, rows) / len(rows)
        if per_row * len(rows) > OVERRUN * case.left:  # two models, each of one half
            raise Stopped("there was no time to train them")
        room = (deadline - time.monotonic()) / 12 / max(per_row, 1e-9) - len(rows) / 2
        pool = _with_others(case, make, rows, inside, room=int(max(room, 0)))
        made = pairs(case, make, pool, contested=len(contested), most=MOST_PAIRS, deadline=deadline)
        found = [
            Pair(saw, _sure(one, rows, looks, unit), _sure(other, rows, looks, unit))
            for saw, one, other in made
        ]
    except Stopped as stop:
        if case.cancel.is_set():
            raise
        return [], f"Without reference models, since {stop}: a weaker attack."
    stand_in = (
        "" if make.same else "The reference models are forests, since the model cannot be trained again."
    )
    return found, stand_in


def _with_others(case: Case, make: Maker, contested: Split, inside: Positions, room: int) -> Split:
    """The contested rows and other training rows, as many as there is room for."""
    rest = np.setdiff1d(np.arange(len(case.training)), inside)
    if not len(rest) or not room:
        return contested
    chosen = case.random("other training rows").choice(rest, min(len(rest), room), replace=False)
    more = prepared(make, case.training).take(np.sort(chosen))
    return Split(contested.rows.stacked(more.rows), np.concatenate([contested.labels, more.labels]))


def _answer(case: Case, scores: NDArray[np.float64], inside: Positions) -> Answer:
    members, others = scores[: len(inside)], scores[len(inside) :]
    metrics, intervals, unresolved = rates(members, others, case.random("bootstrap"))
    by_row = np.full(len(case.training), np.nan)
    by_row[inside] = members
    cut = np.quantile(others, 0.99, method="higher")
    order = np.argsort(-members, kind="stable")
    return Answer(
        name="membership-inference",
        metrics=metrics,
        intervals=intervals,
        rows=inside[order[members[order] > cut]],
        scores=by_row,
        measured={"members": members, "others": others},
        limits=unresolved,
        n_used=len(scores),
        n_total=len(case.training) + len(case.held_out),
    )


def rates(
    members: NDArray[np.float64], others: NDArray[np.float64], random: np.random.Generator
) -> tuple[dict[str, float], dict[str, Interval], str]:
    """AUC and true-positive rates with intervals, and which of them the sample is too small for."""
    metrics = {"auc": auc(members, others)}
    intervals = {"auc": auc_interval(members, others)}
    unresolved = []
    for name, at in RATES.items():
        if at * len(others) < 1:
            metrics[name] = float("nan")
            unresolved.append(f"{at:.1%}")
            continue
        metrics[name] = true_positive_rate(members, others, at)
        intervals[name] = bootstrap_interval(
            lambda m, o, at=at: true_positive_rate(m, o, at), members, others, random=random
        )
    if not unresolved:
        return metrics, intervals, ""
    listed = " and ".join(unresolved)
    return metrics, intervals, f"A false-positive rate of {listed} is not resolvable (n = {len(others):,})."


def judge(answer: Answer) -> Answer:
    """Exposed by the lower bound of the AUC, or of the rate of members found almost without error."""
    low = answer.intervals["auc"][0]
    sure = answer.intervals.get("tpr_at_fpr_0.01", (0.0, 1.0))[0]
    if low <= answer.thresholds["auc"] and sure <= answer.thresholds["tpr"]:
        return answer
    high = low > answer.thresholds["auc_high"] or sure > 2 * answer.thresholds["tpr"]
    found = (
        f" and finds {answer.metrics['tpr_at_fpr_0.01']:.1%} of them at 1 % false alarms" if sure > 0 else ""
    )
    message = f"An attacker tells training rows from others with AUC {answer.metrics['auc']:.2f}{found}."
    severity = Severity.HIGH if high else None
    evidence = f"{len(answer.rows):,} exposed rows, AUC at least {low:.2f}"
    return replace(answer, findings=(finding(RULE, answer, message, severity=severity, evidence=evidence),))


QUESTION = Question(
    name="membership-inference",
    title="Can a stranger tell who was in the training data?",
    measure=measure,
    judge=judge,
    rules=(RULE,),
    needs=(needs_answers, needs_train, needs_test, needs_labels),
    cost=lambda case: 1.0,
    weight=5.0,
    thresholds=(
        Threshold(name="auc", value=0.55, low=0.5, high=1.0, meaning="AUC whose lower bound is reported"),
        Threshold(name="auc_high", value=0.6, low=0.5, high=1.0, meaning="AUC whose lower bound is severe"),
        Threshold(name="tpr", value=0.03, low=0.01, high=1.0, meaning="members found at 1 % false alarms"),
    ),
    method=(
        "Confidence in the true answer at each row and at four points around it, weighed against up to 8 "
        "models trained on complementary halves by an attacker taught on those models; DeLong interval of "
        "the AUC, bootstrap intervals of the rates."
    ),
    limits=(
        "A lower bound: a stronger attacker may tell more. Training and test rows have to be of one kind; "
        "where they differ, the attack may tell the kinds apart."
    ),
)
