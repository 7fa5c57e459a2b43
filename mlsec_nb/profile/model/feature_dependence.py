"""Does one column decide nearly every answer?"""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from mlsec_nb.profile.answer import Answer
from mlsec_nb.profile.finding import finding
from mlsec_nb.profile.question import Question, Threshold
from mlsec_nb.profile.rules.single_feature import RULE
from mlsec_nb.profile.statistics import rate_interval
from mlsec_nb.profile.subject.case import Case, needs_answers, needs_numbers

MOST_ROWS = 500
MOST_COLUMNS = 400


def measure(case: Case) -> Answer:
    """Shuffle one column after the other, and count the answers that change."""
    split = case.test or case.training
    rows = case.some(split, MOST_ROWS, "dependence").rows
    matrix = rows.numbers
    random = case.random("shuffled columns")
    moving = np.argsort(-matrix.std(axis=0), kind="stable")[:MOST_COLUMNS]
    before = _answers(case, rows.like(matrix))
    unit = float(np.std(before)) or 1.0
    shares: dict[int, float] = {}
    deadline = case.deadline()
    for column in moving.tolist():
        case.check()
        if shares and time.monotonic() > deadline:
            break
        shuffled = matrix.copy()
        shuffled[:, column] = random.permutation(shuffled[:, column])
        after = _answers(case, rows.like(shuffled))
        changed = before != after if case.predictor.is_classifier else np.abs(before - after) > 0.5 * unit
        shares[column] = float(np.mean(changed))
    names = case.names
    order = sorted(shares, key=lambda column: -shares[column])
    top, second = (shares[column] for column in (*order, *order)[:2])
    total = sum(shares.values())
    return Answer(
        name="feature-dependence",
        metrics={"top_changed": top, "top_share": top / total if total else 0.0, "second_changed": second},
        intervals={"top_changed": rate_interval(round(top * len(rows)), len(rows))},
        columns={names[column]: shares[column] for column in order},
        measured={"shares": [(names[column], shares[column]) for column in order]},
        limits="" if len(shares) == len(moving) else f"{_cut(len(shares))} {QUESTION.limits}",
        n_used=len(rows),
        n_total=len(split),
    )


def _cut(count: int) -> str:
    return f"The time was over after the {count:,} columns that vary most."


def _answers(case: Case, rows: object) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    ask = case.predictor.labels if case.predictor.is_classifier else case.predictor.values
    return np.asarray(ask(rows), dtype=np.float64)


def judge(answer: Answer) -> Answer:
    """One column has most of the influence."""
    top = answer.metrics["top_changed"]
    if answer.metrics["top_share"] < answer.thresholds["share"] or top < 0.1 or len(answer.columns) < 3:
        return answer
    name = next(iter(answer.columns))
    message = (
        f"Shuffling {name} alone changes {top:.0%} of the answers, more than all other columns together."
    )
    return replace(answer, findings=(finding(RULE, answer, message, member=name),))


QUESTION = Question(
    name="feature-dependence",
    title="Does one column decide nearly every answer?",
    measure=measure,
    judge=judge,
    rules=(RULE,),
    needs=(needs_answers, needs_numbers),
    cost=lambda case: 0.3,
    weight=1.0,
    thresholds=(
        Threshold(name="share", value=0.5, low=0.0, high=1.0, meaning="share of all changes by one column"),
    ),
    method=(
        "Each column is shuffled within up to 500 rows; answers that change are counted (for regressors: by "
        "half a standard deviation)."
    ),
    limits="Columns that say the same share their influence, and each then looks unimportant.",
)
