"""What a table is expected to look like: inferred once, stored as JSON, checked whenever data comes in.

Categories are stored as salted digests: the file tells known ones from others, not what they say.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from mlsec_nb.core.files import write_atomically
from mlsec_nb.errors import ConfigError
from mlsec_nb.profile.kinds import Kind
from mlsec_nb.profile.table import Column, Table

FORMAT = "mlsec-nb/schema/v1"
MOST_CATEGORIES = 200
MOST_BYTES = 20_000_000
SLACK = 0.1
"""Numbers may leave the range that was seen by this share of its width."""

MORE_MISSING = 0.05
"""So much larger may the share of missing values be."""

DIGEST_BYTES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnSchema:
    """What one column is expected to hold.

    Attributes
    ----------
    kind
        The kind of its values.
    missing
        Share of missing values.
    low, high
        Range of numbers (of times: seconds since 1970); ``None`` for other kinds.
    categories
        Salted digests of the categories; empty when they are too many to be a closed list.
    """

    kind: str
    missing: float
    low: float | None = None
    high: float | None = None
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """The columns of a table, and the salt of the digests in it."""

    columns: Mapping[str, ColumnSchema] = field(default_factory=dict)
    salt: str = ""

    def to_json(self) -> str:
        """The schema as JSON."""
        columns = {name: asdict(column) for name, column in self.columns.items()}
        return json.dumps({"schema": FORMAT, "salt": self.salt, "columns": columns}, indent=1)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the schema to a file."""
        write_atomically(Path(path), self.to_json().encode())


@dataclass(frozen=True, slots=True)
class Violation:
    """One way in which a table does not meet a schema, and the share of its rows that do not.

    It is severe when code that relies on the schema will break or err.
    """

    column: str
    what: str
    share: float
    severe: bool = False


def infer(table: Table, salt: str) -> Schema:
    """The schema of a table."""
    return Schema(columns={column.name: _infer(column, salt) for column in table}, salt=salt)


def new_salt() -> str:
    """A salt nobody can guess."""
    return secrets.token_hex(8)


def load(given: str | os.PathLike[str] | Mapping[str, Any] | Schema) -> Schema:
    """Read a schema from a file or from the content of one.

    Raises
    ------
    ConfigError
        When it is none.
    """
    if isinstance(given, Schema):
        return given
    try:
        content = given if isinstance(given, Mapping) else _read(Path(given))
        if content["schema"] != FORMAT:
            raise ValueError(f"its format is {str(content['schema'])[:40]!r}")
        columns = {
            str(name): ColumnSchema(**{**column, "categories": tuple(column["categories"])})
            for name, column in content["columns"].items()
        }
        return Schema(columns=columns, salt=str(content["salt"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        advice = 'Write one with `profile.save_schema("schema.json")`.'
        raise ConfigError(f"The schema cannot be read: {error}.", advice) from error


def violations(table: Table, schema: Schema) -> Iterator[Violation]:
    """Where a table does not meet a schema."""
    for name in schema.columns:
        if name not in table.names:
            yield Violation(name, "the column is missing", 1.0, severe=True)
    for column in table:
        if column.name in schema.columns:
            yield from _violations(column, schema.columns[column.name], schema.salt)
        else:
            yield Violation(column.name, "the column is not in the schema", 1.0)


def _read(path: Path) -> Any:
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ValueError("it is too large")
    return json.loads(data)


def _infer(column: Column, salt: str) -> ColumnSchema:
    low = high = None
    if column.is_number:
        known = column.numbers[np.isfinite(column.numbers)]
        if known.size:
            low, high = float(known.min()), float(known.max())
    categories: tuple[str, ...] = ()
    if column.kind is Kind.CATEGORICAL and column.n_categories <= MOST_CATEGORIES:
        categories = tuple(sorted(_digest(category, salt) for category in column.categories))
    return ColumnSchema(
        kind=column.kind.value,
        missing=round(float(column.missing.mean()) if len(column) else 0.0, 4),
        low=low,
        high=high,
        categories=categories,
    )


def _violations(column: Column, expected: ColumnSchema, salt: str) -> Iterator[Violation]:
    if not _alike(column.kind.value, expected.kind):
        what = f"holds {column.kind.value} values, not {expected.kind}"
        yield Violation(column.name, what, 1.0, severe=True)
        return
    share = float(column.missing.mean()) if len(column) else 0.0
    if share > expected.missing + MORE_MISSING:
        yield Violation(
            column.name, f"{share:.1%} of the values are missing, not {expected.missing:.1%}", share
        )
    if expected.low is not None and expected.high is not None and column.is_number:
        yield from _outside(column, expected.low, expected.high)
    if expected.categories:
        known = set(expected.categories)
        unknown = np.array([_digest(category, salt) not in known for category in column.categories] + [False])
        if count := int(unknown[column.codes].sum()):
            what = f"{count:,} values are of {unknown.sum():,} unknown categories"
            yield Violation(column.name, what, count / len(column))


def _alike(kind: str, expected: str) -> bool:
    """Whether a column of one kind may stand where another is expected; few texts look like categories."""
    text = {Kind.CATEGORICAL.value, Kind.TEXT.value}
    return kind == expected or {kind, expected} == text or Kind.EMPTY.value in (kind, expected)


def _outside(column: Column, low: float, high: float) -> Iterator[Violation]:
    slack = SLACK * (high - low)
    outside = (column.numbers < low - slack) | (column.numbers > high + slack)
    if count := int(outside.sum()):
        what = f"{count:,} values are outside of the range {low:g} to {high:g}"
        yield Violation(column.name, what, count / len(column))


def _digest(category: object, salt: str) -> str:
    text = repr(category).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=DIGEST_BYTES, key=salt.encode()).hexdigest()
