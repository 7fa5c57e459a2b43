"""Plain Python: a dictionary of columns, a list of dictionaries, a list of values or of rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.errors import UsageError
from mlsec_nb.profile.answer import Positions
from mlsec_nb.profile.reading.frames import objects
from mlsec_nb.profile.reading.source import Raw


class ColumnsSource:
    """Columns by name.

    Raises
    ------
    UsageError
        When they are of different lengths.
    """

    def __init__(self, columns: Mapping[Any, Any], *, format_name: str = "dict of columns") -> None:
        self.format = format_name
        self._columns = [column_array(values) for values in columns.values()]
        self.labels = list(columns)
        lengths = {len(values) for values in self._columns}
        if len(lengths) > 1:
            raise UsageError(
                "The columns are of different lengths.", "A table needs one value a row in each."
            )
        self.n_rows = lengths.pop() if lengths else 0

    def take(self, rows: Positions) -> ColumnsSource:
        """The columns with these rows only."""
        taken = [values[rows] for values in self._columns]
        return ColumnsSource(dict(enumerate(taken)), format_name=self.format)._named(self.labels)

    def column(self, position: int) -> Raw:
        """One column."""
        values = self._columns[position]
        return Raw(label=self.labels[position], values=values, type=str(values.dtype))

    def _named(self, labels: list[Any]) -> ColumnsSource:
        self.labels = labels
        return self


def from_dicts(records: Sequence[Mapping[Any, Any]]) -> ColumnsSource:
    """A list of dictionaries; a key that one does not have is missing there."""
    names = dict.fromkeys(name for record in records for name in record)
    columns = {name: [record.get(name) for record in records] for name in names}
    return ColumnsSource(columns, format_name="list of dicts")


def from_rows(rows: Sequence[Any]) -> ColumnsSource:
    """A list of values (one column), or of lists or tuples of the same length (a table)."""
    lengths = {len(row) if isinstance(row, (list, tuple)) else -1 for row in rows}
    if len(lengths) == 1 and (width := lengths.pop()) > 0:
        columns = {str(place): [row[place] for row in rows] for place in range(width)}
        return ColumnsSource(columns, format_name="list of rows")
    return ColumnsSource({"0": list(rows)}, format_name="list of values")


def column_array(values: Any) -> NDArray[Any]:
    """One column as a one-dimensional array, without turning numbers into text."""
    if isinstance(values, np.ndarray):
        return values if values.ndim == 1 else objects(list(values))
    listed = list(values)
    types = set(map(type, listed))
    if types and types <= {int, float, bool} and (bool not in types or types == {bool}):
        try:
            return np.asarray(listed)
        except OverflowError:
            return objects(listed)
    return objects(listed)
