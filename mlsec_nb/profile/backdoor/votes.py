"""What neighbours say of a group of rows when the group itself is left out.

Rows that share a trigger are each other's witnesses: any model that saw them believes their label. When they
are left out as a group, only the rest speaks, and rows of another class are recognised, whatever the trigger.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.profile.answer import Positions

NEIGHBOURS = 11
FAR = 4.0
MOST_REFERENCE = 2_500
MOST_ASKED = 150
"""Rows of a group that are asked about."""


class Votes:
    """Shares of the classes among the nearest rows outside of a group.

    Parameters
    ----------
    features
        (n, d), standardised.
    labels
        (n,) class numbers from 0.
    random
        Chooses the rows that vote when there are many.
    """

    def __init__(
        self, features: NDArray[np.float32], labels: NDArray[np.int64], random: np.random.Generator
    ) -> None:
        clipped = np.clip(features, -FAR, FAR)
        n = len(labels)
        self._features = clipped
        self.labels = labels
        self.classes = int(labels.max()) + 1
        few = n <= MOST_REFERENCE
        self._voters = np.arange(n) if few else np.sort(random.choice(n, MOST_REFERENCE, replace=False))
        voters = clipped[self._voters]
        squares = (clipped**2).sum(axis=1)
        self._distances = clipped @ voters.T  # squared distances, made in place: this is the largest array
        self._distances *= -2
        self._distances += squares[:, None]
        self._distances += squares[self._voters][None, :]
        place = np.full(n, -1)
        place[self._voters] = np.arange(len(self._voters))
        own = np.flatnonzero(place >= 0)
        self._distances[own, place[own]] = np.inf
        self._place = place

    def of(
        self, rows: Positions, left_out: Positions, without: Positions | None = None
    ) -> NDArray[np.float32]:
        """(rows, classes) shares of the votes; rows that are left out do not vote.

        ``without`` are features that do not count: those of a trigger may look like its class.
        """
        silent = self._place[left_out]
        distances = self._distances[rows]
        for feature in without if without is not None else ():
            values = self._features[:, feature]
            distances -= (values[rows][:, None] - values[self._voters][None, :]) ** 2
        distances[:, silent[silent >= 0]] = np.inf
        count = min(NEIGHBOURS, distances.shape[1] - 1)
        nearest = np.argpartition(distances, count, axis=1)[:, :count]
        votes = np.zeros((len(rows), self.classes), np.float32)
        labels = self.labels[self._voters[nearest]]
        np.add.at(votes, (np.repeat(np.arange(len(rows)), count), labels.ravel()), 1 / count)
        return votes

    def all(self) -> NDArray[np.float32]:
        """(n, classes) votes about every row, only the row itself left out."""
        rows = np.arange(len(self.labels))
        blocks = [
            self.of(block, np.empty(0, np.int64)) for block in np.array_split(rows, max(1, len(rows) // 500))
        ]
        return np.concatenate(blocks)

    def cluster(self, centre: int, size: int, among: Positions) -> Positions:
        """The rows of ``among`` that vote and are nearest to a row: a natural group."""
        voting = among[self._place[among] >= 0]
        distances = self._distances[centre, self._place[voting]]
        return voting[np.argsort(distances, kind="stable")[:size]]
