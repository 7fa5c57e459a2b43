"""How much better is the model on rows that it has seen?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.profile.answer import Answer
from mlsec_nb.profile.finding import finding
from mlsec_nb.profile.question import Question, Threshold
from mlsec_nb.profile.rules.overfit_gap import RULE
from mlsec_nb.profile.statistics import bootstrap_interval, rate_interval
from mlsec_nb.profile.subject.case import Case, Split, needs_answers, needs_labels, needs_test, needs_train

MOST_ROWS = 10_000


def measure(case: Case) -> Answer:
    """Compare how often it is right, or how much it explains, on training and on test rows."""
    train, test = (case.some(split, MOST_ROWS, "overfit") for split in (case.training, case.held_out))
    if case.predictor.is_classifier:
        seen, unseen = _hits(case, train), _hits(case, test)
        score, bound = _share, rate_interval(int(unseen.sum()), len(unseen))
    else:
        seen, unseen = _explained(case, train), _explained(case, test)
        score, bound = _share, bootstrap_interval(_share, unseen, random=case.random("overfit interval"))
    gap = bootstrap_interval(
        lambda a, b: score(a) - score(b), seen, unseen, random=case.random("overfit gap")
    )
    return Answer(
        name="overfit",
        metrics={
            "train_score": score(seen),
            "test_score": score(unseen),
            "gap": score(seen) - score(unseen),
            "gap_attack_auc": 0.5 + max(score(seen) - score(unseen), 0.0) / 2,
        },
        intervals={"test_score": bound, "gap": gap},
        measured={"train_score": score(seen), "test_score": score(unseen)},
        n_used=len(train) + len(test),
        n_total=len(case.training) + len(case.held_out),
    )


def judge(answer: Answer) -> Answer:
    """A gap whose lower bound is above the threshold."""
    if not answer.intervals["gap"][0] > answer.thresholds["gap"]:
        return answer
    m = answer.metrics
    message = (
        f"The score is {m['train_score']:.1%} on training rows and {m['test_score']:.1%} on others, a gap of "
        f"{m['gap']:.1%}."
    )
    return replace(answer, findings=(finding(RULE, answer, message),))


def _share(hits: NDArray[np.float64]) -> float:
    return float(np.mean(hits))


def _hits(case: Case, split: Split) -> NDArray[np.float64]:
    return np.asarray(case.predictor.labels(split.rows.given) == case.codes(split), dtype=np.float64)


def _explained(case: Case, split: Split) -> NDArray[np.float64]:
    """Terms whose mean is R²."""
    truth = split.labels.astype(float)
    spread = float(np.var(truth)) or 1.0
    return np.asarray(1 - (case.predictor.values(split.rows.given) - truth) ** 2 / spread)


QUESTION = Question(
    name="overfit",
    title="How much better is the model on rows that it has seen?",
    measure=measure,
    judge=judge,
    rules=(RULE,),
    needs=(needs_answers, needs_train, needs_test, needs_labels),
    cost=lambda case: 0.2,
    thresholds=(
        Threshold(name="gap", value=0.1, low=0.0, high=1.0, meaning="gap whose lower bound is reported"),
    ),
    method=(
        "Accuracy (R² of regressors) on training and test rows; bootstrap interval of the gap, "
        "Clopper-Pearson of the accuracy."
    ),
    limits="A small gap does not mean that no row is exposed.",
)
