"""Looks for the pattern whose rows contradict their label the most once they are left out as a group.

Candidates are single patterns and pairs of patterns that go with one class. For each, the rows of that class
that hold it are left out, and the rest of the data votes on them (:mod:`~mlsec_nb.profile.backdoor.votes`).
Ordinary rows are still recognised as their class; rows with a trigger look like rows of other classes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.profile.answer import Positions
from mlsec_nb.profile.backdoor.group import Group, order
from mlsec_nb.profile.backdoor.patterns import Mask, Pattern
from mlsec_nb.profile.backdoor.votes import FAR, MOST_ASKED, Votes
from mlsec_nb.profile.features import Features

MOST_PATTERNS = 700
MOST_CLASSES = 50
SINGLES, DOUBTED, JOINED = 40, 60, 40
"""Candidates for each class: pure or doubted patterns, pairs of doubted rows, pairs that meet too often."""

PURE = 0.6
MOST_OF_CLASS = 0.6
"""A group that is more of its class than this leaves no class behind that could recognise it."""

RECOGNISED = 0.3
"""How much more of the votes its own class must get for rows of a class than for others."""

MOST_AGAIN = 30
ENOUGH = 6
"""Features that must be left for the votes without those of the trigger."""

NULL_DRAWS = 50


class Search:
    """The candidates among the patterns, and what becomes of each when it is left out.

    Parameters
    ----------
    held
        (n, patterns) which row holds which pattern.
    found
        The patterns.
    features
        (n, d), standardised.
    labels
        (n,) class numbers from 0.
    belief
        (n,) how much the label is believed by models of few columns.
    votes
        The voters.
    fewest
        Rows of a group.
    check
        Called between steps; may raise to give up.
    """

    def __init__(
        self,
        held: Mask,
        found: list[Pattern],
        features: Features,
        labels: NDArray[np.int64],
        belief: NDArray[np.float64],
        votes: Votes,
        *,
        fewest: int,
        check: Callable[[], None],
    ) -> None:
        doubt = ((1 - belief) ** 4).astype(np.float32)
        kept = _promising(held, labels, doubt)
        self._held = held[:, kept].astype(np.float32)
        self._found = [found[place] for place in kept]
        columns = [pattern.column for pattern in self._found]
        index = {name: place for place, name in enumerate(dict.fromkeys(columns))}
        number = np.array([index[name] for name in columns])
        self._same = (number[:, None] == number[None, :]) | np.tri(len(number), dtype=bool)
        self._labels, self._doubt, self._votes = labels, doubt, votes
        self._fewest, self._check = fewest, check
        self._usual = votes.all()
        self._total = self._held.T @ self._held
        self._features = np.clip(features.matrix, -FAR, FAR)
        self._within = np.stack([self._features[labels == c].var(axis=0) for c in range(votes.classes)])
        self._origin = features.origin

    def contradicted(self) -> list[Group]:
        """Groups by how strongly they are contradicted, the strongest first.

        The first ones are voted on again without the columns of their trigger, whose values alone may make a
        row look like the class.
        """
        groups = [
            group
            for label in range(min(self._votes.classes, MOST_CLASSES))
            for pair in self._candidates(label)
            if (group := self._group(label, pair)) is not None
        ]
        groups.sort(key=order)
        return sorted([*map(self._again, groups[:MOST_AGAIN]), *groups[MOST_AGAIN:]], key=order)

    def natural_likeness(self, group: Group, random: np.random.Generator) -> NDArray[np.float64]:
        """The null: likeness of natural groups of the same size, a row and its nearest of the same class."""
        drawn = []
        without = self._without(group)
        outside = np.setdiff1d(np.arange(len(self._labels)), group.rows)
        for _ in range(NULL_DRAWS):
            self._check()
            centre = int(random.choice(outside))
            label = int(self._labels[centre])
            members = outside[self._labels[outside] == label]
            size = min(len(group.rows), int(MOST_OF_CLASS * len(members)))
            cluster = self._votes.cluster(centre, size, members)
            if len(cluster) >= min(self._fewest, size):
                votes = self._asked(cluster, cluster, without)
                drawn.append(self._likeness(label, cluster, votes, without)[0])
        return np.array(drawn)

    def _candidates(self, label: int) -> Iterator[tuple[int, int]]:
        """Pairs of patterns, the same twice for a single one, each once."""
        self._check()
        own = self._labels == label
        held, size = self._held[own], int(own.sum())
        count = held.T @ held
        single, other = np.diag(count), np.diag(self._total) - np.diag(count)
        fits = (count >= self._fewest) & (count >= PURE * self._total) & (count <= MOST_OF_CLASS * size)
        purity = single / np.maximum(single + other, 1)
        alone = np.where(np.diag(fits), purity * np.sqrt(single), 0)
        pairs = fits & ~self._same
        doubted = held.T @ (held * self._doubt[own][:, None]) / np.sqrt(self._total - count + 3)
        expected = np.outer(single, single) / max(1, size)
        elsewhere = np.outer(other, other) / max(1, len(own) - size)
        expected *= np.clip((self._total - count + 1) / (elsewhere + 1), 0.2, 5)
        together = (count - expected) / np.sqrt(expected + 1)
        listed = [(place, place) for place in _highest(alone, SINGLES)]
        listed += [
            (place, place) for place in _highest(np.where(np.diag(fits), np.diag(doubted), 0), SINGLES)
        ]
        for score, most in ((doubted, DOUBTED), (together, JOINED)):
            flat = _highest(np.where(pairs, score, 0).ravel(), most)
            listed += [(int(place) // len(single), int(place) % len(single)) for place in flat]
        return iter(dict.fromkeys(listed))

    def _group(self, label: int, pair: tuple[int, int]) -> Group | None:
        both = (self._held[:, pair[0]] > 0) & (self._held[:, pair[1]] > 0)
        rows = np.flatnonzero(both & (self._labels == label))
        if len(rows) < self._fewest:
            return None
        votes = self._asked(rows, rows)
        likeness, strength = self._likeness(label, rows, votes)
        trigger = tuple(self._found[place] for place in dict.fromkeys(pair))
        rest = ~np.isin(self._origin, [pattern.position for pattern in trigger])
        expected = float(votes.mean(axis=0) @ self._within[:, rest].sum(axis=1))
        spread = float(self._features[np.ix_(rows, rest)].var(axis=0).sum()) / expected if expected else 1.0
        return Group(label, trigger, rows, len(rows) / int(both.sum()), likeness, strength, spread)

    def _again(self, group: Group) -> Group:
        """The group, voted on without the columns of its trigger."""
        self._check()
        without = self._without(group)
        if not len(without):
            return group
        votes = self._asked(group.rows, group.rows, without)
        likeness, strength = self._likeness(group.label, group.rows, votes, without)
        return replace(group, likeness=likeness, strength=strength)

    def _without(self, group: Group) -> Positions:
        """The features of the columns of a trigger, when there are enough others."""
        features = np.flatnonzero(np.isin(self._origin, [pattern.position for pattern in group.trigger]))
        return features if len(self._origin) - len(features) >= ENOUGH else features[:0]

    def _asked(
        self, rows: Positions, left_out: Positions, without: Positions | None = None
    ) -> NDArray[np.float32]:
        """The votes about some of the rows."""
        asked = rows[np.linspace(0, len(rows) - 1, min(len(rows), MOST_ASKED)).astype(int)]
        return self._votes.of(asked, left_out, without)

    def _likeness(
        self, label: int, rows: Positions, votes: NDArray[np.float32], without: Positions | None = None
    ) -> tuple[float, float]:
        """Where a group's votes are between those of other classes (0) and its own (1), and how surely."""
        usual, others = self._usually(label, rows, without)
        known = float(usual.mean()) - others if usual.size else 0.0
        if known < RECOGNISED:
            return 1.0, 0.0  # a class that is hardly recognised cannot be contradicted
        mean = float(votes[:, label].mean())
        deviation = max(float(usual.std()), 0.1)
        return (mean - others) / known, (float(usual.mean()) - mean) / deviation * float(np.sqrt(len(votes)))

    def _usually(
        self, label: int, rows: Positions, without: Positions | None
    ) -> tuple[NDArray[np.float32], float]:
        """Votes for the class about its rows outside of the group, and their mean about rows of others."""
        own = self._labels == label
        others, own[rows] = ~own, False
        if without is None or not len(without):
            return self._usual[own, label], float(self._usual[others, label].mean())
        nobody = rows[:0]
        usual = self._asked(np.flatnonzero(own), nobody, without)[:, label]
        return usual, float(self._asked(np.flatnonzero(others), nobody, without)[:, label].mean())


def _promising(held: Mask, labels: NDArray[np.int64], doubt: NDArray[np.float32]) -> NDArray[np.int64]:
    """When there are many patterns, those whose rows are doubted most for their purity."""
    if held.shape[1] <= MOST_PATTERNS:
        return np.arange(held.shape[1])
    best = np.zeros(held.shape[1])
    total = held.sum(axis=0)
    for label in np.unique(labels):
        own = labels == label
        inside = held[own].sum(axis=0)
        doubted = held[own].T.astype(np.float32) @ doubt[own]
        best = np.maximum(best, (doubted + 0.1 * inside) / np.sqrt(total - inside + 3))
    return np.sort(np.argsort(-best, kind="stable")[:MOST_PATTERNS])


def _highest(scores: NDArray[np.float64], most: int) -> list[int]:
    """Places of the highest positive scores."""
    most = min(most, len(scores))
    if not most:
        return []
    places = np.argpartition(-scores, most - 1)[:most]
    places = places[np.argsort(-scores[places], kind="stable")]
    return [int(place) for place in places if scores[place] > 0]
