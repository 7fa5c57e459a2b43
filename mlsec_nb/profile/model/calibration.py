"""Does the model know when it does not know?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.profile.answer import Answer
from mlsec_nb.profile.finding import finding
from mlsec_nb.profile.question import Question, Threshold
from mlsec_nb.profile.rules.overconfident import RULE
from mlsec_nb.profile.statistics import bootstrap_interval, rate_interval
from mlsec_nb.profile.subject.case import Case, needs_answers, needs_classifier, needs_labels, needs_test

BINS = 10
MOST_ROWS = 10_000
NOISE_ROWS = 500


def measure(case: Case) -> Answer:
    """Compare confidence with how often it is right, and ask about rows that are none."""
    test = case.some(case.held_out, MOST_ROWS, "calibration")
    probabilities = case.predictor.probabilities(test.rows.given)
    sure = probabilities.max(axis=1)
    hits = (probabilities.argmax(axis=1) == case.codes(test)).astype(np.float64)
    both = np.column_stack([sure, hits])
    low, high = bootstrap_interval(calibration_error, both, random=case.random("calibration"))
    error = calibration_error(both)
    metrics = {
        "ece": error,
        "confidence": float(sure.mean()),
        "accuracy": float(hits.mean()),
        "overconfidence": float(sure.mean() - hits.mean()),
        "confidence_on_noise": _on_noise(case),
    }
    shift = (low + high) / 2 - error  # resampling adds noise, and noise adds to the error
    return Answer(
        name="calibration",
        metrics=metrics,
        intervals={"ece": (max(low - shift, 0.0), max(high - shift, 0.0))},
        tables={"bins": bins(both)},
        measured={"sure": sure, "hits": hits},
        n_used=len(test),
        n_total=len(case.held_out),
    )


def judge(answer: Answer) -> Answer:
    """Miscalibrated when the lower bound of the error is above the threshold and the model is too sure."""
    m = answer.metrics
    low = answer.intervals["ece"][0] - noise_floor(len(answer.measured["sure"]))
    if low <= answer.thresholds["ece"] or m["overconfidence"] <= 0:
        return answer
    message = (
        f"The model is {m['confidence']:.1%} sure and {m['accuracy']:.1%} right: "
        f"its calibration error is {m['ece']:.3f}."
    )
    return replace(answer, findings=(finding(RULE, answer, message),))


def calibration_error(both: NDArray[np.float64]) -> float:
    """Expected calibration error (Guo et al., 2017) of columns confidence and right or wrong."""
    places = _bins_of(both[:, 0])
    # a bin's share times the difference of its means is the difference of its sums, by the number of rows
    sure, right = (np.bincount(places, weights=column) for column in both.T)
    return float(np.abs(sure - right).sum() / len(both))


def noise_floor(n: int) -> float:
    """What a calibrated model's error is on average by chance, from above."""
    return float(np.sqrt(BINS / max(n, 1)) * 0.4)


def bins(both: NDArray[np.float64]) -> list[dict[str, float]]:
    """The reliability curve with intervals."""
    places = _bins_of(both[:, 0])
    records = []
    for place in np.unique(places):
        inside = both[places == place]
        low, high = rate_interval(int(inside[:, 1].sum()), len(inside))
        records.append(
            {"confidence": float(inside[:, 0].mean()), "right": float(inside[:, 1].mean())}
            | {"low": low, "high": high, "rows": len(inside)}
        )
    return records


def _bins_of(sure: NDArray[np.float64]) -> NDArray[np.int64]:
    return np.minimum((sure * BINS).astype(np.int64), BINS - 1)


def _on_noise(case: Case) -> float:
    """Mean confidence in even noise over twice the range of each column; NaN where rows are no numbers."""
    rows = case.some(case.held_out, NOISE_ROWS, "noise").rows
    if rows.matrix is None:
        return float("nan")
    low, high = rows.matrix.min(axis=0), rows.matrix.max(axis=0)
    middle, half = (low + high) / 2, high - low
    noise = case.random("noise values").uniform(
        middle - half, middle + half, (len(rows), rows.matrix.shape[1])
    )
    return float(case.predictor.probabilities(rows.like(noise)).max(axis=1).mean())


def needs_probabilities(case: Case) -> str:
    """Probabilities or scores."""
    return "" if case.predictor.output != "labels" else "the model gives out labels only"


QUESTION = Question(
    name="calibration",
    title="Does the model know when it does not know?",
    measure=measure,
    judge=judge,
    rules=(RULE,),
    needs=(needs_answers, needs_classifier, needs_test, needs_labels, needs_probabilities),
    cost=lambda case: 0.25,
    thresholds=(
        Threshold(name="ece", value=0.05, low=0.0, high=0.5, meaning="error whose lower bound is reported"),
    ),
    method=(
        "Expected calibration error in 10 bins with a bootstrap interval, Clopper-Pearson for each bin, and "
        "mean confidence in rows of even noise over twice the range of the columns."
    ),
    limits="Bins hide errors that cancel; noise is one kind of strange rows.",
)
