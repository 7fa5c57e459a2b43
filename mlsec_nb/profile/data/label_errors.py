"""Labels that contradict the features, and how many labels are wrong altogether."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.core.finding import Severity
from mlsec_nb.profile.answer import Answer, Positions, Records
from mlsec_nb.profile.context import Stopped
from mlsec_nb.profile.dataset import Dataset, needs_classes, needs_features, needs_rows
from mlsec_nb.profile.finding import finding
from mlsec_nb.profile.labels.noise import (
    OTHER_ANCHORS,
    Labels,
    Noise,
    confident_share,
    estimate,
    suggested_cut,
)
from mlsec_nb.profile.labels.probabilities import OutOfSample, Probabilities
from mlsec_nb.profile.question import Question, Threshold
from mlsec_nb.profile.rules.label_error import RULE

MOST_ROWS = 10_000
REFIT_ROWS = 5_000
"""Up to so many rows the models are taught a second time, without the rows that were suspect at first."""

FEWEST = 5
"""Rows of a class below which nothing is said of it."""

DRAWS = 40
FEW_WAYS = 2.78
"""Student's t at 95 % with 4 degrees of freedom: the ways to estimate the rate are few."""

MOST_LISTED = 200


def measure(data: Dataset) -> Answer:
    """Score every row of a class with enough members."""
    codes, _ = data.classes()
    rows, labels, kept = _judged_rows(data, codes)
    features = data.features_of(rows).matrix
    if not features.shape[1]:
        raise Stopped("no column but the target varies")
    models = OutOfSample(features, labels, seed=data.seed("label-errors"), check=data.check)
    first = models.probabilities()
    seen = [first]
    if len(rows) <= REFIT_ROWS:
        again = (estimate(first, labels).wrong < 0.5).astype(float)
        if _teaches_every_class(again, labels):
            seen.append(models.probabilities(again))
    noise = estimate(np.mean(seen, axis=0), labels)
    low, high = _interval(data, seen, labels, noise)
    scores = np.full(data.table.n_rows, np.nan)
    scores[rows] = noise.wrong
    return Answer(
        name="label-errors",
        metrics={"flip_rate": noise.rate},
        intervals={"flip_rate": (low, high)},
        scores=data.table.spread(scores),
        measured={
            "rows": data.table.given(rows),
            "given": kept[labels],
            "likely": kept[noise.posterior.argmax(axis=1)],
            "wrong": noise.wrong,
            "transition": noise.transition,
            "projection": data.projection_of(rows),
        },
        thresholds={"probability": suggested_cut(noise.wrong)},
        n_used=len(rows),
        n_total=data.table.n_given,
    )


def judge(answer: Answer) -> Answer:
    """Flag the rows above the cut, most suspect first."""
    found = answer.measured
    cut = answer.thresholds["probability"]
    flagged = np.flatnonzero(found["wrong"] >= cut)
    flagged = flagged[np.argsort(-found["wrong"][flagged], kind="stable")]
    share = len(flagged) / max(1, len(found["wrong"]))
    judged = replace(
        answer,
        rows=found["rows"][flagged],
        metrics={**answer.metrics, "flagged": len(flagged), "flagged_share": share},
        tables={"suspects": _listed(answer, flagged), "transitions": _transitions(found["transition"])},
    )
    if not len(flagged):
        return judged
    low, high = answer.intervals["flip_rate"]
    labels = "1 label contradicts" if len(flagged) == 1 else f"{len(flagged):,} labels contradict"
    message = (
        f"{labels} the features ({share:.1%} of the rows looked at); an estimated "
        f"{answer.metrics['flip_rate']:.1%} of all labels are wrong ({low:.1%} to {high:.1%})."
    )
    severity = Severity.HIGH if low > 0.03 else Severity.MEDIUM if low > 0.005 else Severity.LOW
    return replace(judged, findings=(finding(RULE, answer, message, severity=severity),))


def _judged_rows(data: Dataset, codes: NDArray[np.int64]) -> tuple[Positions, Labels, NDArray[np.int64]]:
    """A stratified sample of the rows with a label, their labels renumbered, and the classes' old numbers."""
    counts = np.bincount(codes[codes >= 0])
    kept = np.flatnonzero(counts >= FEWEST)
    number = np.full(len(counts) + 1, -1)  # the last one is for labels that are missing
    number[kept] = np.arange(len(kept))
    labels = number[codes]
    rows = data.stratified(labels, MOST_ROWS)
    return rows, labels[rows], kept


def _teaches_every_class(weights: NDArray[np.float64], labels: Labels) -> bool:
    return bool(np.bincount(labels, weights=weights).min() >= FEWEST)


def _interval(data: Dataset, seen: list[Probabilities], labels: Labels, noise: Noise) -> tuple[float, float]:
    """Sampling error by bootstrap, and how far the ways to estimate the rate disagree."""
    random, mean = data.random("flip rate"), np.mean(seen, axis=0)
    drawn = []
    for _ in range(DRAWS if len(labels) <= REFIT_ROWS else DRAWS // 5):
        data.check()
        again = random.integers(0, len(labels), len(labels))
        drawn.append(estimate(mean[again], labels[again]).rate)
    others = [estimate(probabilities, labels).rate for probabilities in seen]
    others += [estimate(mean, labels, anchors=share).rate for share in OTHER_ANCHORS]
    others.append(confident_share(mean, labels))
    half = float(np.hypot(1.96 * np.std(drawn), FEW_WAYS * np.std([noise.rate, *others])))
    return max(0.0, noise.rate - half), min(1.0, noise.rate + half)


def _listed(answer: Answer, flagged: Positions) -> Records:
    found = answer.measured
    return [
        {
            "row": int(found["rows"][place]),
            "given class": int(found["given"][place]),
            "likely class": int(found["likely"][place]),
            "probability that it is wrong": round(float(found["wrong"][place]), 3),
        }
        for place in flagged[:MOST_LISTED]
    ]


def _transitions(transition: Probabilities) -> Records:
    """How often a class is labelled as another one, the most frequent first."""
    pairs = [(i, j) for i, j in np.ndindex(*transition.shape) if i != j and transition[i, j] > 0.005]
    pairs.sort(key=lambda pair: -transition[pair])
    return [
        {"true class": i, "given class": j, "share": round(float(transition[i, j]), 4)} for i, j in pairs[:20]
    ]


QUESTION = Question(
    name="label-errors",
    title="Which labels contradict the features, and how many labels are wrong?",
    measure=measure,
    judge=judge,
    rules=(RULE,),
    needs=(needs_classes, needs_features, needs_rows(30)),
    cost=lambda data: 0.5 + 3e-4 * min(data.table.n_rows, MOST_ROWS),
    thresholds=(
        Threshold(
            name="probability",
            value=0.5,
            low=0.0,
            high=1.0,
            meaning="least probability of a wrong label",
        ),
    ),
    method="Out-of-sample probabilities of several models; how labels turn into others from the surest rows.",
    limits=(
        "Classes that overlap contradict their features without any mistake; consistent mistakes do not. A "
        "contradiction is no evidence of an attack."
    ),
)
