"""Which adapter reads what was given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from mlsec_nb.errors import UsageError
from mlsec_nb.profile.reading import arrays, frames, records
from mlsec_nb.profile.reading.source import Source, loaded

ACCEPTED = (
    "a pandas, polars or Arrow table, a numpy array, a torch tensor, a scipy sparse matrix, "
    "a list of dicts or a dict of columns"
)


def read(given: Any) -> Source:
    """The columns of what a user has in memory; nothing of it is changed or copied as a whole.

    Raises
    ------
    UsageError
        When it is not a table, or its columns are of different lengths.
    """
    for find in (_frame, _array, _plain):
        source = find(given)
        if source is not None:
            return source
    raise UsageError(f"A {type(given).__name__} is no table that can be profiled.", f"Give {ACCEPTED}.")


def _frame(given: Any) -> Source | None:
    pandas, polars, arrow = loaded("pandas"), loaded("polars"), loaded("pyarrow")
    if pandas is not None and isinstance(given, pandas.Series):
        return frames.PandasSource(given.to_frame(given.name if given.name is not None else "0"))
    if pandas is not None and isinstance(given, pandas.DataFrame):
        return frames.PandasSource(given)
    if polars is not None and isinstance(given, polars.LazyFrame):
        raise UsageError("A LazyFrame has no rows yet.", "Give `frame.collect()`.")
    if polars is not None and isinstance(given, polars.Series):
        return frames.PolarsSource(given.to_frame())
    if polars is not None and isinstance(given, polars.DataFrame):
        return frames.PolarsSource(given)
    if arrow is not None and isinstance(given, (arrow.Table, arrow.RecordBatch)):
        return frames.ArrowSource(given)
    return None


def _array(given: Any) -> Source | None:
    torch, sparse = loaded("torch"), loaded("scipy.sparse")
    if sparse is not None and sparse.issparse(given):
        return arrays.SparseSource(given)
    if torch is not None and isinstance(given, torch.Tensor):
        return _numpy(arrays.tensor(given), "torch")
    if isinstance(given, np.ndarray):
        return _numpy(np.asarray(given), "numpy")
    return None


def _numpy(array: np.ndarray[Any, Any], format_name: str) -> Source:
    if array.dtype.names:
        return records.ColumnsSource(arrays.structured(array), format_name="numpy structured")
    if not 1 <= array.ndim <= 4:
        raise UsageError(
            f"An array of {array.ndim} dimensions is no table.", "Give rows first, 1 to 4 dimensions."
        )
    return arrays.ArraySource(array, format_name=format_name)


def _plain(given: Any) -> Source | None:
    if isinstance(given, Mapping):
        return records.ColumnsSource(given)
    if isinstance(given, (list, tuple)):
        if given and all(isinstance(record, Mapping) for record in given):
            return records.from_dicts(given)
        return records.from_rows(given)
    return None
