"""For each row the other row that it agrees with in most columns, without comparing all pairs.

Rows that are equal but for a few columns are equal in some small random set of columns (a band): rows are
compared only with those of the same band, in several bands.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.profile.rows.hashing import Hashes

BANDS = 24
SELECTIVE = 0.9
"""A band has enough columns when this share of the rows differ in it."""

CANDIDATES = 8
"""Rows of the same band that are compared with, the next ones in its order."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """For each row the best partner found (-1 for none) and the share of columns in which they are equal."""

    partner: NDArray[np.int64]
    share: NDArray[np.float64]


def best_agreement(
    values: Hashes, others: Hashes, *, random: np.random.Generator, same: bool = False
) -> Agreement:
    """Compare rows with others.

    Parameters
    ----------
    values, others
        (rows, columns) numbers of the values; columns that are constant in ``others`` do not count.
    random
        Draws the bands.
    same
        Whether both are the same rows: a row is then no partner of its own.
    """
    varied = np.array([len(np.unique(others[:, place])) > 1 for place in range(others.shape[1])], dtype=bool)
    values, others = values[:, varied], others[:, varied]
    partner, best = np.full(len(values), -1), np.zeros(len(values))
    if not varied.any() or not len(values) or not len(others):
        return Agreement(partner, best)
    for band in _bands(others, random):
        keys = _combined(others[:, band])
        order = np.argsort(keys, kind="stable")
        wanted = _combined(values[:, band])
        first = np.searchsorted(keys[order], wanted)
        for step in range(CANDIDATES):
            place = np.minimum(first + step, len(order) - 1)
            other = order[place]
            meets = (keys[other] == wanted) & (first + step < len(order))
            if same:
                meets &= other != np.arange(len(values))
            _improve(values, others, np.flatnonzero(meets), other, partner, best)
    return Agreement(partner, best)


def _improve(
    values: Hashes,
    others: Hashes,
    rows: NDArray[np.int64],
    other: NDArray[np.int64],
    partner: NDArray[np.int64],
    best: NDArray[np.float64],
) -> None:
    """Keep the partners that agree in more columns than those known so far."""
    if not rows.size:
        return
    share = (values[rows] == others[other[rows]]).mean(axis=1)
    better = share > best[rows]
    partner[rows[better]] = other[rows[better]]
    best[rows[better]] = share[better]


def _bands(others: Hashes, random: np.random.Generator) -> list[NDArray[np.int64]]:
    """Random sets of columns, each large enough to tell most rows apart, at most a third of all."""
    width, most = others.shape[1], max(1, others.shape[1] // 3)
    looked_at = others[:: max(1, len(others) // 2_000)]
    bands = []
    for _ in range(BANDS):
        order = random.permutation(width)
        size = 1
        while size < most and len(np.unique(_combined(looked_at[:, order[:size]]))) < SELECTIVE * len(
            looked_at
        ):
            size += max(1, size // 2)
        bands.append(order[: min(size, most)])
    return bands


def _combined(values: Hashes) -> Hashes:
    factors = np.arange(1, 2 * values.shape[1], 2, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    return np.asarray((values * factors).sum(axis=1, dtype=np.uint64))
