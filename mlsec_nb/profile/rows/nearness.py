"""How much nearer a row's nearest neighbour is than its next ones: altered copies stand out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NEXT = 6
"""Neighbours whose mean distance, the first one left out, is the local scale."""


@dataclass(frozen=True, slots=True)
class Nearness:
    """For each row its nearest other row, and its distance as a ratio to the local scale.

    ``dimension`` is how many dimensions the rows fill (Levina and Bickel, NeurIPS 2004).
    """

    partner: NDArray[np.int64]
    ratio: NDArray[np.float64]
    dimension: float = 1.0

    def chance(self, expected: float) -> float:
        """The ratio below which so many rows are expected by chance alone."""
        return float((expected / max(1, NEXT * len(self.ratio))) ** (1 / self.dimension))


def nearness(rows: NDArray[np.float32], others: NDArray[np.float32], *, same: bool = False) -> Nearness:
    """Compare rows with others, or (``same``) with all but themselves."""
    from sklearn.neighbors import NearestNeighbors

    count = min(NEXT + 1 + same, len(others))
    if count < 3 + same or not rows.shape[1] or not len(rows):
        return Nearness(np.full(len(rows), -1), np.ones(len(rows)))
    found = NearestNeighbors(n_neighbors=count, n_jobs=-1).fit(others)
    distances, indices = found.kneighbors(rows)
    if same:
        distances, indices = _without_self(distances, indices)
    scale = distances[:, 1:].mean(axis=1)
    ratio = np.where(scale > 0, distances[:, 0] / np.maximum(scale, 1e-12), 1.0)
    return Nearness(indices[:, 0], ratio, _dimension(distances))


def _dimension(distances: NDArray[np.float64]) -> float:
    farthest = distances[:, -1:]
    logs = np.log(np.maximum(farthest, 1e-12) / np.maximum(distances[:, 1:-1], 1e-12))
    spread = np.median(logs.mean(axis=1)) if logs.size else 1.0
    return float(np.clip(1 / max(spread, 1e-3), 1, 100))


def _without_self(
    distances: NDArray[np.float64], indices: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Leave out each row itself, which need not be the first among equals."""
    own = indices == np.arange(len(indices))[:, None]
    own[~own.any(axis=1), -1] = True
    kept = ~own
    shape = (len(indices), indices.shape[1] - 1)
    return distances[kept].reshape(shape), indices[kept].reshape(shape)
