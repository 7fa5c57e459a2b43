"""Intervals and tests that answers give their numbers with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

Interval = tuple[float, float]


def rate_interval(hits: int, n: int, level: float = 0.95) -> Interval:
    """Exact interval of a rate (Clopper and Pearson, Biometrika 1934).

    Parameters
    ----------
    hits, n
        How often, out of how many; (0, 1) for ``n`` = 0.
    level
        Coverage.
    """
    from scipy.special import betaincinv

    if n == 0:
        return 0.0, 1.0
    tail = (1 - level) / 2
    low = 0.0 if hits == 0 else float(betaincinv(hits, n - hits + 1, tail))
    high = 1.0 if hits == n else float(betaincinv(hits + 1, n - hits, 1 - tail))
    return low, high


def at_most(n: int) -> float:
    """What a rate may still be, at 95 %, after no hit in ``n`` (the rule of three, exactly)."""
    return 1.0 if n == 0 else 1 - 0.05 ** (1 / n)


def auc(positive: ArrayLike, negative: ArrayLike) -> float:
    """Area under the ROC curve: how often a positive scores above a negative, ties counted half."""
    first, second = np.asarray(positive, float), np.asarray(negative, float)
    if not first.size or not second.size:
        return float("nan")
    ranks = _midranks(np.concatenate([first, second]))
    return float((ranks[: first.size].mean() - (first.size + 1) / 2) / second.size)


def auc_interval(positive: ArrayLike, negative: ArrayLike, level: float = 0.95) -> Interval:
    """Interval of the AUC (DeLong et al., Biometrics 1988; midranks after Sun and Xu, 2014).

    On the logit scale, so that it stays within (0, 1); (0, 1) where a class has fewer than two members.
    """
    first, second = np.asarray(positive, float), np.asarray(negative, float)
    if min(first.size, second.size) < 2:
        return 0.0, 1.0
    area = auc(first, second)
    every = _midranks(np.concatenate([first, second]))
    above = (every[: first.size] - _midranks(first)) / second.size
    below = 1 - (every[first.size :] - _midranks(second)) / first.size
    variance = above.var(ddof=1) / first.size + below.var(ddof=1) / second.size
    n = first.size + second.size
    area = min(max(area, 0.5 / n), 1 - 0.5 / n)  # perfect separation of a sample is no certainty
    variance = max(variance, area * (1 - area) / n)
    spread = NormalDist().inv_cdf(0.5 + level / 2) * np.sqrt(variance) / (area * (1 - area))
    middle = np.log(area / (1 - area))
    low, high = 1 / (1 + np.exp(-(middle + np.array([-spread, spread]))))
    return float(low), float(high)


def bootstrap_interval(
    statistic: Callable[..., float],
    *samples: ArrayLike,
    random: np.random.Generator,
    draws: int = 200,
    level: float = 0.95,
) -> Interval:
    """Percentile interval of a statistic of one or more samples, each resampled on its own."""
    arrays = [np.asarray(sample) for sample in samples]
    if any(not array.size for array in arrays):
        return float("nan"), float("nan")
    values = [
        statistic(*(array[random.integers(0, len(array), len(array))] for array in arrays))
        for _ in range(draws)
    ]
    tail = (1 - level) / 2
    low, high = np.nanquantile(values, [tail, 1 - tail])
    return float(low), float(high)


def permutation_p_value(observed: float, null: Sequence[float] | NDArray[np.float64]) -> float:
    """Share of the null at or above what was observed, never 0 (Phipson and Smyth, 2010)."""
    drawn = np.asarray(null, float)
    return float((1 + np.count_nonzero(drawn >= observed)) / (1 + drawn.size))


def _midranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    _, number, counts = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(counts) - (counts - 1) / 2)[number])
