"""Values that, put into any row, turn the answer: the search for a trigger of one or two columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.profile.attacks.hunt import Points

Probabilities: TypeAlias = Callable[[Points], NDArray[np.float64]]
Parts: TypeAlias = tuple[tuple[int, float], ...]

QUANTILES = (0.0, 0.01, 0.5, 0.99, 1.0)
PROMISING = 7
"""Substitutions for each class that are tried in pairs."""

MOST_ASKED = 6_000
"""Rows that the model is asked about in one call."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """Columns, the values put into them, and what they do.

    Attributes
    ----------
    columns, values
        As many of one as of the other.
    target
        The class that they turn rows into.
    rate
        Share of the rows of other classes that they turn.
    """

    columns: tuple[int, ...]
    values: tuple[float, ...]
    target: int
    rate: float


def candidates(rows: Points) -> list[tuple[int, float]]:
    """For each column the values to try: quantiles, extremes, and what is repeated most often."""
    found: list[tuple[int, float]] = []
    for column, values in enumerate(rows.T):
        tried = set(np.quantile(values, QUANTILES, method="nearest").tolist())
        known, counts = np.unique(values, return_counts=True)
        tried.update(known[np.argsort(counts)[-2:]].tolist())
        if len(known) > 1:
            found.extend((column, value) for value in sorted(tried))
    return found


def search(
    probabilities: Probabilities,
    probes: Points,
    tried: list[tuple[int, float]],
    *,
    without: frozenset[int] = frozenset(),
    check: Callable[[], None] = lambda: None,
) -> Trigger:
    """The substitution of one or two columns that turns most rows into one class.

    Parameters
    ----------
    probabilities
        From points, shape (m, d), to probabilities of classes.
    probes
        Rows to put the values into.
    tried
        Columns and values, see :func:`candidates`.
    without
        Columns to leave alone.
    check
        Called between steps; raises to give up.
    """
    before = probabilities(probes)
    singles = [single for single in tried if single[0] not in without]
    if not singles:
        return Trigger((), (), 0, 0.0)
    gains, turned = _effects(probabilities, probes, [(single,) for single in singles], before, check)
    best = _best([(single,) for single in singles], turned)
    promising = np.argsort(-(gains + turned), axis=0)[:PROMISING].T
    pairs = {
        (singles[first], singles[second])
        for order in promising.tolist()
        for first, second in combinations(sorted(order), 2)
        if singles[first][0] != singles[second][0]
    }
    listed = sorted(pairs)
    if not listed:
        return best
    double = _best(listed, _effects(probabilities, probes, listed, before, check)[1])
    return double if double.rate > best.rate + 0.02 else best  # one column says more than two


def rate_of(probabilities: Probabilities, probes: Points, trigger: Trigger) -> float:
    """Share of the probes of other classes that the trigger turns into its class."""
    parts = tuple(zip(trigger.columns, trigger.values, strict=True))
    turned = _effects(probabilities, probes, [parts], probabilities(probes))[1]
    return float(turned[0, trigger.target])


def _best(tried: Sequence[Parts], turned: NDArray[np.float64]) -> Trigger:
    place, target = np.unravel_index(int(turned.argmax()), turned.shape)
    parts = tried[int(place)]
    rate = float(turned[place, target])
    return Trigger(tuple(c for c, _ in parts), tuple(v for _, v in parts), int(target), rate)


def _effects(
    probabilities: Probabilities,
    probes: Points,
    tried: Sequence[Parts],
    before: NDArray[np.float64],
    check: Callable[[], None] = lambda: None,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """By substitution and class: how much its probability rises in other rows, and the share that turns."""
    n, classes = before.shape
    others = before.argmax(axis=1)[:, None] != np.arange(classes)[None, :]
    count = np.maximum(others.sum(axis=0), 1)
    gains, turned = np.empty((len(tried), classes)), np.empty((len(tried), classes))
    together = max(MOST_ASKED // n, 1)
    for start in range(0, len(tried), together):
        check()
        some = tried[start : start + together]
        changed = np.repeat(probes[None], len(some), axis=0)
        for i, parts in enumerate(some):
            for column, value in parts:
                changed[i, :, column] = value
        after = probabilities(changed.reshape(len(some) * n, -1)).reshape(len(some), n, classes)
        now = after.argmax(axis=2)[:, :, None] == np.arange(classes)
        gains[start : start + together] = np.where(others, after - before, 0).sum(axis=1) / count
        turned[start : start + together] = (others & now).sum(axis=1) / count
    return gains, turned
