"""Whether training rows carry a trigger, and whether they look like the class that they are labelled as."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.profile.answer import Positions
from mlsec_nb.profile.attacks.hunt import Codes, Points
from mlsec_nb.profile.attacks.triggers import Parts, Trigger

NEAR = 0.1
"""Tolerance of a trigger's values, in standard deviations."""

FEWEST = 4
PURE = 0.9
"""Share of the rows with a part of a trigger that have its class."""

LEAST_SHARE = 0.6
MOST_LIKELY_BY_CHANCE = 1e-4


@dataclass(frozen=True, slots=True, eq=False)
class Carriers:
    """Training rows that have a trigger's values.

    Attributes
    ----------
    rows
        Their positions among those looked at.
    columns, values
        What they have in common, the trigger's own columns among it.
    contradicting
        Share of them that looks like another class without those columns.
    usual
        The same share among other rows of the class.
    p_value
        Of the difference (Fisher's exact test).
    """

    rows: Positions
    columns: tuple[int, ...]
    values: tuple[float, ...]
    contradicting: float
    usual: float
    p_value: float

    @property
    def convicting(self) -> bool:
        """Whether they were labelled against what they look like, far more often than others."""
        clear = self.contradicting >= LEAST_SHARE and self.usual <= self.contradicting / 3
        return len(self.rows) >= FEWEST and clear and self.p_value < MOST_LIKELY_BY_CHANCE


def carried(rows: Points, labels: Codes, trigger: Trigger) -> Parts:
    """The part of a trigger that most training rows carry together, and hardly any but those of its class.

    Of two columns at least; empty when there is none.

    A forest spreads over many columns what decides: the best substitution mixes columns of a patch with
    columns of the class, and no row carries all of them.
    """
    spread = np.maximum(rows.std(axis=0), 1e-12)
    parts = tuple(zip(trigger.columns, trigger.values, strict=True))
    held = np.array([np.abs(rows[:, column] - value) <= NEAR * spread[column] for column, value in parts])
    own = labels == trigger.target
    best = 0.0
    found: Parts = ()
    for size in range(2, len(parts)):
        for places in combinations(range(len(parts)), size):
            together = held[list(places)].all(axis=0)
            count = int((together & own).sum())
            if count < FEWEST or count < PURE * together.sum():
                continue
            if (worth := size * count**0.5) > best:
                best, found = worth, tuple(parts[place] for place in places)
    return found


def carriers(rows: Points, labels: Codes, trigger: Trigger, seed: int) -> Carriers:
    """Find the training rows with a trigger's values, and judge them by all their other columns."""
    spread = rows.std(axis=0)
    having = np.ones(len(rows), dtype=bool)
    for column, value in zip(trigger.columns, trigger.values, strict=True):
        having &= np.abs(rows[:, column] - value) <= NEAR * max(spread[column], 1e-12)
    having &= labels == trigger.target
    found = np.flatnonzero(having)
    if len(found) < FEWEST:
        return Carriers(found, trigger.columns, trigger.values, 0.0, 0.0, 1.0)
    common = _common(rows, found, spread, trigger)
    left = np.setdiff1d(np.arange(rows.shape[1]), common)
    if not len(left):
        return Carriers(found, trigger.columns, trigger.values, 0.0, 0.0, 1.0)
    against = _looks_like(rows[:, left], labels, seed) != labels
    rest = (labels == trigger.target) & ~having
    values = tuple(float(np.median(rows[found, column])) for column in common)
    hits, others = int(against[found].sum()), int(against[rest].sum())
    p_value = _fisher(hits, len(found), others, int(rest.sum()))
    usual = others / max(int(rest.sum()), 1)
    return Carriers(found, tuple(map(int, common)), values, hits / len(found), usual, p_value)


def _common(
    rows: Points, found: Positions, spread: NDArray[np.float64], trigger: Trigger
) -> NDArray[np.int64]:
    """Columns that are the same in the carriers but not in all rows: the whole of a patch."""
    middle = np.median(rows[found], axis=0)
    near = np.abs(rows - middle) <= NEAR * np.maximum(spread, 1e-12)
    alike = (near[found].mean(axis=0) >= 0.9) & (near.mean(axis=0) <= 0.5) & (spread > 0)
    return np.union1d(np.flatnonzero(alike), trigger.columns)


def _looks_like(rows: Points, labels: Codes, seed: int) -> Codes:
    """The class of each row by trees that did not see it."""
    from sklearn.ensemble import ExtraTreesClassifier

    trees = ExtraTreesClassifier(100, bootstrap=True, oob_score=True, min_samples_leaf=2, random_state=seed)
    trees.fit(rows, labels)
    votes = np.nan_to_num(trees.oob_decision_function_)
    return np.asarray(trees.classes_[votes.argmax(axis=1)], dtype=np.int64)


def _fisher(hits: int, n: int, other_hits: int, other_n: int) -> float:
    from scipy.stats import fisher_exact

    table = [[hits, n - hits], [other_hits, other_n - other_hits]]
    return float(fisher_exact(table, alternative="greater")[1])
