"""One table, whatever it was given as: columns of a kind, rows of which some may be a sample."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.core.redact import mask
from mlsec_nb.profile.answer import Positions, Scores
from mlsec_nb.profile.kinds import Kind, as_keys, as_numbers, kind_of, missing
from mlsec_nb.profile.reading.frames import objects
from mlsec_nb.profile.reading.read import read
from mlsec_nb.profile.reading.source import Raw, Source
from mlsec_nb.profile.rows.shown import without_personal

FindSecrets: TypeAlias = Callable[[str, Sequence[str]], Sequence[str]]
"""Given a column's name and values, says the kind of the secret in each, empty where there is none."""

MOST_ROWS = 200_000
MOST_CELLS = 20_000_000
"""Beyond these a table is sampled, and every answer says so."""

MOST_NAME = 200
"""Characters of a column's name that are kept."""

SHORTEST_SECRET = 16
"""Characters of a column's name from which on it may be a secret."""


class Column:
    """One column: its values as they were stored, as numbers, and as codes of categories.

    Attributes
    ----------
    name
        Text, unique in its table.
    position
        Among the columns of its table.
    kind
        What it holds.
    type
        What its container calls its type.
    values
        As stored: numbers, booleans, ``datetime64`` or objects.
    missing
        Which of them are missing.
    """

    def __init__(self, name: str, position: int, raw: Raw) -> None:
        self.name = name
        self.position = position
        self.type = raw.type
        self.values = raw.values
        self.missing = missing(raw.values)
        self.kind = kind_of(raw.values, self.missing, categorical=raw.categorical)

    def __len__(self) -> int:
        return len(self.values)

    @cached_property
    def numbers(self) -> NDArray[np.float64]:
        """Numbers, booleans and times (seconds) as floats; NaN where missing or none of these."""
        return as_numbers(self.values, self.missing)

    @property
    def is_number(self) -> bool:
        """Whether its values have an order and a distance."""
        return self.kind in (Kind.NUMERIC, Kind.BOOLEAN, Kind.DATETIME)

    @cached_property
    def _coded(self) -> tuple[NDArray[np.int32], NDArray[Any]]:
        if self.values.dtype.kind in "iufbmM":
            plain = self.values.view(np.int64) if self.values.dtype.kind in "mM" else self.values
            different, codes = np.unique(plain, return_inverse=True)
            return np.where(self.missing, -1, codes).astype(np.int32), different
        index: dict[object, int] = {None: -1}
        keys = as_keys(self.values, self.missing)
        coded = np.fromiter(
            (index.setdefault(key, len(index) - 1) for key in keys), dtype=np.int32, count=len(keys)
        )
        different = objects(list(index)[1:])
        if self.kind is Kind.CATEGORICAL:  # one object for each category instead of one for each row
            self.values = np.append(different, np.array([None], dtype=object))[coded]
        return coded, different

    @property
    def codes(self) -> NDArray[np.int32]:
        """For each row the number of its value; -1 where missing."""
        return self._coded[0]

    @property
    def n_categories(self) -> int:
        """How many values are different."""
        return len(self._coded[1])

    @property
    def categories(self) -> list[object]:
        """The different values, by code. May be personal: never to be shown unmasked."""
        return list(self._coded[1].tolist())

    def text(self, row: int | np.int64) -> str:
        """The value of a row if it is text; the empty one for any other."""
        value = self.values[row]
        return value if type(value) is str else ""

    def texts(self) -> list[str]:
        """The values that are text; the empty one for any other."""
        return [value if type(value) is str else "" for value in self.values.tolist()]


