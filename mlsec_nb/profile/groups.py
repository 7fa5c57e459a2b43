"""How many rows share their values in a set of columns: the arithmetic of k-anonymity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.profile.table import Column

Marks = NDArray[np.uint64]
ShortMarks = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Groups:
    """Rows that share their values, counted.

    Attributes
    ----------
    sizes
        Rows in each group.
    """

    sizes: NDArray[np.int64]

    @property
    def smallest(self) -> int:
        """*k*: the rows of the smallest group."""
        return int(self.sizes.min()) if self.sizes.size else 0

    def rows_in(self, size: int) -> int:
        """Rows that are in groups of exactly this size."""
        return size * int(np.count_nonzero(self.sizes == size))

    def share_up_to(self, sizes: Sequence[int]) -> list[float]:
        """For each size the share of rows whose group is not larger."""
        ordered = np.sort(self.sizes)
        rows = np.concatenate([[0], np.cumsum(ordered)])
        ends = np.searchsorted(ordered, np.asarray(sizes), side="right")
        return [float(share) for share in rows[ends] / max(1, rows[-1])]


def marks_of(column: Column, random: np.random.Generator) -> Marks:
    """A random number for each value of a column: sums of them stand for combinations of values."""
    drawn = random.integers(0, 2**64, size=column.n_categories + 1, dtype=np.uint64, endpoint=False)
    return drawn[column.codes]  # missing values have code -1, the last one


def groups_of(marks: Sequence[Marks]) -> Groups:
    """The groups by all of these columns together; wrong with a probability of n² / 2⁶⁵."""
    together = np.sort(np.sum(np.stack(list(marks)), axis=0, dtype=np.uint64))
    ends = np.flatnonzero(np.diff(together, prepend=together[:1] + np.uint64(1)))
    return Groups(np.diff(np.append(ends, len(together))))


def unique_share(marks: Sequence[ShortMarks]) -> float:
    """The share of rows that are alone with their values; faster than :func:`groups_of`."""
    together = marks[0].copy()
    for more in marks[1:]:
        together += more
    together.sort()
    same = together[1:] == together[:-1]
    alone = np.ones(len(together), dtype=bool)
    alone[1:] &= ~same
    alone[:-1] &= ~same
    return float(np.count_nonzero(alone)) / max(1, len(together))


def still_unique(groups: Groups, fraction: float) -> float:
    """The chance that who is unique in a sample is unique in the whole table as well.

    After Skinner and Elliot, *A measure of disclosure risk for microdata*, JRSS B 64 (2002).

    Parameters
    ----------
    groups
        The groups of the sample.
    fraction
        The share of the rows that the sample has.
    """
    single, double = groups.rows_in(1), groups.rows_in(2) / 2
    if fraction >= 1 or not single:
        return 1.0
    return fraction * single / (fraction * single + 2 * (1 - fraction) * double)


def surely_unique(groups: Groups, fraction: float, alone: float) -> float:
    """The least chance that who is unique in a sample is unique in the whole table as well.

    The share of unique rows in a sample of fraction *f* is the mean of exp(-f m) over the rows, where m is
    the size of a row's group: its logarithm is convex in *f*, so a straight line through the sample and half
    of it lies below.

    Parameters
    ----------
    groups
        The groups of the sample.
    fraction
        The share of the rows that the sample has.
    alone
        The share of the sample's rows that are unique, or the lower end of its interval.
    """
    if fraction >= 1 or not alone:
        return 1.0
    alone_in_half = float(np.sum(groups.sizes * 0.5 ** (groups.sizes - 1.0))) / float(groups.sizes.sum())
    return float((alone / alone_in_half) ** (2 * (1 - fraction) / fraction))
