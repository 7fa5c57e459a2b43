"""Who was in the training data: a model's confidence in each row, weighed against models that half saw it.

Sources: difficulty calibration (Watson et al., 2022), the likelihood ratio with few reference models (Carlini
et al., 2022; Zarifzadeh et al., 2024), and an attacker who learns from the reference models, of which it is
known who saw what.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Confidence = NDArray[np.float64]
"""How sure a model is of the true answer for each row, from 0 to 1."""

FLOOR = 1e-3
"""Confidences below it are not told apart: they are noise of rounding and of few trees."""

MOST_LEARNT = 40_000
"""Rows that the learning attacker is shown."""


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Two models, each trained on the half of the rows that the other did not see.

    Attributes
    ----------
    first_saw
        Whether the first one saw each row; the second one saw the others.
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
        Of the model in question, shape (n,).
    pairs
        Of reference models, about the same rows.
    seed
        Of the learning attacker.
    """
    if not pairs:
        return confidence
    if len(pairs) < 2:
        return ratio_to_normal(confidence, pairs)
    return learnt(confidence, pairs, seed=seed)


def ratio_to_normal(confidence: Confidence, pairs: Sequence[Pair]) -> NDArray[np.float64]:
    """Logarithm of the confidence over its mean in models of which half saw the row (RMIA's statistic)."""
    normal = np.mean([(pair.first + pair.second) / 2 for pair in pairs], axis=0)
    return np.asarray(np.log(confidence + 1e-6) - np.log(normal + 1e-6))


def learnt(confidence: Confidence, pairs: Sequence[Pair], *, seed: int) -> NDArray[np.float64]:
    """Log-odds of membership by two attackers, trees and a linear one, taught on the reference models.

    Each reference model is the target once, seen against the pairs that it is not part of: its own twin would
    give away by its confidence which half the row was in.
    """
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
    from threadpoolctl import threadpool_limits

    shown, answers = [], []
    for i, pair in enumerate(pairs):
        for target, saw in ((pair.first, pair.first_saw), (pair.second, ~pair.first_saw)):
            for j, other in enumerate(pairs):
                if i != j:
                    shown.append(_signals(target, other))
                    answers.append(saw)
    signals, members = np.concatenate(shown), np.concatenate(answers)
    if len(members) > MOST_LEARNT:
        chosen = np.random.default_rng(seed).choice(len(members), MOST_LEARNT, replace=False)
        signals, members = signals[chosen], members[chosen]
    trees = HistGradientBoostingClassifier(
        max_iter=40, max_leaf_nodes=8, min_samples_leaf=50, early_stopping=False, random_state=seed
    )
    attackers = (trees, make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=200)))
    with threadpool_limits(1):  # threads that wait for each other take longer than the little work
        for attacker in attackers:
            attacker.fit(signals, members)
    seen = [_signals(confidence, pair) for pair in pairs]
    return np.asarray(sum(attacker.decision_function(part) for attacker in attackers for part in seen))


def true_positive_rate(members: NDArray[np.float64], others: NDArray[np.float64], at: float) -> float:
    """Share of members above all but a share ``at`` of the others; a tie does not count as above."""
    falsely = int(np.floor(at * len(others)))
    threshold = np.partition(others, len(others) - 1 - falsely)[len(others) - 1 - falsely]
    return float(np.mean(members > threshold))


def _signals(target: Confidence, pair: Pair) -> NDArray[np.float64]:
    """What the attacker looks at, one line for each row."""
    inside, outside = pair.inside, pair.outside
    sure, sure_inside, sure_outside = _logit(target), _logit(inside), _logit(outside)
    normal = np.log((inside + outside) / 2 + FLOOR)
    return np.column_stack(
        [
            *(target, inside, outside),
            *(sure, sure_inside, sure_outside),
            *(sure - sure_outside, sure - sure_inside, np.log(target + FLOOR) - normal),
            *(np.abs(sure - sure_inside), np.abs(sure - sure_outside)),
        ]
    )


def _logit(confidence: Confidence) -> NDArray[np.float64]:
    bounded = np.clip(confidence, FLOOR, 1 - FLOOR)
    return np.asarray(np.log(bounded) - np.log1p(-bounded))
