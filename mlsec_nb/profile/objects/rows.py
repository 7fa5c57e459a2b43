"""Whether an array is made of rows, or of the values of a column, of a given table."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.profile.answer import Positions

FEWEST_ROWS = 3
"""Rows that an array has to share with the table: one may be a coincidence."""

LEAST_SHARE = 0.5
"""Share of the array's rows that have to be the table's."""

FEWEST_VALUES = 20
"""Different values below which a column is a list of categories, known to everybody."""

Single = NDArray[np.float32]


class Rows:
    """The rows of a table, to be found again elsewhere.

    Parameters
    ----------
    matrix
        Shape (n, d); NaN for gaps. Compared as single-precision numbers, as libraries store them.
    """

    def __init__(self, matrix: NDArray[np.float64]) -> None:
        self.matrix = _single(matrix)

    @cached_property
    def _places(self) -> dict[bytes, int]:
        return {row.tobytes(): place for place, row in enumerate(self.matrix)}

    def found_in(self, array: Any) -> Positions:
        """Positions of the rows that the array is made of; empty when it is made of something else.

        The array may have its columns in another order, lack some of them, or lie on its side.
        """
        for candidate in _tables(array, self.matrix.shape[1]):
            found = self._exactly(candidate) if candidate.shape[1] == self.matrix.shape[1] else None
            if found is None or not len(found):
                found = self._by_columns(candidate)
            if len(found):
                return found
        return np.empty(0, dtype=np.int64)

    def _exactly(self, candidate: Single) -> Positions:
        return _enough([self._places.get(row.tobytes()) for row in candidate], len(candidate))

    def _by_columns(self, candidate: Single) -> Positions:
        """Match columns by their values first, then rows by those columns."""
        if candidate.shape[1] < 2 or candidate.shape[1] > self.matrix.shape[1]:
            return np.empty(0, dtype=np.int64)
        head = candidate[:200]
        columns = [self._column_of(head[:, i]) for i in range(candidate.shape[1])]
        if None in columns or len(set(columns)) < len(columns):
            return np.empty(0, dtype=np.int64)
        own = np.ascontiguousarray(self.matrix[:, columns])  # type: ignore[index]  # no None is left
        places = {row.tobytes(): place for place, row in enumerate(own)}
        if len(places) < 0.5 * len(own):
            return np.empty(0, dtype=np.int64)
        return _enough([places.get(row.tobytes()) for row in candidate], len(candidate))

    def _column_of(self, values: Single) -> int | None:
        """The column that has all of these values, most of them different."""
        different = np.unique(values)
        if len(different) < FEWEST_ROWS:
            return None
        for i, known in enumerate(self._values):
            if len(known) >= FEWEST_ROWS and _all_in(different, known):
                return i
        return None

    @cached_property
    def _values(self) -> list[Single]:
        return [np.unique(column[np.isfinite(column)]) for column in self.matrix.T]

    def columns_in(self, array: Any) -> list[int]:
        """Columns of which the array has nearly every value, in a line or as one of its columns."""
        numbers = _numbers(array)
        if numbers is None or numbers.ndim > 2 or numbers.size < FEWEST_VALUES:
            return []
        found = []
        lines = _single(numbers)
        for line in [lines] if lines.ndim == 1 else lines.T[:1000]:
            stored = np.unique(line[np.isfinite(line)])
            for i, known in enumerate(self._values):
                several = len(known) >= FEWEST_VALUES and len(stored) >= 0.9 * len(known)
                if several and np.isin(known, stored).mean() >= 0.9 and np.isin(stored, known).mean() >= 0.5:
                    found.append(i)
        return sorted(set(found))


def _all_in(values: Single, ascending: Single) -> bool:
    """Whether all values are among the known ones; by bisection, since most arrays have none of them."""
    places = np.minimum(np.searchsorted(ascending, values), len(ascending) - 1)
    return bool(np.array_equal(ascending[places], values))


def _enough(places: list[int | None], rows: int) -> Positions:
    found = {place for place in places if place is not None}
    hits = sum(place is not None for place in places)
    if len(found) < FEWEST_ROWS or hits < LEAST_SHARE * rows:
        return np.empty(0, dtype=np.int64)
    return np.array(sorted(found), dtype=np.int64)


def _tables(array: Any, width: int) -> Iterator[Single]:
    """The array as a table of at most so many columns, upright and on its side."""
    numbers = _numbers(array)
    if numbers is None or numbers.ndim < 2:
        return
    flat = numbers.reshape(len(numbers), -1)
    if 1 <= flat.shape[1] <= width and len(flat) >= FEWEST_ROWS:
        yield _single(flat)
    if numbers.ndim == 2 and flat.shape[0] == width and flat.shape[1] >= FEWEST_ROWS:
        yield _single(flat.T)


def _numbers(array: Any) -> NDArray[np.float64] | None:
    """What can be read as an array of numbers."""
    if hasattr(array, "toarray") and hasattr(array, "nnz"):
        array = array.toarray() if np.prod(array.shape) <= 5e7 else None
    elif hasattr(array, "to_numpy"):
        array = array.to_numpy()
    elif hasattr(array, "detach"):
        array = array.detach().cpu().numpy()
    elif isinstance(array, memoryview):
        array = np.asarray(array)
    if not isinstance(array, np.ndarray) or not array.size:
        return None
    if array.dtype.names:
        return None
    try:
        return np.asarray(array, dtype=np.float64)
    except (TypeError, ValueError):
        return None


def _single(matrix: NDArray[Any]) -> Single:
    with np.errstate(over="ignore", invalid="ignore"):
        zeros_alike = np.ascontiguousarray(matrix, dtype=np.float32) + np.float32(0)
    return np.asarray(zeros_alike)