class Table:
    """Columns of the same length.

    Parameters
    ----------
    source
        What the columns are read from, one at a time, when they are asked for.
    positions
        Where its rows are in the given data; ``None`` when it has all of them.
    n_given
        Rows of the given data.
    """

    def __init__(self, source: Source, *, positions: Positions | None = None, n_given: int = -1) -> None:
        self._source = source
        self.format = source.format
        self.n_rows = source.n_rows
        self.n_given = source.n_rows if n_given < 0 else n_given
        self.positions = positions
        self.names = unique_names(source.labels)
        self.shape: tuple[int, ...] | None = getattr(source, "shape", None)
        self._columns: dict[int, Column] = {}

    @property
    def n_columns(self) -> int:
        """How many columns there are."""
        return len(self.names)

    def hide_names(self, find_secrets: FindSecrets | None) -> None:
        """Mask the names that are values: those of a file whose first row was taken for its header."""
        self.names = hidden_names(self.names, find_secrets)

    @property
    def labels(self) -> Sequence[object]:
        """The columns' names as they were given."""
        return self._source.labels

    @property
    def repeated_names(self) -> list[str]:
        """Names that more than one column has."""
        counts = Counter(map(_text, self.labels))
        return [name for name, count in counts.items() if count > 1]

    @property
    def sampled(self) -> bool:
        """Whether only some of the given rows are here."""
        return self.positions is not None

    def column(self, position: int) -> Column:
        """One column, read when it is first asked for."""
        if position not in self._columns:
            name = self.names[position]
            self._columns[position] = Column(name, position, self._source.column(position))
        return self._columns[position]

    def __iter__(self) -> Iterator[Column]:
        return (self.column(position) for position in range(self.n_columns))

    def given(self, rows: Positions) -> Positions:
        """Where these rows are in the data that was given."""
        return rows if self.positions is None else self.positions[rows]

    def spread(self, scores: NDArray[Any]) -> Scores:
        """One score for each given row: NaN for those that are not in the sample."""
        if self.positions is None:
            return np.asarray(scores, np.float64)
        spread = np.full(self.n_given, np.nan)
        spread[self.positions] = scores
        return spread

    def find(self, label: object) -> int:
        """The position of the column of this name, ``-1`` if there is none."""
        for position, (own, name) in enumerate(zip(self.labels, self.names, strict=True)):
            if type(own) is type(label) and own == label:
                return position
            if label == name:
                return position
        return -1


def read_table(given: Any, *, sample: int | None = None, random: np.random.Generator) -> Table:
    """A table out of what a user has in memory.

    Parameters
    ----------
    given
        A pandas, polars or Arrow table, a numpy array, a torch tensor, a scipy sparse matrix, a list of dicts
        or a dict of columns.
    sample
        Rows to look at; by default all, up to 200,000 rows and 20,000,000 cells.
    random
        Draws the sample.

    Raises
    ------
    UsageError
        When it is no table.
    """
    source = read(given)
    most = min(MOST_ROWS, MOST_CELLS // max(1, len(source.labels))) if sample is None else max(1, sample)
    if source.n_rows <= most:
        return Table(source)
    positions = np.sort(random.choice(source.n_rows, size=most, replace=False)).astype(np.int64)
    return Table(source.take(positions), positions=positions, n_given=source.n_rows)


def unique_names(labels: Sequence[object]) -> list[str]:
    """A text for each label, bounded in length; one that repeats is numbered: ``x``, ``x (2)``."""
    used: set[str] = set()
    repeats = Counter[str]()
    names = []
    for label in labels:
        name = text = _text(label)[:MOST_NAME]
        while name in used:
            repeats[text] += 1
            name = f"{text} ({repeats[text] + 1})"
        used.add(name)
        names.append(name)
    return names


def hidden_names(names: Sequence[str], find_secrets: FindSecrets | None) -> list[str]:
    """The names of columns, secrets and personal values among them masked."""
    long = [name for name in names if len(name) >= SHORTEST_SECRET]
    kinds = dict(zip(long, find_secrets("", long), strict=True)) if find_secrets and long else {}
    return unique_names(
        [mask(kinds[name], name) if kinds.get(name) else without_personal(name) for name in names]
    )


def _text(label: object) -> str:
    if isinstance(label, (str, int, float, np.generic)):
        return str(label)
    if isinstance(label, tuple):
        return ".".join(map(_text, label))
    return type(label).__name__ if label is not None else "None"
