"""Whether test rows are distributed differently from training rows."""

from __future__ import annotations

import warnings
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.core.finding import Severity
from mlsec_nb.profile.answer import Answer, Positions
from mlsec_nb.profile.dataset import Dataset, needs_features, needs_rows, needs_test
from mlsec_nb.profile.features import feature_matrix
from mlsec_nb.profile.finding import finding
from mlsec_nb.profile.pairing import common_columns, joined
from mlsec_nb.profile.question import Question, Threshold
from mlsec_nb.profile.rules.drift import RULE
from mlsec_nb.profile.statistics import auc, auc_interval
from mlsec_nb.profile.table import Column, Table

COLUMN_ROWS = 10_000
MODEL_ROWS = 4_000
TREES = 60
SURE = 0.01
"""Chance, over all columns together, of calling one drifted that is not."""


def measure(data: Dataset) -> Answer:
    """Compare column by column, labels too, and by a model that tells the parts apart without them."""
    assert data.test is not None  # noqa: S101 - the question needs it
    pairs = common_columns(
        data.table, data.test, leave_out=data.target.name if data.target is not None else ""
    )
    if not pairs:
        return Answer(name="drift", skipped="training and test rows share no column")
    compared = {}
    rows, others = _rows(data, data.table, COLUMN_ROWS), _rows(data, data.test, COLUMN_ROWS)
    labelled = list(pairs)
    if data.target is not None and data.test_target is not None:
        labelled.append((data.target, data.test_target))
    for column in joined(labelled, rows, others):
        data.check()
        compared[column.name] = _compare(column, len(rows))
    area, bounds = _told_apart(data, pairs)
    ranked = dict(sorted(compared.items(), key=lambda item: -item[1][0]))
    return Answer(
        name="drift",
        metrics={"area": area, "largest_distance": max(distance for distance, _ in compared.values())},
        intervals={"area": bounds},
        columns={name: round(distance, 4) for name, (distance, _) in ranked.items()},
        measured={"columns": ranked, "area": area, "bounds": bounds},
        tables={
            "columns": [
                {"column": name, "distance": round(distance, 4), "p": float(f"{p:.2g}")}
                for name, (distance, p) in ranked.items()
            ]
        },
        n_used=len(others),
        n_total=data.test.n_given,
    )


def judge(answer: Answer) -> Answer:
    """The parts differ if a model tells them apart, or a column's distance is large and no accident."""
    if answer.skipped:
        return answer
    least, columns = answer.thresholds["distance"], answer.measured["columns"]
    drifted = [n for n, (distance, p) in columns.items() if distance >= least and p < SURE / len(columns)]
    (low, high), area = answer.measured["bounds"], answer.measured["area"]
    if not drifted and low < answer.thresholds["area"]:
        return answer
    named = ", ".join(drifted[:5]) or "no single one"
    message = (
        f"A model tells test rows from training rows with an area under the ROC of {area:.2f} ({low:.2f} to "
        f"{high:.2f}); {len(drifted)} columns differ: {named}."
    )
    severity = Severity.MEDIUM if low >= 0.8 else Severity.LOW
    return replace(answer, findings=(finding(RULE, answer, message, severity=severity),))


def _rows(data: Dataset, table: Table, most: int) -> Positions:
    if table.n_rows <= most:
        return np.arange(table.n_rows)
    return np.sort(data.random(f"drift {most}").choice(table.n_rows, most, replace=False)).astype(np.int64)


def _compare(column: Column, n_first: int) -> tuple[float, float]:
    """Distance between the two parts (0 to 1) and how likely one so large is by chance."""
    if column.is_number:
        return _by_order(column.numbers[:n_first], column.numbers[n_first:])
    return _by_category(column.codes[:n_first], column.codes[n_first:])


def _by_order(first: NDArray[np.float64], second: NDArray[np.float64]) -> tuple[float, float]:
    """Kolmogorov and Smirnov; a missing value counts as smaller than all."""
    from scipy.special import kolmogorov

    lowest = -np.inf
    one = np.sort(np.where(np.isnan(first), lowest, first))
    other = np.sort(np.where(np.isnan(second), lowest, second))
    places = np.concatenate([one, other])
    below = np.searchsorted(one, places, side="right") / max(1, len(one))
    distance = np.abs(below - np.searchsorted(other, places, side="right") / max(1, len(other))).max(
        initial=0
    )
    size = len(one) * len(other) / max(1, len(one) + len(other))
    return float(distance), float(kolmogorov(distance * np.sqrt(size)))


def _by_category(first: NDArray[np.int32], second: NDArray[np.int32]) -> tuple[float, float]:
    """Total variation, and the chi-squared test of the categories that are not too rare."""
    from scipy.special import chdtrc

    size = int(max(first.max(initial=0), second.max(initial=0))) + 2
    counts = np.stack([np.bincount(part + 1, minlength=size) for part in (first, second)]).astype(float)
    rare = counts.sum(axis=0) < 10
    counts = np.column_stack([counts[:, ~rare], counts[:, rare].sum(axis=1)])
    counts = counts[:, counts.sum(axis=0) > 0]
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    distance = float(np.abs(shares[0] - shares[1]).sum() / 2)
    if counts.shape[1] < 2 or not counts.sum(axis=1).all():
        return distance, 1.0
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum()
    return distance, float(chdtrc(counts.shape[1] - 1, ((counts - expected) ** 2 / expected).sum()))


def _told_apart(data: Dataset, pairs: list[tuple[Column, Column]]) -> tuple[float, tuple[float, float]]:
    """Out-of-bag area of a forest that predicts which part a row is from."""
    from sklearn.ensemble import ExtraTreesClassifier

    assert data.test is not None  # noqa: S101 - the question needs it
    rows, others = _rows(data, data.table, MODEL_ROWS), _rows(data, data.test, MODEL_ROWS)
    columns = joined(pairs, rows, others)
    matrix = feature_matrix(columns, np.arange(len(rows) + len(others)), seed=data.seed("drift")).matrix
    if not matrix.shape[1]:
        return 0.5, (0.0, 1.0)
    part = np.repeat([0, 1], [len(rows), len(others)])
    forest = ExtraTreesClassifier(
        TREES,
        bootstrap=True,
        oob_score=True,
        class_weight="balanced",
        min_samples_leaf=5,
        random_state=data.seed("drift"),
        n_jobs=-1,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a row that every bootstrap drew has no vote
        forest.fit(matrix, part)
    predicted = np.nan_to_num(forest.oob_decision_function_[:, 1], nan=0.5)
    return auc(predicted[part == 1], predicted[part == 0]), auc_interval(
        predicted[part == 1], predicted[part == 0]
    )


QUESTION = Question(
    name="drift",
    title="Are test rows distributed like training rows?",
    measure=measure,
    judge=judge,
    rules=(RULE,),
    needs=(needs_test, needs_features, needs_rows(20)),
    cost=lambda data: 0.3 + 1e-6 * min(data.table.n_rows, COLUMN_ROWS) * data.table.n_columns,
    thresholds=(
        Threshold(name="area", value=0.6, low=0.5, high=1.0, meaning="least area (lower bound) of drift"),
        Threshold(
            name="distance", value=0.1, low=0.0, high=1.0, meaning="least distance of a drifted column"
        ),
    ),
    method=(
        "Kolmogorov-Smirnov and total variation by column and for the labels; out-of-bag area of a forest of "
        "60 trees."
    ),
    limits="A difference is not a fault: a split by time differs on purpose.",
)
