"""Columns that give the label away on their own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.core.finding import Severity
from mlsec_nb.profile.answer import Answer, Positions
from mlsec_nb.profile.dataset import Dataset, needs_features, needs_rows, needs_target
from mlsec_nb.profile.finding import finding
from mlsec_nb.profile.kinds import Kind
from mlsec_nb.profile.question import Question, Threshold
from mlsec_nb.profile.rules.target_leakage import RULE
from mlsec_nb.profile.statistics import auc, auc_interval
from mlsec_nb.profile.table import Column

MOST_ROWS = 20_000
BINS = 33
FOLDS = 4
MOST_CATEGORIES = 2_000
MOST_INTERVALS = 20
LEAK = 0.945
"""A copy of the label with one error in twenty has 0.95, give or take the sample."""

MOST_FINDINGS = 20
PRIOR = 1.0
"""Rows of the average that each bin is given, so that a single row in a bin decides little."""


def measure(data: Dataset) -> Answer:
    """Score each column by the area under the ROC curve of predictions from it alone."""
    labels = _labels(data)
    rows = data.stratified(labels, MOST_ROWS)
    labels = labels[rows]
    folds = data.random("leakage folds").permutation(len(rows)) % FOLDS
    scores: dict[str, float] = {}
    intervals: dict[str, tuple[float, float]] = {}
    for column in data.features:
        data.check()
        bins = _bins(column, rows)
        if bins is not None:
            scores[column.name], predicted = _score(bins, labels, folds)
            if scores[column.name] > 0.8 and len(intervals) < MOST_INTERVALS:
                intervals[column.name] = _interval(predicted, labels)
    ranked = dict(sorted(scores.items(), key=lambda item: -item[1]))
    top = next(iter(ranked), "")
    return Answer(
        name="target-leakage",
        metrics={"highest": ranked.get(top, 0.5), "columns": len(ranked)},
        intervals={"highest": intervals[top]} if top in intervals else {},
        columns={name: round(score, 4) for name, score in ranked.items()},
        measured={"scores": ranked, "intervals": intervals},
        tables={"columns": [_record(name, score, intervals) for name, score in ranked.items()]},
        n_used=len(rows),
        n_total=data.table.n_given,
    )


def judge(answer: Answer) -> Answer:
    """Above ``high`` a column is a leak, above ``look`` it is worth a look."""
    scores, high = answer.measured["scores"], answer.thresholds["high"]
    found = []
    for name in [name for name, score in scores.items() if score >= high][:MOST_FINDINGS]:
        low, top = answer.measured["intervals"].get(name, (scores[name], scores[name]))
        message = f"Column {name} alone predicts the label: area {scores[name]:.3f} ({low:.3f} to {top:.3f})."
        found.append(finding(RULE, answer, message, member=name))
    near = [name for name, score in scores.items() if answer.thresholds["look"] <= score < high]
    if near:
        named = ", ".join(near[:MOST_FINDINGS])
        come = "1 column comes" if len(near) == 1 else f"{len(near)} columns come"
        message = f"{come} close to predicting the label alone: {named}."
        found.append(finding(RULE, answer, message, severity=Severity.LOW))
    return replace(answer, findings=tuple(found))


def _labels(data: Dataset) -> NDArray[np.int64]:
    """Classes; a quantity is cut at its median."""
    if data.has_classes:
        return data.classes()[0]
    assert data.target is not None  # noqa: S101 - the question needs it
    numbers = data.target.numbers
    known = np.isfinite(numbers)
    if not known.any():
        return np.asarray(data.target.codes, np.int64)
    return np.where(known, numbers > np.median(numbers[known]), -1).astype(np.int64)


def _bins(column: Column, rows: Positions) -> NDArray[np.int64] | None:
    """The values as few numbers from 0, the missing ones as 0; ``None`` for nested ones."""
    if column.kind is Kind.NESTED:
        return None
    codes = column.codes[rows].astype(np.int64)
    if column.is_number and column.n_categories > BINS:
        numbers = column.numbers[rows]
        present = numbers[~np.isnan(numbers)]
        if not present.size:
            return None
        edges = np.unique(np.quantile(present, np.linspace(0, 1, BINS + 1)[1:-1], method="lower"))
        codes = np.searchsorted(edges, numbers, side="left")
        codes[np.isnan(numbers)] = -1
    elif codes.max(initial=0) >= MOST_CATEGORIES:
        counts = np.bincount(codes[codes >= 0])
        rank = np.empty(len(counts), dtype=np.int64)
        rank[np.argsort(-counts, kind="stable")] = np.arange(len(counts))
        codes = np.where(codes >= 0, np.minimum(rank[codes], MOST_CATEGORIES), -1)
    return codes + 1


def _score(
    bins: NDArray[np.int64], labels: NDArray[np.int64], folds: NDArray[np.int64]
) -> tuple[float, NDArray[np.float64]]:
    """Mean area over the classes, each against the rest, and the out-of-fold predictions."""
    n_bins, classes = int(bins.max()) + 1, int(labels.max()) + 1
    counts = np.zeros((FOLDS, n_bins, classes))
    np.add.at(counts, (folds, bins, labels), 1)
    others = counts.sum(axis=0)[None] - counts
    shares = others.sum(axis=1, keepdims=True) / np.maximum(others.sum(axis=(1, 2), keepdims=True), 1)
    predicted = (others + PRIOR * shares) / (others.sum(axis=2, keepdims=True) + PRIOR)
    # Shares of classes differ between folds: without this, a constant column would score below .5.
    predicted = (predicted / np.maximum(shares, 1e-12))[folds, bins]
    present = [c for c in range(classes) if 0 < (labels == c).sum() < len(labels)]
    if classes == 2:
        present = present[-1:]
    areas = [auc(predicted[labels == c, c], predicted[labels != c, c]) for c in present]
    return float(np.mean(areas)) if areas else 0.5, predicted


def _interval(predicted: NDArray[np.float64], labels: NDArray[np.int64]) -> tuple[float, float]:
    """Mean of the classes' intervals: exact for two classes, close for more."""
    classes = np.unique(labels)
    present = classes[-1:] if len(classes) == 2 else classes
    bounds = [auc_interval(predicted[labels == c, c], predicted[labels != c, c]) for c in present]
    low, high = np.mean(bounds, axis=0)
    return float(low), float(high)


def _record(name: str, score: float, intervals: dict[str, tuple[float, float]]) -> dict[str, object]:
    low, high = intervals.get(name, (float("nan"), float("nan")))
    return {"column": name, "area": round(score, 4), "low": round(low, 4), "high": round(high, 4)}


QUESTION = Question(
    name="target-leakage",
    title="Which columns give the label away on their own?",
    measure=measure,
    judge=judge,
    rules=(RULE,),
    needs=(needs_target, needs_features, needs_rows(20)),
    cost=lambda data: 0.02 + 5e-7 * min(data.table.n_rows, MOST_ROWS) * data.table.n_columns,
    thresholds=(
        Threshold(name="high", value=LEAK, low=0.5, high=1.0, meaning="area from which a column is a leak"),
        Threshold(
            name="look", value=0.9, low=0.5, high=1.0, meaning="area from which a column is worth a look"
        ),
    ),
    method="Out-of-fold predictions from 33 bins or the categories of each column; missing is one of them.",
    limits="An honest column may be that good; a leak that takes several columns together is not found.",
)
