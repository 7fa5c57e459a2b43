"""Decisions are enough: walking along the edge of a class, all rows at once.

After HopSkipJump (Chen et al., 2020), started from the nearest row of another class; in between, single
columns are put back to where they were, which shortens the way around the corners of trees.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.profile.attacks.hunt import Hunt

PROBES = 24
STRETCHES = np.array([1.0, 0.5, 0.25, 0.12, 0.06, 0.03])
COLUMNS = 4
"""Columns that are tried in one call."""

NUDGES = 4
MOST_PREFIXES = 40


def refine(
    hunt: Hunt, budget: int, random: np.random.Generator, late: Callable[[], bool] = lambda: False
) -> None:
    """Shorten what was found until the queries for each source are spent.

    Parameters
    ----------
    budget
        Queries for each source, those already spent included.
    late
        Whether to stop all the same.
    """
    if not hunt.found.any():
        return
    put_back(hunt, budget)
    gains = {"edge": 1.0, "columns": 1.0}
    number = 0
    while True:
        number += 1
        way = "edge" if gains["edge"] >= gains["columns"] else "columns"
        before, spent = _total(hunt), hunt.queries
        cost = PROBES + len(STRETCHES) + 7 if way == "edge" else 2 * COLUMNS * NUDGES
        if hunt.queries + cost > budget or late():
            return
        if way == "edge":
            along_edge(hunt, number, random)
        else:
            nudge_columns(hunt, random)
        gain = (before - _total(hunt)) / max(before, 1e-12) / max(hunt.queries - spent, 1)
        gains[way] = gain
        other = "columns" if way == "edge" else "edge"
        gains[other] = gains[other] * 0.7 + 1e-7 + 0.3 * gain  # a way that was poor once is tried again later


def put_back(hunt: Hunt, budget: int, rounds: int = 3) -> None:
    """Set as many columns as possible back to the source's value at once, the least moved first."""
    _, d = hunt.sources.shape
    for _ in range(rounds):
        tried = min(d, budget - hunt.queries, MOST_PREFIXES)
        if tried < 1:
            return
        order = np.argsort(np.abs(hunt.best - hunt.sources), axis=1)
        place = np.argsort(order, axis=1)  # of each column in that order
        lengths = np.unique(np.linspace(1, d, tried).astype(int))
        back = place[:, None, :] < lengths[None, :, None]
        if not hunt.offer(np.where(back, hunt.sources[:, None], hunt.best[:, None])).any():
            return


def nudge_columns(hunt: Hunt, random: np.random.Generator) -> None:
    """Move single columns back, all the way or in part, those that are far away more often."""
    n, d = hunt.sources.shape
    count = min(COLUMNS, d)
    every = np.arange(n)[:, None]
    for _ in range(NUDGES):
        away = np.abs(hunt.best - hunt.sources)
        column = np.argpartition(-away * random.random((n, d)), count - 1, axis=1)[:, :count]
        trials = np.repeat(hunt.best[:, None], 2 * count, axis=1)
        home = hunt.sources[every, column]
        move = hunt.best[every, column] - home
        for i, part in enumerate((0.0, 0.6)):
            trials[every, np.arange(count)[None, :] + i * count, column] = home + part * move
        hunt.offer(trials)


def along_edge(hunt: Hunt, number: int, random: np.random.Generator) -> None:
    """Estimate the edge's normal from decisions nearby, go along it, and back towards the source."""
    n, d = hunt.sources.shape
    reach = np.where(hunt.found, hunt.distance, 0.0)
    directions = random.normal(size=(n, PROBES, d))
    half = number % 2 == 0 and d > 8
    if half:  # columns that matter little hide the few that do
        away = np.abs(hunt.best - hunt.sources)
        directions *= (away > np.median(away, axis=1, keepdims=True))[:, None] + 0.1
    directions /= np.linalg.norm(directions, axis=2, keepdims=True)
    radius = np.maximum(reach * (0.15 if half else 0.06), 1e-6)
    votes = np.where(hunt.differs(hunt.best[:, None] + radius[:, None, None] * directions), 1.0, -1.0)
    votes -= np.where(np.abs(votes.mean(axis=1)) < 1, votes.mean(axis=1), 0.0)[:, None]
    normal = _unit(np.einsum("nm,nmd->nd", votes, directions))
    step = reach / np.sqrt(number)
    trials = hunt.best[:, None] + (STRETCHES[None, :] * step[:, None])[:, :, None] * normal[:, None]
    differs = hunt.differs(trials)
    first, any_differs = differs.argmax(axis=1), np.asarray(differs.any(axis=1))
    ahead = np.where(any_differs[:, None], trials[np.arange(n), first], hunt.best)
    hunt.offer(hunt.narrowed(ahead[:, None], steps=6))


def _total(hunt: Hunt) -> float:
    return float(np.log(np.maximum(hunt.distance[hunt.found], 1e-9)).sum()) + 25 * int(hunt.found.sum())


def _unit(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12))
