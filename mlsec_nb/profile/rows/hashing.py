"""A 64-bit number for each value and each row: equal rows have equal numbers, in any table."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.profile.table import Column

Hashes = NDArray[np.uint64]

_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
MISSING = np.uint64(0x9E3779B97F4A7C15)


def value_hashes(column: Column) -> Hashes:
    """A number for each value: of numbers by their size, whatever their type; else by content."""
    if column.is_number:
        numbers = column.numbers + 0.0  # -0.0 becomes 0.0
        hashed = _mixed(numbers.view(np.uint64))
    else:
        known = np.array([_of(category) for category in column.categories], dtype=np.uint64)
        hashed = np.append(known, MISSING)[column.codes]
    return np.where(column.missing, MISSING, hashed)


def row_hashes(columns: Sequence[Column]) -> Hashes:
    """A number for each row over these columns, in their order."""
    total = np.zeros(len(columns[0]), dtype=np.uint64)
    for place, column in enumerate(columns):
        total += _mixed(value_hashes(column) + _place(place))
    return total


def value_matrix(columns: Sequence[Column], rows: NDArray[np.int64]) -> Hashes:
    """(rows, columns) numbers of the values."""
    return np.column_stack([value_hashes(column)[rows] for column in columns])


def _of(value: object) -> int:
    """Content as a number; ``value`` is one of the plain keys that :mod:`~mlsec_nb.profile.kinds` makes."""
    if isinstance(value, (bool, int, float)):
        return int(_mixed(np.array([float(min(max(value, -1e308), 1e308)) + 0.0]).view(np.uint64))[0])
    data = value if isinstance(value, bytes) else repr(value).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "little")


def _place(place: int) -> Hashes:
    return _mixed(np.array([place + 1], dtype=np.uint64))


def _mixed(numbers: Hashes) -> Hashes:
    """The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014)."""
    mixed = (numbers ^ (numbers >> np.uint64(30))) * _FIRST
    mixed = (mixed ^ (mixed >> np.uint64(27))) * _SECOND
    return np.asarray(mixed ^ (mixed >> np.uint64(31)))
