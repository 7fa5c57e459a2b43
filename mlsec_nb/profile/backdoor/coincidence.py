"""Patterns that go with one class and with nothing else: triggers on rows whose label is right.

Nothing contradicts the label of such rows. What sets them apart from a natural group is that natural groups
differ from the rest of their class in many columns, rows with a trigger in the trigger's columns only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.profile.backdoor.group import Group
from mlsec_nb.profile.backdoor.patterns import Mask, Pattern

PURE = 0.8
MOST_OF_CLASS = 0.6
MOST_TESTED = 100
SPARSE = 0.1
"""Share of the columns that a trigger may change."""

FEWEST_COLUMNS = 4
PENALTY = 1.5
ELSEWHERE = 0.5
"""Factor for each of the first rows of other classes that hold the pattern as well."""


@dataclass(frozen=True, slots=True)
class Coincidence:
    """A group, and how far it exceeds what the other classes show, in standard errors and after the penalty.

    It is ``repeated`` when its pattern is a value of a column in which values hardly repeat.
    """

    group: Group
    excess: float
    score: float
    repeated: bool


def coincidences(
    held: Mask, found: list[Pattern], labels: NDArray[np.int64], features: NDArray[np.float32], fewest: int
) -> list[Coincidence]:
    """The single patterns that go with one class, the most unnatural first."""
    total = held.sum(axis=0)
    listed = []
    for label in range(int(labels.max()) + 1):
        own = labels == label
        inside = held[own].sum(axis=0)
        outside = total - inside
        expected = own.sum() * (outside + 1) / max(1, (~own).sum())
        excess = (inside - expected) / np.sqrt(expected + 1)
        fits = (inside >= fewest) & (inside >= PURE * total) & (inside <= MOST_OF_CLASS * own.sum())
        for place in np.argsort(np.where(fits, -excess, np.inf), kind="stable")[:MOST_TESTED]:
            if not fits[place]:
                break
            rows = np.flatnonzero(held[:, place] & own)
            group = Group(label, (found[place],), rows, float(inside[place] / total[place]), 1.0, 0.0)
            patch = not found[place].column
            rest = 1.0 if patch else _rest(features, own, held[:, place])
            score = float(excess[place]) * np.exp(-PENALTY * max(0.0, rest - 1))
            score *= ELSEWHERE ** min(float(outside[place]), 3.0)
            listed.append(Coincidence(group, float(excess[place]), float(score), found[place].repeated))
    return sorted(listed, key=lambda coincidence: (not coincidence.repeated, -coincidence.score))


def _rest(features: NDArray[np.float32], own: Mask, holds: Mask) -> float:
    """How much the group differs from its class in all but the most different columns; near 1 by chance."""
    group, rest = features[own & holds], features[own & ~holds]
    if len(rest) < 2 or features.shape[1] <= FEWEST_COLUMNS:
        return 1.0
    spread = np.sqrt(rest.var(axis=0) * (1 / len(group) + 1 / len(rest))) + 1e-3
    different = np.sort(np.abs(group.mean(axis=0) - rest.mean(axis=0)) / spread)
    most = max(FEWEST_COLUMNS, int(SPARSE * features.shape[1]))
    return float(different[:-most].mean())
