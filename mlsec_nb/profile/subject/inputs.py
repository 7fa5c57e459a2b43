"""Rows in the container that they were given in, since a model may accept no other."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mlsec_nb.errors import UsageError
from mlsec_nb.profile.answer import Positions
from mlsec_nb.profile.context import Stopped
from mlsec_nb.profile.reading.source import loaded

Matrix = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Inputs:
    """Rows to ask a model about: an array, a frame, a sparse matrix, a tensor or a list.

    Parameters
    ----------
    given
        The container; only read.
    """

    given: Any
    _length: int = field(init=False)

    def __post_init__(self) -> None:
        if isinstance(self.given, (list, tuple)) and self.given and isinstance(self.given[0], (list, tuple)):
            object.__setattr__(self, "given", np.asarray(self.given))
        shape = getattr(self.given, "shape", None)
        try:
            length = int(shape[0]) if shape else len(self.given)
        except TypeError:
            raise UsageError(
                "The rows are no table, array or list.", "Give one row for each label."
            ) from None
        object.__setattr__(self, "_length", length)

    def __len__(self) -> int:
        return self._length

    def take(self, rows: ArrayLike) -> Inputs:
        """A copy of these rows, in the same kind of container."""
        positions = np.asarray(rows, dtype=np.int64)
        if hasattr(self.given, "iloc"):
            return Inputs(self.given.iloc[positions])
        if isinstance(self.given, (list, tuple)):
            return Inputs([self.given[i] for i in positions])
        if _is_tensor(self.given):
            return Inputs(self.given[positions.tolist()])
        if hasattr(self.given, "tocsr"):
            return Inputs(self.given.tocsr()[positions])
        return Inputs(self.given[positions])

    def stacked(self, other: Inputs) -> Inputs:
        """These rows and then the other's, of the same container."""
        mine, theirs = self.given, other.given
        if hasattr(mine, "iloc"):
            pandas = loaded("pandas")
            return Inputs(pandas.concat([mine, theirs]) if pandas else mine)
        if hasattr(mine, "vstack"):
            return Inputs(mine.vstack(theirs))
        if isinstance(mine, (list, tuple)):
            return Inputs([*mine, *theirs])
        if hasattr(mine, "tocsr"):
            from scipy import sparse

            return Inputs(sparse.vstack([mine, theirs]).tocsr())
        if _is_tensor(mine):
            torch = loaded("torch")
            return Inputs(torch.cat([mine, theirs]) if torch else mine)
        return Inputs(np.concatenate([mine, theirs]))

    @cached_property
    def matrix(self) -> Matrix | None:
        """The rows as finite numbers, one row each; ``None`` for text, categories, gaps or sparse rows."""
        if hasattr(self.given, "tocsr"):
            return None
        try:
            numbers = np.asarray(self.given, dtype=np.float64)
        except (TypeError, ValueError):
            return None
        if numbers.ndim < 2 or not numbers.size or not np.isfinite(numbers).all():
            return None
        return np.array(numbers.reshape(len(numbers), -1))

    @property
    def numbers(self) -> Matrix:
        """The same; raises :class:`Stopped` where there are no finite numbers."""
        if self.matrix is None:
            raise Stopped("the rows are not all finite numbers")
        return self.matrix

    @cached_property
    def width(self) -> int:
        """Numbers in a row; 0 where rows are no numbers."""
        shape = getattr(self.given, "shape", ())
        return int(np.prod(shape[1:])) if len(shape) > 1 else 0

    @property
    def image_shape(self) -> tuple[int, int] | None:
        """Height and width when each row is a square picture in shades of one colour."""
        shape = tuple(getattr(self.given, "shape", ()))
        if len(shape) == 3 or (len(shape) == 4 and 1 in (shape[1], shape[3])):
            sides = [side for side in shape[1:] if side > 1]
            return (sides[0], sides[1]) if len(sides) == 2 else None
        side = round(self.width**0.5)
        matrix = self.matrix
        square = side >= 5 and side * side == self.width
        if not square or matrix is None or matrix.min() < 0:
            return None
        full = matrix.max(axis=0) >= 0.9 * matrix.max()
        return (side, side) if full.mean() >= 0.25 else None

    @property
    def names(self) -> list[str]:
        """Names of the columns."""
        columns = getattr(self.given, "columns", None)
        if columns is not None:
            return [str(name) for name in columns]
        return [f"column {i}" for i in range(self.width)]

    def like(self, matrix: Matrix) -> Any:
        """Rows of numbers in the container, shape and types that the model was given."""
        shape = (len(matrix), *getattr(self.given, "shape", (0, self.width))[1:])
        if hasattr(self.given, "iloc"):
            return type(self.given)(matrix, columns=self.given.columns)
        if hasattr(self.given, "to_numpy") and hasattr(self.given, "schema"):
            return type(self.given)(matrix, schema=list(self.given.columns), orient="row")
        if _is_tensor(self.given):
            return self.given.new_tensor(matrix.reshape(shape), dtype=self.given.dtype)
        floating = isinstance(self.given, np.ndarray) and self.given.dtype.kind == "f"
        return matrix.reshape(shape).astype(self.given.dtype if floating else np.float64)


def as_labels(given: Any, what: str) -> NDArray[Any]:
    """Labels as an array of one or two dimensions.

    Raises
    ------
    UsageError
        When they are no labels.
    """
    if _is_tensor(given):
        given = given.detach().cpu().numpy()
    labels = np.asarray(given)
    if labels.ndim == 2 and labels.shape[1] == 1:
        labels = labels[:, 0]
    if labels.ndim not in (1, 2):
        raise UsageError(f"{what} is no list of labels.", "Give one label for each row.")
    return labels


def _is_tensor(given: Any) -> bool:
    torch = loaded("torch")
    return torch is not None and isinstance(given, torch.Tensor)


def sample(n: int, most: int, random: np.random.Generator) -> Positions:
    """At most so many of ``n`` positions, in ascending order."""
    if n <= most:
        return np.arange(n, dtype=np.int64)
    return np.sort(random.choice(n, most, replace=False)).astype(np.int64)
