"""How unequal the classes are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from mlsec_nb.core.finding import Severity
from mlsec_nb.profile.answer import Answer
from mlsec_nb.profile.dataset import Dataset, needs_classes
from mlsec_nb.profile.finding import finding
from mlsec_nb.profile.question import Question, Threshold
from mlsec_nb.profile.rules.class_imbalance import RULE
from mlsec_nb.profile.statistics import rate_interval

FEW = 10
"""Rows of a class below which nothing can be learnt or tested about it."""


def measure(data: Dataset) -> Answer:
    """Count the labels."""
    codes, _ = data.classes()
    counts = np.bincount(codes[codes >= 0])
    n = int(counts.sum())
    rarest, largest = int(counts.min()), int(counts.max())
    order = np.argsort(counts)
    return Answer(
        name="imbalance",
        metrics={
            "classes": len(counts),
            "rarest_rows": rarest,
            "rarest_share": rarest / n,
            "ratio": largest / rarest,
        },
        intervals={"rarest_share": rate_interval(rarest, n)},
        measured={"counts": counts},
        tables={"classes": [{"class": int(c), "rows": int(counts[c])} for c in order]},
        n_used=n,
        n_total=data.table.n_given,
    )


def judge(answer: Answer) -> Answer:
    """A class is rare by its share, or has too few rows to be tested."""
    share, rows = answer.metrics["rarest_share"], answer.metrics["rarest_rows"]
    if share >= answer.thresholds["share"] and rows >= FEW:
        return answer
    message = f"The rarest class has {rows:,.0f} rows, {share:.2%} of all."
    severity = Severity.MEDIUM if rows < FEW else None
    return replace(answer, findings=(finding(RULE, answer, message, severity=severity),))


QUESTION = Question(
    name="imbalance",
    title="Is a class so rare that its errors hardly count?",
    measure=measure,
    judge=judge,
    rules=(RULE,),
    needs=(needs_classes,),
    cost=lambda data: 1e-7 * data.table.n_rows,
    thresholds=(Threshold(name="share", value=0.05, low=0.0, high=0.5, meaning="least share of a class"),),
    method="Counts of labels; the interval is that of Clopper and Pearson.",
    limits="Rare is not wrong: whether the share is that of the world is not measured.",
)
