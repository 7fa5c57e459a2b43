"""Arrays: tables, images and texts in numpy, torch tensors, scipy sparse matrices."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.profile.answer import Positions
from mlsec_nb.profile.reading.source import Raw

MOST_COLUMNS = 20_000
"""Columns of a sparse matrix that are looked at: those with the most values."""


class ArraySource:
    """An array of one dimension (a column), two (a table), three or four (images, channels last).

    Attributes
    ----------
    shape
        Of one image: (height, width) or (height, width, channels); ``None`` for a table.
    """

    def __init__(
        self, array: NDArray[Any], *, format_name: str = "numpy", names: list[str] | None = None
    ) -> None:
        self.format = format_name
        self._array = array.reshape(len(array), math.prod(array.shape[1:]))
        self.shape: tuple[int, ...] | None = array.shape[1:] if array.ndim > 2 else None
        self.n_rows = len(array)
        self._names = names
        self.labels: list[object] = list(names or self._default_labels())

    def take(self, rows: Positions) -> ArraySource:
        """The array with these rows only."""
        taken = self._array[rows]
        shaped = taken.reshape(len(taken), *self.shape) if self.shape else taken
        return ArraySource(shaped, format_name=self.format, names=self._names)

    def column(self, position: int) -> Raw:
        """One column: a view."""
        values = self._array[:, position]
        return Raw(label=self.labels[position], values=values, type=str(values.dtype))

    def _default_labels(self) -> list[str]:
        if self.shape is None:
            return [str(number) for number in range(self._array.shape[1])]
        return [f"pixel[{', '.join(map(str, place))}]" for place in np.ndindex(*self.shape)]


def structured(array: NDArray[Any]) -> dict[str, NDArray[Any]]:
    """The fields of a structured array as columns."""
    return {name: array[name] for name in array.dtype.names or ()}


def tensor(given: Any) -> NDArray[Any]:
    """A torch tensor as an array: on the host, without its history, sharing memory where it can."""
    plain = given.detach().cpu()
    if str(plain.dtype) == "torch.bfloat16":
        plain = plain.float()
    return np.asarray(plain.numpy())


class SparseSource:
    """A scipy sparse matrix; columns are made dense one at a time."""

    format = "scipy.sparse"

    def __init__(self, matrix: Any, kept: Positions | None = None) -> None:
        self._matrix = matrix.tocsc()
        self.n_rows, self.n_given = self._matrix.shape
        if kept is None:
            filled = np.diff(self._matrix.indptr)
            kept = np.sort(np.argsort(-filled, kind="stable")[:MOST_COLUMNS])
        self._kept = kept
        self.labels = [str(number) for number in kept]

    def take(self, rows: Positions) -> SparseSource:
        """The matrix with these rows only."""
        return SparseSource(self._matrix[rows], self._kept)

    def column(self, position: int) -> Raw:
        """One column, dense."""
        values = np.zeros(self.n_rows, dtype=self._matrix.dtype)
        place = self._kept[position]
        inside = slice(self._matrix.indptr[place], self._matrix.indptr[place + 1])
        values[self._matrix.indices[inside]] = self._matrix.data[inside]
        return Raw(label=self.labels[position], values=values, type=f"sparse {values.dtype}")
