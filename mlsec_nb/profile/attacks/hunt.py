"""The search for the nearest row of another class: what was found so far for each source, and its cost."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Points: TypeAlias = NDArray[np.float64]
Codes: TypeAlias = NDArray[np.int64]
Decide: TypeAlias = Callable[[Points], Codes]

BISECTIONS = 8


class Hunt:
    """Sources, the nearest point of another class found for each, and queries spent on each.

    All sources are asked about in one call, so that a model's overhead is paid once.

    Parameters
    ----------
    decide
        From points, shape (m, d), to classes.
    sources
        Shape (n, d), in units of distance.
    own
        The class that the model decides for at each source.

    Attributes
    ----------
    best
        The nearest points of another class, shape (n, d); the source itself where none was found.
    distance
        How far they are; infinite where none was found.
    queries
        Points asked about for each source.
    """

    def __init__(self, decide: Decide, sources: Points, own: Codes) -> None:
        self.decide = decide
        self.sources = sources
        self.own = own
        self.best = sources.copy()
        self.distance = np.full(len(sources), np.inf)
        self.queries = 0

    @property
    def found(self) -> NDArray[np.bool_]:
        """For which sources there is a point of another class."""
        return np.asarray(np.isfinite(self.distance))

    def differs(self, points: Points) -> NDArray[np.bool_]:
        """Whether each of the points, shape (n, m, d), is of another class than its source."""
        n, m, d = points.shape
        self.queries += m
        return np.asarray(self.decide(points.reshape(n * m, d)).reshape(n, m) != self.own[:, None])

    def offer(self, points: Points) -> NDArray[np.bool_]:
        """Keep the points, shape (n, m, d), that are nearer than the best; says for which sources one was."""
        distance = np.linalg.norm(points - self.sources[:, None], axis=2)
        distance[~self.differs(points)] = np.inf
        nearest = distance.argmin(axis=1)
        every = np.arange(len(points))
        better: NDArray[np.bool_] = distance[every, nearest] < self.distance
        self.best[better] = points[every, nearest][better]
        self.distance[better] = distance[every, nearest][better]
        return better

    def narrowed(self, points: Points, steps: int = BISECTIONS) -> Points:
        """Points of another class, shape (n, m, d), moved towards their sources to the edge of the class."""
        near = np.zeros(points.shape[:2])
        far = np.ones(points.shape[:2])
        origin = self.sources[:, None]
        for _ in range(steps):
            middle = (near + far) / 2
            differs = self.differs(origin + middle[:, :, None] * (points - origin))
            far, near = np.where(differs, middle, far), np.where(differs, near, middle)
        return origin + far[:, :, None] * (points - origin)

    def start(self, others: Points, classes: Codes, candidates: int = 5) -> None:
        """Begin at the nearest known rows of another class, moved to the edge."""
        from scipy.spatial.distance import cdist

        apart = cdist(self.sources, others)
        apart[classes[None, :] == self.own[:, None]] = np.inf
        nearest = np.argsort(apart, axis=1)[:, :candidates]
        reachable = np.isfinite(np.take_along_axis(apart, nearest, axis=1))
        starts = np.where(reachable[:, :, None], others[nearest], self.sources[:, None])
        self.offer(self.narrowed(starts))
        self.offer(starts)  # where rounding on the way lost the class
