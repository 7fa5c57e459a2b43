"""Rows that are far away from all others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.core.finding import Severity
from mlsec_nb.profile.answer import Answer, Records
from mlsec_nb.profile.dataset import Dataset, needs_features, needs_rows
from mlsec_nb.profile.finding import finding
from mlsec_nb.profile.kinds import Kind
from mlsec_nb.profile.question import Question, Threshold
from mlsec_nb.profile.rules.outlier import RULE
from mlsec_nb.profile.table import Column

MODEL_ROWS = 20_000
TREES = 100
MOST_LISTED = 100
WIDTHS = (2.5, 25.0)
"""Percentiles whose distance from the median is the scale of a column; the wider one where it is not zero."""


def measure(data: Dataset) -> Answer:
    """Measure each row's farthest column, and how easily random cuts isolate the row."""
    n = data.table.n_rows
    farthest, column_of = np.zeros(n), np.full(n, -1)
    infinite = np.zeros(n, bool)
    numeric = [column for column in data.features if column.kind in (Kind.NUMERIC, Kind.DATETIME)]
    for place, column in enumerate(numeric):
        data.check()
        distance = _distance(column)
        infinite |= np.isinf(column.numbers)
        better = distance > farthest
        farthest[better], column_of[better] = distance[better], place
    isolation = _isolation(data)
    scores = np.where(np.isnan(isolation), 0, isolation) + np.tanh(farthest / 50)
    return Answer(
        name="outliers",
        metrics={"infinite_rows": int(infinite.sum())},
        scores=data.table.spread(scores),
        measured={
            "positions": data.table.given(np.arange(n)),
            "farthest": farthest,
            "column": np.array([column.name for column in numeric] + [""], dtype=object)[column_of],
            "isolation": isolation,
            "infinite": infinite,
            "order": np.argsort(-scores, kind="stable"),
        },
        n_used=n,
        n_total=data.table.n_given,
    )


def judge(answer: Answer) -> Answer:
    """Rows beyond the distance in a column, isolated by few cuts, or with an infinite value."""
    found = answer.measured
    far = found["farthest"] >= answer.thresholds["distance"]
    alone = np.nan_to_num(found["isolation"]) >= answer.thresholds["isolation"]
    flagged = far | alone | found["infinite"]
    rows = found["order"][flagged[found["order"]]]
    judged = replace(
        answer,
        rows=found["positions"][rows],
        metrics={**answer.metrics, "outliers": len(rows), "far_rows": int(far.sum())},
        tables={"rows": _listed(found, rows)},
    )
    if not len(rows):
        return judged
    count = int(found["infinite"].sum())
    message = (
        f"{len(rows):,} rows ({len(rows) / max(1, answer.n_used):.2%}) are far from all others; {count:,} of "
        "them hold an infinite value."
    )
    severity = Severity.MEDIUM if count else Severity.LOW if far.any() else Severity.INFO
    return replace(judged, findings=(finding(RULE, answer, message, severity=severity),))


def _distance(column: Column) -> NDArray[np.float64]:
    """Distance from the median, in widths of the middle of the column; 0 where it has no width."""
    numbers = column.numbers
    known = numbers[np.isfinite(numbers)]
    if not known.size:
        return np.zeros(len(numbers))
    middle = np.median(known)
    for tail in reversed(WIDTHS):
        low, high = np.percentile(known, [tail, 100 - tail])
        below, above = middle - low, high - middle
        if below + above > 0:
            width = np.where(numbers < middle, below, above)
            width = np.where(width > 0, width, (below + above) / 2)
            distance = np.abs(numbers - middle) / width
            return np.where(np.isfinite(distance), distance, 0.0)
    return np.zeros(len(numbers))


def _isolation(data: Dataset) -> NDArray[np.float64]:
    """Isolation scores (Liu et al., ICDM 2008): near 1/2 for ordinary rows, near 1 for isolated ones."""
    from sklearn.ensemble import IsolationForest

    rows = np.arange(data.table.n_rows)
    if len(rows) > MODEL_ROWS:
        chosen = data.random("outliers").choice(len(rows), MODEL_ROWS, replace=False)
        rows = np.sort(chosen).astype(np.int64)
    scores = np.full(data.table.n_rows, np.nan)
    matrix = data.features_of(rows).matrix
    if matrix.shape[1]:
        forest = IsolationForest(n_estimators=TREES, random_state=data.seed("outliers")).fit(matrix)
        scores[rows] = -forest.score_samples(matrix)
    return scores


def _listed(found: Mapping[str, Any], rows: NDArray[np.int64]) -> Records:
    return [
        {
            "row": int(found["positions"][row]),
            "farthest column": str(found["column"][row]),
            "distance": round(float(found["farthest"][row]), 1),
            "isolation": round(float(found["isolation"][row]), 3),
        }
        for row in rows[:MOST_LISTED]
    ]


QUESTION = Question(
    name="outliers",
    title="Which rows are far away from all others?",
    measure=measure,
    judge=judge,
    rules=(RULE,),
    needs=(needs_features, needs_rows(20)),
    cost=lambda data: 0.3 + 3e-7 * min(data.table.n_rows, MODEL_ROWS) * min(data.table.n_columns, 200),
    thresholds=(
        Threshold(
            name="distance",
            value=30.0,
            low=3.0,
            high=1_000.0,
            meaning="quartile widths from a column's median",
        ),
        Threshold(name="isolation", value=0.8, low=0.5, high=1.0, meaning="isolation score of a row"),
    ),
    method="Distance from each column's median in its quartile widths; isolation forest of 100 trees.",
    limits="Rare is not wrong, and poison that looks like other rows is not far from them.",
)
