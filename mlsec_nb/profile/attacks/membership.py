"""Who was in the training data: a model's confidence in each row, weighed against models that half saw it.

Sources: difficulty calibration (Watson et al., 2022), the likelihood ratio with few reference models and
several queries a row (Carlini et al., 2022; Zarifzadeh et al., 2024), and an attacker who learns from the
reference models, of which it is known who saw what.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Confidence = NDArray[np.float64]
"""How sure a model is of the true answer, from 0 to 1; shape (looks, n), the first look at the row itself."""

Signals = NDArray[np.float64]
"""What an attacker looks at, one line for each row."""

FLOOR = 1e-3
"""Confidences below it are not told apart: they are noise of rounding and of few trees."""

LEAST_VARIANCE = 0.05
"""Of log-odds among reference models: few of them agree by chance."""

MOST_LEARNT = 40_000
"""Rows that the learning attacker is shown."""


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Two models, each trained on the half of the rows that the other did not see.

    Attributes
    ----------
    first_saw
        Whether the first one saw each row, shape (n,); the second one saw the others.
    first, second
        Their confidence in each row.
    """

    first_saw: NDArray[np.bool_]
    first: Confidence
    second: Confidence

    @property
    def inside(self) -> Confidence:
        """The confidence of the model that saw the row."""
        return np.where(self.first_saw, self.first, self.second)

    @property
    def outside(self) -> Confidence:
        """The confidence of the model that did not."""
        return np.where(self.first_saw, self.second, self.first)


def exposure(confidence: Confidence, pairs: Sequence[Pair], *, seed: int) -> NDArray[np.float64]:
    """How much each row looks like one that the model was trained on; higher is more so.

    Without pairs the confidence itself, with one its ratio to what is normal for the row, with more a learnt
    judgement. A model that saw none of the rows is treated as any
    other, and nothing depends on which rows are said to be members.

    Parameters
    ----------
    confidence
        Of the model in question.
    pairs
        Of reference models, about the same rows and looks.
    seed
        Of the learning attacker.

    Returns
    -------
    One number for each row.
    """
    if not pairs:
        return np.asarray(confidence[0])
    if len(pairs) < 2:
        return np.asarray(ratio_to_normal(confidence, pairs)[0])
    return learnt(confidence, pairs, seed=seed)


def ratio_to_normal(confidence: Confidence, pairs: Sequence[Pair]) -> NDArray[np.float64]:
    """Logarithm of the confidence over its mean in models of which half saw the row (RMIA's statistic)."""
    normal = np.mean([(pair.first + pair.second) / 2 for pair in pairs], axis=0)
    return np.asarray(np.log(confidence + FLOOR) - np.log(normal + FLOOR))


def learnt(confidence: Confidence, pairs: Sequence[Pair], *, seed: int) -> NDArray[np.float64]:
    """Log-odds of membership by two attackers, trees and a linear one, taught on the reference models.

    Each reference model is the target once, seen against the pairs that it is not part of: its own twin would
    give away by its confidence which half the row was in. The model in question is seen against as many pairs
    at a time.
    """
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
    from threadpoolctl import threadpool_limits

    others = [[*pairs[:i], *pairs[i + 1 :]] for i in range(len(pairs))]
    shown = [
        _signals(target, rest)
        for pair, rest in zip(pairs, others, strict=True)
        for target in (pair.first, pair.second)
    ]
    answers = [saw for pair in pairs for saw in (pair.first_saw, ~pair.first_saw)]
    signals, members = np.concatenate(shown), np.concatenate(answers)
    if len(members) > MOST_LEARNT:
        chosen = np.random.default_rng(seed).choice(len(members), MOST_LEARNT, replace=False)
        signals, members = signals[chosen], members[chosen]
    trees = HistGradientBoostingClassifier(
        max_iter=60,
        max_leaf_nodes=8,
        min_samples_leaf=50,
        l2_regularization=1.0,
        early_stopping=False,
        random_state=seed,
    )
    attackers = (trees, make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=200)))
    seen = [_signals(confidence, rest) for rest in others]
    with threadpool_limits(1):  # threads that wait for each other take longer than the little work
        for attacker in attackers:
            attacker.fit(signals, members)
        return np.asarray(sum(attacker.decision_function(part) for attacker in attackers for part in seen))


def true_positive_rate(members: NDArray[np.float64], others: NDArray[np.float64], at: float) -> float:
    """Share of members above all but a share ``at`` of the others; a tie does not count as above."""
    falsely = int(np.floor(at * len(others)))
    threshold = np.partition(others, len(others) - 1 - falsely)[len(others) - 1 - falsely]
    return float(np.mean(members > threshold))


def _signals(target: Confidence, pairs: Sequence[Pair]) -> Signals:
    """The target's confidence against that of the pairs: in detail at the row itself, and around it."""
    inside = np.array([pair.inside for pair in pairs])
    outside = np.array([pair.outside for pair in pairs])
    sure, sure_inside, sure_outside = _logit(target), _logit(inside), _logit(outside)
    saw, saw_not = sure_inside.mean(axis=0), sure_outside.mean(axis=0)
    more, less, ratio = sure - saw_not, sure - saw, ratio_to_normal(target, pairs)
    spread, spread_not = (
        np.sqrt(each[:, 0].var(axis=0) + LEAST_VARIANCE) for each in (sure_inside, sure_outside)
    )
    detail = (
        *(inside[:, 0].mean(axis=0), outside[:, 0].mean(axis=0), sure[0], saw[0], saw_not[0]),
        *(more[0] / spread_not, less[0] / spread, spread, spread_not),
        *(outside[:, 0].max(axis=0), inside[:, 0].min(axis=0), np.abs(more[0]), np.abs(less[0])),
    )
    over_looks = (
        more.mean(axis=0),
        less.mean(axis=0),
        ratio.mean(axis=0),
        ratio.min(axis=0),
        ratio.max(axis=0),
    )
    return np.column_stack([*detail, *over_looks, *target, *more, *less, *ratio, *(saw - saw_not)])


def _logit(confidence: Confidence) -> NDArray[np.float64]:
    bounded = np.clip(confidence, FLOOR, 1 - FLOOR)
    return np.asarray(np.log(bounded) - np.log1p(-bounded))
