"""Can a stranger who knows most of a row find out the rest by asking?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.errors import UsageError
from mlsec_nb.profile.answer import Answer
from mlsec_nb.profile.finding import finding
from mlsec_nb.profile.question import Question, Threshold
from mlsec_nb.profile.rules.attribute_exposed import RULE
from mlsec_nb.profile.statistics import Interval, bootstrap_interval
from mlsec_nb.profile.subject.case import (
    Case,
    Split,
    needs_answers,
    needs_labels,
    needs_numbers,
    needs_test,
    needs_train,
)
from mlsec_nb.profile.subject.confidence import confidence_in, residual_unit

MOST_ROWS = 500
MOST_VALUES = 10
"""Values that are tried; of a column with more the quantiles."""


def measure(case: Case) -> Answer:
    """For each declared column: put every value in, and guess the one that the model is surest of."""
    members = case.some(case.training, MOST_ROWS, "attribute members")
    others = case.some(case.held_out, MOST_ROWS, "attribute others")
    metrics: dict[str, float] = {}
    intervals: dict[str, Interval] = {}
    columns: dict[str, str | float] = {}
    for name, column in _columns(case).items():
        case.check()
        values = _values(members, column)
        seen, unseen = (_hits(case, split, column, values) for split in (members, others))
        metrics[f"{name}_members"], metrics[f"{name}_others"] = float(seen.mean()), float(unseen.mean())
        metrics[f"{name}_gain"] = float(seen.mean() - unseen.mean())
        intervals[f"{name}_gain"] = bootstrap_interval(
            lambda a, b: float(a.mean() - b.mean()), seen, unseen, random=case.random(f"attribute {name}")
        )
        columns[name] = metrics[f"{name}_gain"]
    return Answer(
        name="attribute-inference",
        metrics=metrics,
        intervals=intervals,
        columns=columns,
        n_used=len(members) + len(others),
        n_total=len(case.training) + len(case.held_out),
    )


def _columns(case: Case) -> dict[str, int]:
    """The declared columns, by name."""
    names = case.training.rows.names
    found = {}
    for given in case.sensitive:
        if isinstance(given, str) and given in names:
            found[case.names[names.index(given)]] = names.index(given)
        elif isinstance(given, int) and 0 <= given < len(names):
            found[case.names[given]] = given
        else:
            raise UsageError(f"There is no column {given!r}.", f"There are: {', '.join(case.names[:20])}.")
    return found


def _values(split: Split, column: int) -> NDArray[np.float64]:
    known = np.unique(split.rows.numbers[:, column])
    if len(known) <= MOST_VALUES:
        return known
    return np.unique(np.quantile(known, np.linspace(0, 1, MOST_VALUES), method="nearest"))


def _hits(case: Case, split: Split, column: int, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Whether the value that the model is surest with is the nearest to the true one; ties count in part."""
    matrix = split.rows.numbers
    unit = residual_unit(case.predictor, split)
    sure = []
    for value in values:
        changed = matrix.copy()
        changed[:, column] = value
        sure.append(
            confidence_in(
                case.predictor, Split(type(split.rows)(split.rows.like(changed)), split.labels), unit
            )
        )
    found = np.vstack(sure)
    truth = np.abs(values[:, None] - matrix[:, column][None, :]).argmin(axis=0)
    best = found >= found.max(axis=0, keepdims=True) - 1e-12
    return np.asarray(best[truth, np.arange(len(truth))] / best.sum(axis=0))


def judge(answer: Answer) -> Answer:
    """A column that is guessed better for members than for others, by its lower bound."""
    found = []
    for name in answer.columns:
        low, gain = answer.intervals[f"{name}_gain"][0], answer.metrics[f"{name}_gain"]
        if low > answer.thresholds["gain"]:
            share, other = answer.metrics[f"{name}_members"], answer.metrics[f"{name}_others"]
            message = (
                f"{name} is guessed right for {share:.0%} of the training rows, for {other:.0%} of others."
            )
            found.append(finding(RULE, answer, message, member=name, evidence=f"gain {gain:.3f}"))
    return replace(answer, findings=tuple(found))


def needs_declared(case: Case) -> str:
    """Columns that somebody might want to infer."""
    return "" if case.sensitive else 'no sensitive columns were named: `sensitive=["age"]`'


QUESTION = Question(
    name="attribute-inference",
    title="Can a stranger who knows most of a row find out the rest by asking?",
    measure=measure,
    judge=judge,
    rules=(RULE,),
    needs=(needs_declared, needs_answers, needs_train, needs_test, needs_labels, needs_numbers),
    cost=lambda case: 0.4,
    thresholds=(
        Threshold(name="gain", value=0.02, low=0.0, high=1.0, meaning="gain whose lower bound is reported"),
    ),
    method=(
        "Every value is put into the row, and the one that the model is surest of the true answer with is "
        "guessed; the gain over rows that it never saw is what the model adds to what the other columns tell "
        "anybody."
    ),
    limits="The attacker knows the label and all other columns.",
)
