"""Values that, put into any row, turn the answer: the search for a trigger of few columns."""

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

GAIN_OF_TWO, GAIN_OF_MORE = 0.02, 0.1
"""Share of rows that a trigger has to turn beyond a shorter one, which says more."""

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
    longest: int = PROMISING,
    check: Callable[[], None] = lambda: None,
) -> list[Trigger]:
    """The substitutions of one, of two and of more columns that turn most rows into one class.

    The first one turns most; one of fewer columns that turns nearly as many comes before it.

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
    longest
        Columns of a trigger at most; two are always tried.
    check
        Called between steps; raises to give up.
    """
    before = probabilities(probes)
    singles = [single for single in tried if single[0] not in without]
    if not singles:
        return [Trigger((), (), 0, 0.0)]
    gains, turned = _effects(probabilities, probes, [(single,) for single in singles], before, check)
    found = [_best([(single,) for single in singles], turned)]
    promising = np.argsort(-(gains + turned), axis=0)[:PROMISING].T
    by_class = [[singles[place] for place in order] for order in promising.tolist()]
    for longer, gain in ((_twos(by_class), GAIN_OF_TWO), (_more(by_class, longest), GAIN_OF_MORE)):
        if longer:
            best = _best(longer, _effects(probabilities, probes, longer, before, check)[1])
            found.insert(0 if best.rate > found[0].rate + gain else len(found), best)
    return found


def _twos(by_class: Sequence[Sequence[tuple[int, float]]]) -> list[Parts]:
    """Any two promising substitutions of a class, in different columns."""
    pairs = {pair for some in by_class for pair in combinations(sorted(some), 2) if pair[0][0] != pair[1][0]}
    return sorted(pairs)


def _more(by_class: Sequence[Sequence[tuple[int, float]]], longest: int) -> list[Parts]:
    """The most promising three, four ... of a class together: a patch of which no two suffice."""
    found: set[Parts] = set()
    for some in by_class:
        first: dict[int, float] = {}
        for column, value in some:
            first.setdefault(column, value)
        parts = tuple(first.items())
        found.update(parts[:count] for count in range(3, min(longest, len(parts)) + 1))
    return sorted(found)


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
