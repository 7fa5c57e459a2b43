"""How many questions does it take to copy the model?"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.profile.answer import Answer
from mlsec_nb.profile.attacks.extraction import copies_of_labels, copies_of_scores, questions
from mlsec_nb.profile.attacks.hunt import Codes, Points
from mlsec_nb.profile.context import Stopped
from mlsec_nb.profile.finding import finding
from mlsec_nb.profile.question import Question, Threshold
from mlsec_nb.profile.rules.easily_copied import RULE
from mlsec_nb.profile.statistics import Interval, rate_interval
from mlsec_nb.profile.subject.case import (
    Case,
    Split,
    needs_answers,
    needs_classifier,
    needs_numbers,
    needs_test,
)

BUDGETS = (500, 100, 2_000)
"""Numbers of queries: the first is what is judged."""

MOST_JUDGED = 2_000
FEWEST = 40
"""Test rows below which agreement says nothing."""

SURE = 6.0
"""Scores are cut here on both sides: how sure is told, how very sure is noise."""


def measure(case: Case) -> Answer:
    """Ask about rows like the test rows, teach copies, and compare them with the model on others."""
    deadline = case.deadline()
    order = case.random("extraction").permutation(len(case.held_out))[: 2 * MOST_JUDGED]
    mine, theirs = case.held_out.take(order[: len(order) // 2]), case.held_out.take(order[len(order) // 2 :])
    unseen = theirs.rows.numbers
    if len(unseen) < FEWEST:
        raise Stopped(f"fewer than {2 * FEWEST} test rows of finite numbers were given")
    truth = case.predictor.labels(theirs.rows.given)
    usual = np.bincount(truth[truth >= 0]).max() / len(truth)
    metrics: dict[str, float] = {"agreement_of_the_usual_answer": float(usual)}
    intervals: dict[str, Interval] = {}
    records: list[tuple[int, dict[str, object]]] = []
    for budget, kind, hits in _agreements(case, mine, unseen, truth, deadline):
        name = f"agreement_{kind}_at_{budget}"
        metrics[name], intervals[name] = float(hits.mean()), rate_interval(int(hits.sum()), len(hits))
        low, high = intervals[name]
        told = {"queries": budget, "answers": kind, "agreement": metrics[name]}
        records.append((budget, {**told, "low": low, "high": high}))
    in_order = [record for _, record in sorted(records, key=lambda pair: pair[0])]
    return Answer(
        name="extraction",
        metrics=metrics,
        intervals=intervals,
        tables={"agreement": in_order},
        measured={"agreement": tuple(in_order), "usual": float(usual)},
        n_used=len(order),
        n_total=len(case.held_out),
    )


def _agreements(
    case: Case, mine: Split, unseen: Points, truth: Codes, deadline: float
) -> Iterator[tuple[int, str, NDArray[np.bool_]]]:
    """For each number of queries, for labels and for probabilities: where the best copy agrees.

    The first is told in any case, the others while there is time.
    """
    kinds = ("labels",) if case.predictor.output == "labels" else ("labels", "probabilities")
    slowest = 0.0
    for budget, kind in product(BUDGETS, kinds):
        begun, relative = time.monotonic(), max(budget / BUDGETS[0], 1.0)
        if slowest and begun + slowest * relative > deadline:
            return
        case.check()
        asked = questions(mine.rows.numbers, budget, case.random(f"questions {budget}"))
        copied = _copy(case, mine.rows.like(asked), asked, kind)
        yield budget, kind, _answers(copied, unseen) == truth
        slowest = max(slowest, (time.monotonic() - begun) / relative)


def _copy(case: Case, given: Any, asked: Points, kind: str) -> Any:
    """The best of the models that are taught on labels or on probabilities."""
    seed, (told, kept) = case.seed("copies"), _told(len(asked))
    labels = case.predictor.labels(given)
    if kind == "labels":
        copies = copies_of_labels(asked[told], labels[told], seed)
    else:
        scores = case.predictor.scores(given)
        relative = np.clip(scores - scores.mean(axis=1, keepdims=True), -SURE, SURE)
        copies = copies_of_scores(asked[told], relative[told], seed)
    return _best(copies, asked[kept], labels[kept])


def _told(count: int) -> tuple[slice, slice]:
    """What the copies are taught on, and what the best of them is chosen by."""
    cut = count * 4 // 5
    return slice(0, cut), slice(cut, count)


def _best(copies: Iterable[Any], kept: NDArray[np.float64], labels: NDArray[np.int64]) -> Any:
    return max(copies, key=lambda copied: float(np.mean(_answers(copied, kept) == labels)))


def _answers(copied: Any, rows: NDArray[np.float64]) -> NDArray[np.int64]:
    told = np.asarray(copied.predict(rows))
    return told if told.ndim == 1 else told.argmax(axis=1)


def judge(answer: Answer) -> Answer:
    """Easily copied when a copy nearly always agrees after 500 questions, and the usual answer does not."""
    names = [name for name in answer.metrics if name.endswith("_at_500")]
    if not names:
        return answer
    best = max(names, key=lambda name: answer.metrics[name])
    low = answer.intervals[best][0]
    if low < answer.thresholds["agreement"] or answer.metrics["agreement_of_the_usual_answer"] > low - 0.05:
        return answer
    kind = best.split("_")[1]
    share = answer.metrics[best]
    message = f"A copy made from the {kind} of 500 rows agrees with the model in {share:.1%} of cases."
    return replace(answer, findings=(finding(RULE, answer, message),))


QUESTION = Question(
    name="extraction",
    title="How many questions does it take to copy the model?",
    measure=measure,
    judge=judge,
    rules=(RULE,),
    needs=(needs_answers, needs_classifier, needs_test, needs_numbers),
    cost=lambda case: 1.0,
    weight=1.0,
    thresholds=(
        Threshold(
            name="agreement",
            value=0.9,
            low=0.5,
            high=1.0,
            meaning="agreement at 500 whose lower bound counts",
        ),
    ),
    method=(
        "Half of the test rows and mixtures of them are asked about; a linear model, trees and a network are "
        "taught on the answers, the best by a fifth that was kept back is compared on the other half; "
        "Clopper-Pearson intervals."
    ),
    limits=(
        "The attacker knows rows of the kind that the model is made for. A better attacker needs fewer "
        "questions."
    ),
)
