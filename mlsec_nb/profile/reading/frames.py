"""Data frames: pandas, polars, Arrow."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.profile.answer import Positions
from mlsec_nb.profile.reading.source import Raw


class PandasSource:
    """A pandas ``DataFrame``; columns are taken by position, since names may repeat."""

    format = "pandas"

    def __init__(self, frame: Any) -> None:
        self._frame = frame
        self.n_rows = len(frame)
        self.labels = list(frame.columns)

    def take(self, rows: Positions) -> PandasSource:
        """The frame with these rows only."""
        return PandasSource(self._frame.iloc[rows])

    def column(self, position: int) -> Raw:
        """One column; masked integers become floats, so that a missing one is NaN."""
        series = self._frame.iloc[:, position]
        kind = getattr(series.dtype, "kind", "O")
        name = str(series.dtype)
        return Raw(
            label=self.labels[position],
            values=_pandas_values(series, kind),
            type=name,
            categorical=name == "category",
        )


def _pandas_values(series: Any, kind: str) -> NDArray[Any]:
    dtype = series.dtype
    if isinstance(dtype, np.dtype):
        return np.asarray(series.to_numpy())
    if kind in "iuf":
        return np.asarray(series.to_numpy(dtype=np.float64, na_value=np.nan))
    if kind == "b" and not series.hasnans:
        return np.asarray(series.to_numpy(dtype=bool))
    if kind == "M":
        return np.asarray(series.to_numpy(dtype="datetime64[ns]"))
    return np.asarray(series.to_numpy(dtype=object))


class PolarsSource:
    """A polars ``DataFrame``."""

    format = "polars"

    def __init__(self, frame: Any) -> None:
        self._frame = frame
        self.n_rows = frame.height
        self.labels = list(frame.columns)

    def take(self, rows: Positions) -> PolarsSource:
        """The frame with these rows only."""
        return PolarsSource(self._frame[rows])

    def column(self, position: int) -> Raw:
        """One column; nested values become Python lists and dictionaries."""
        series = self._frame.to_series(position)
        name = str(series.dtype)
        nested = name.startswith(("List", "Array", "Struct", "Object"))
        values = objects(series.to_list()) if nested else np.asarray(series.to_numpy())
        return Raw(
            label=self.labels[position],
            values=values,
            type=name,
            categorical=name.startswith(("Categorical", "Enum")),
        )


class ArrowSource:
    """A pyarrow ``Table`` or ``RecordBatch``."""

    format = "arrow"

    def __init__(self, table: Any) -> None:
        self._table = table
        self.n_rows = table.num_rows
        self.labels = list(table.schema.names)

    def take(self, rows: Positions) -> ArrowSource:
        """The table with these rows only."""
        return ArrowSource(self._table.take(rows))

    def column(self, position: int) -> Raw:
        """One column; nested values become Python lists and dictionaries."""
        column = self._table.column(position)
        name = str(column.type)
        if name.startswith(("list", "large_list", "fixed_size_list", "struct", "map", "dictionary")):
            values = objects(column.to_pylist())
        else:
            values = np.asarray(column.to_numpy(zero_copy_only=False))
        return Raw(
            label=self.labels[position],
            values=values,
            type=name,
            categorical=name.startswith("dictionary"),
        )


def objects(values: list[Any]) -> NDArray[Any]:
    """A one-dimensional array of Python objects, however nested they are."""
    array = np.empty(len(values), dtype=object)
    for index, value in enumerate(values):
        array[index] = value
    return array
