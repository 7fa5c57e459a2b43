"""A dataset as the questions see it: table, target, test rows, and what several questions need."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from threading import Event
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.errors import UsageError
from mlsec_nb.profile.answer import Positions
from mlsec_nb.profile.context import Context
from mlsec_nb.profile.features import Features, feature_matrix
from mlsec_nb.profile.kinds import Kind
from mlsec_nb.profile.reading.read import read
from mlsec_nb.profile.schema import Schema
from mlsec_nb.profile.table import Column, FindSecrets, Table, read_table

MOST_CLASSES = 200
"""A target with more different values is a quantity, not a class."""

CLASS_SHARE = 0.2
"""A target of numbers is a class when it has at most this many different values for each row, and few."""


class Dataset(Context):
    """What questions about data are asked with.

    Attributes
    ----------
    table
        All columns, the target among them when it was named.
    target
        The column of labels; ``None`` without one.
    test
        The table of test rows; ``None`` without one.
    test_target
        Its column of labels, if it has one.
    schema
        What the table has to meet; ``None`` without one.
    find_secrets
        Looks for credentials; ``None`` when the caller has nothing that does.
    """

    def __init__(
        self,
        given: Any,
        *,
        target: Any = None,
        test: Any = None,
        subject: str = "data",
        sample: int | None = None,
        schema: Schema | None = None,
        random_state: int = 0,
        budget: float | None = None,
        cancel: Event | None = None,
        find_secrets: FindSecrets | None = None,
    ) -> None:
        super().__init__(subject, random_state=random_state, budget=budget, cancel=cancel)
        self.schema = schema
        self.find_secrets = find_secrets
        self.table = read_table(given, sample=sample, random=self.random("rows"))
        self.table.hide_names(find_secrets)
        self.target = _target(self.table, target)
        self.test: Table | None = None
        self.test_target: Column | None = None
        if test is not None:
            rows, labels = test if isinstance(test, tuple) and len(test) == 2 else (test, None)
            self.test = read_table(rows, sample=sample, random=self.random("test rows"))
            self.test.hide_names(find_secrets)
            self.test_target = _test_target(self.test, self.target, labels)

    @property
    def facts(self) -> dict[str, str]:
        """What the dataset is, for the head of a report."""
        table = self.table
        known = {"format": table.format, "rows": f"{table.n_given:,}", "columns": f"{table.n_columns:,}"}
        if table.sampled:
            known["sample"] = f"{table.n_rows:,} rows were looked at"
        if self.target is not None:
            known["target"] = self.target.name
        if self.test is not None:
            known["test rows"] = f"{self.test.n_given:,}"
        return known

    @property
    def features(self) -> list[Column]:
        """Every column but the target and those without a value."""
        own = self.target
        return [column for column in self.table if column is not own and column.kind is not Kind.EMPTY]

    @property
    def has_classes(self) -> bool:
        """Whether the target is a class rather than a quantity."""
        return self.target is not None and is_class(self.target)

    def classes(self) -> tuple[NDArray[np.int64], list[object]]:
        """The class of each row as a number (-1 where the label is missing), and the labels by number."""
        if self.target is None:
            raise UsageError("There is no target.", 'Name one: `target="y"`.')
        return self.target.codes.astype(np.int64), self.target.categories

    def features_of(self, rows: Positions) -> Features:
        """The features of these rows as a matrix."""
        key = f"features {zlib.crc32(rows.tobytes())}"
        return self.cached(key, lambda: feature_matrix(self.features, rows, seed=self.seed("features")))

    def projection_of(self, rows: Positions) -> NDArray[np.float32]:
        """(n, 2) the directions of most variance of the features, for figures."""
        matrix = self.features_of(rows).matrix
        if matrix.shape[1] < 3:
            return np.pad(matrix, ((0, 0), (0, 2 - matrix.shape[1])))
        from sklearn.decomposition import TruncatedSVD

        reduced = TruncatedSVD(2, n_iter=2, random_state=self.seed("projection")).fit_transform(matrix)
        return np.asarray(reduced, np.float32)

    def stratified(self, labels: NDArray[np.int64], most: int, fewest: int = 50) -> Positions:
        """At most so many rows with a label (0 or more), in proportion, but ``fewest`` of each class."""
        labelled = np.flatnonzero(labels >= 0)
        if len(labelled) <= most:
            return labelled
        random = self.random(f"stratified {most}")
        counts = np.bincount(labels[labelled])
        wanted = np.minimum(counts, np.maximum(fewest, (counts * most / len(labelled)).astype(int)))
        shuffled = random.permutation(labelled)
        taken = [shuffled[labels[shuffled] == number][:count] for number, count in enumerate(wanted)]
        return np.sort(np.concatenate(taken))


def is_class(column: Column) -> bool:
    """Whether a column of labels holds classes rather than quantities."""
    if column.kind in (Kind.CATEGORICAL, Kind.BOOLEAN):
        return True
    if column.kind is not Kind.NUMERIC and column.kind is not Kind.TEXT:
        return False
    different = column.n_categories
    whole = column.kind is Kind.TEXT or bool(
        np.all(np.mod(column.numbers[np.isfinite(column.numbers)], 1) == 0)
    )
    return whole and 0 < different <= min(MOST_CLASSES, max(2, CLASS_SHARE * len(column)))


def needs_target(data: Dataset) -> str:
    """A column of labels."""
    return "" if data.target is not None else 'no target was named: `target="y"`'


def needs_classes(data: Dataset) -> str:
    """A target with at least two classes."""
    if data.target is None:
        return needs_target(data)
    if not data.has_classes:
        return f"the target {data.target.name} is a quantity, not a class"
    return "" if len(data.target.categories) > 1 else "the target has one class only"


def needs_test(data: Dataset) -> str:
    """Test rows."""
    if data.test is None:
        return "no test rows were given: `test=df_test`"
    return "" if data.test.n_rows else "there are no test rows"


def needs_features(data: Dataset) -> str:
    """A column beside the target."""
    return "" if data.features else "there is no column with values beside the target"


def needs_rows(fewest: int) -> Callable[[Dataset], str]:
    """At least so many rows."""

    def need(data: Dataset) -> str:
        return "" if data.table.n_rows >= fewest else f"there are fewer than {fewest} rows"

    return need


def _target(table: Table, given: Any) -> Column | None:
    """The column of labels, by name or as labels of their own."""
    if given is None:
        return None
    if isinstance(given, (str, int, np.integer, tuple)) or np.ndim(given) == 0:
        position = table.find(given)
        if (
            position < 0
            and isinstance(given, (int, np.integer))
            and -table.n_columns <= given < table.n_columns
        ):
            position = int(given) % table.n_columns
        if position < 0:
            shown = ", ".join(table.names[:20])
            raise UsageError(f"There is no column {str(given)[:100]!r}.", f"There are: {shown}.")
        return table.column(position)
    return _labels(given, table)


def _labels(given: Any, table: Table) -> Column:
    """Labels that were given beside the table."""
    source = read(given)
    if source.n_rows != table.n_given or len(source.labels) != 1:
        raise UsageError(
            f"The target has {source.n_rows} labels, the table {table.n_given} rows.", "Give one label a row."
        )
    if table.positions is not None:
        source = source.take(table.positions)
    return Column("target", -1, source.column(0))


def _test_target(test: Table, target: Column | None, labels: Any) -> Column | None:
    """The test rows' labels: given beside them, or the column named as the target is."""
    if labels is not None:
        return _labels(labels, test)
    if target is None or target.position < 0:
        return None
    position = test.find(target.name)
    return test.column(position) if position >= 0 else None
