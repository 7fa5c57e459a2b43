"""Models whose scores are affine in the row: the nearest row of another class is known exactly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.profile.attacks.hunt import Codes, Points

Scores = Callable[[Points], NDArray[np.float64]]

TOLERANCE = 1e-4
"""Of the largest score, by which an affine guess may be off."""

BEYOND = np.array([1e-6, 1e-4, 1e-3])
"""How far past the edge examples are put, relative to their distance: rounding may undo the first."""


@dataclass(frozen=True, slots=True, eq=False)
class Affine:
    """Scores ``points @ weights.T + offsets``, up to what all classes have in common."""

    weights: NDArray[np.float64]
    offsets: NDArray[np.float64]

    def nearest(self, points: Points, own: Codes) -> Points:
        """Points just beyond the projections onto the nearest hyperplane, shape (n, len(BEYOND), d)."""
        every = np.arange(len(points))
        scores = points @ self.weights.T + self.offsets
        gaps = scores[every, own][:, None] - scores
        normals = self.weights[None, :, :] - self.weights[own][:, None, :]
        lengths = np.linalg.norm(normals, axis=2)
        lengths[lengths == 0] = np.nan
        apart = gaps / lengths
        apart[every, own] = np.nan
        reachable = ~np.isnan(apart).all(axis=1)
        towards = np.where(reachable, np.argmin(np.where(np.isnan(apart), np.inf, apart), axis=1), own)
        step = np.where(reachable, apart[every, towards], 0.0)
        direction = np.nan_to_num(normals[every, towards] / lengths[every, towards][:, None])
        sizes = step[:, None] * (1 + BEYOND) + 1e-9
        return np.asarray(points[:, None] + sizes[:, :, None] * direction[:, None])


def affine(scores: Scores, points: Points) -> Affine | None:
    """Ask the model whether its scores are affine: d + 1 questions to find out how, the points to prove it.

    Parameters
    ----------
    scores
        From points, shape (m, d), to what the class is the largest of, shape (m, classes).
    points
        Real rows, shape (n, d); the answer is believed only when it holds at all of them.
    """
    centre = points.mean(axis=0)
    steps = np.maximum(points.std(axis=0), 1e-3)
    probes = np.vstack([centre, centre + np.diag(steps)])
    at = _relative(scores(probes))
    weights = ((at[1:] - at[0]) / steps[:, None]).T
    offsets = at[0] - weights @ centre
    truth = _relative(scores(points))
    guessed = points @ weights.T + offsets
    # Beyond 30, probabilities are too close to 0 and 1 to tell their logarithm.
    sound: NDArray[np.bool_] = np.all(np.isfinite(truth) & (np.abs(truth) < 30), axis=1)
    spread = np.abs(truth).max(initial=1e-12, where=sound[:, None])
    if sound.mean() < 0.2 or np.abs(guessed - truth)[sound].max() > TOLERANCE * max(spread, 1e-12):
        return None
    return Affine(weights, offsets) if np.abs(weights).max() > 0 else None


def _relative(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Scores against those of the first class: what is common to all does not decide."""
    return scores - scores[:, :1]
