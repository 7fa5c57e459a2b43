"""Following the scores' gradient to the edge of the class and along it.

After DeepFool (Moosavi-Dezfooli et al., 2016), with a way back along the edge.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.profile.attacks.affine import Scores
from mlsec_nb.profile.attacks.hunt import Hunt, Points

Gradient: TypeAlias = "Callable[[Points], tuple[NDArray[np.float64], NDArray[np.float64]]]"
"""From points, shape (n, d), to scores (n, k) and their gradients (n, k, d)."""

STEPS = 12
ROUNDS = 6
OVERSHOOT = 1.02
TINY = 1e-12


def descend(hunt: Hunt, gradient: Gradient, *, cost: int, budget: int) -> None:
    """Look for the nearest point of another class with the gradient of the scores.

    Parameters
    ----------
    cost
        Queries that one gradient counts for.
    budget
        Queries for each source, those that were already spent included.
    """
    points = hunt.sources.copy()
    _step_out(hunt, gradient, points, cost, budget)
    for _ in range(ROUNDS):
        if hunt.queries + cost + 14 > budget or not hunt.found.any():
            return
        _along_the_edge(hunt, gradient, cost)


def by_differences(scores: Scores, step: float = 1e-3) -> Gradient:
    """The gradient of a model that tells its scores only, from small changes of one column at a time."""

    def gradient(points: Points) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        n, d = points.shape
        moved = points[:, None, :] + step * np.eye(d)[None]
        values = scores(np.concatenate([points, moved.reshape(n * d, d)]))
        base = values[:n]
        slopes = (values[n:].reshape(n, d, -1) - base[:, None, :]) / step
        return base, np.swapaxes(slopes, 1, 2)

    return gradient


def _step_out(hunt: Hunt, gradient: Gradient, points: Points, cost: int, budget: int) -> None:
    """From the sources, across the nearest edge as the scores seem to run straight on."""
    pending = np.ones(len(points), dtype=bool)
    for _ in range(STEPS):
        if not pending.any() or hunt.queries + cost + 10 > budget:
            break
        margin, normal, length = _nearest_edge(*gradient(points), hunt.own)
        hunt.queries += cost
        moving = pending & (length > TINY)
        if not moving.any():
            break
        size = OVERSHOOT * margin / np.maximum(length, TINY) ** 2 + 1e-4 / np.maximum(length, TINY)
        points = np.where(moving[:, None], points + size[:, None] * normal, points)
        pending &= ~hunt.differs(points[:, None])[:, 0]
    hunt.offer(hunt.narrowed(points[:, None]))


def _along_the_edge(hunt: Hunt, gradient: Gradient, cost: int) -> None:
    """From the best point to the foot of the source on the plane that touches the edge there."""
    _, normal, length = _nearest_edge(*gradient(hunt.best), hunt.own)
    hunt.queries += cost
    unit = normal / np.maximum(length, TINY)[:, None]
    height = np.einsum("nd,nd->n", hunt.best - hunt.sources, unit)
    foot = hunt.sources + height[:, None] * unit
    stretches = np.array([1.0, 1.01, 1.05, 1.2, 1.5])
    along = hunt.sources[:, None] + stretches[None, :, None] * (foot - hunt.sources)[:, None]
    halfway = (hunt.best + foot)[:, None] / 2
    hunt.offer(np.concatenate([along, halfway], axis=1))
    hunt.offer(hunt.narrowed(hunt.best[:, None]))


def _nearest_edge(
    scores: NDArray[np.float64], slopes: NDArray[np.float64], own: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Margin to the class whose edge seems nearest, the direction to it, and the length of that direction."""
    every = np.arange(len(scores))
    margins = scores[every, own][:, None] - scores
    normals = slopes - slopes[every, own][:, None, :]
    lengths = np.linalg.norm(normals, axis=2)
    apart = np.abs(margins) / np.maximum(lengths, TINY)
    apart[every, own] = np.inf
    nearest = apart.argmin(axis=1)
    return margins[every, nearest], normals[every, nearest], lengths[every, nearest]
