"""What kind of values a column holds, and its values in the form that questions use.

Values may be any object. Nothing is called on one whose type is not known here: not even ``str`` or ``==``.
"""

from __future__ import annotations

import datetime
import decimal
import fractions
from enum import Enum
from typing import Any

import numpy as np
from numpy.typing import NDArray

FEW_CATEGORIES = 20
CATEGORY_SHARE = 0.5
TEXT_LENGTH = 64
"""Strings that are longer on average are text, however few of them differ."""

TEXT_WORDS = 4

PLAIN = {str, bytes, int, bool}
"""Types whose values are never missing, and can be compared as they are."""

NUMBERS = (int, float, np.integer, np.floating, decimal.Decimal, fractions.Fraction)
TIMES = (datetime.datetime, datetime.date, np.datetime64)
NESTED = (list, tuple, dict, set, frozenset, np.ndarray)


class Kind(str, Enum):
    """What a column holds."""

    NUMERIC = "numeric"
    CATEGORICAL = "categorical"
    TEXT = "text"
    DATETIME = "datetime"
    BOOLEAN = "boolean"
    NESTED = "nested"
    MIXED = "mixed"
    EMPTY = "empty"


def missing(values: NDArray[Any]) -> NDArray[np.bool_]:
    """Which values are missing: ``None``, NaN, NaT and pandas' ``NA``."""
    if values.dtype.kind == "f" or values.dtype.kind in "mM":
        return np.asarray(np.isnan(values) if values.dtype.kind == "f" else np.isnat(values))
    if values.dtype.kind != "O":
        return np.zeros(len(values), dtype=bool)
    listed = values.tolist()
    if set(map(type, listed)) <= PLAIN:
        return np.zeros(len(values), dtype=bool)
    return np.fromiter((_is_missing(value) for value in listed), dtype=bool, count=len(values))


def _is_missing(value: object) -> bool:
    kind = type(value)
    if kind is str:
        return False
    if kind in (float, np.float64, np.float32):
        return value != value
    return value is None or kind.__name__ in ("NAType", "NaTType")


def kind_of(values: NDArray[Any], absent: NDArray[np.bool_], *, categorical: bool = False) -> Kind:
    """The kind of a column.

    Parameters
    ----------
    values, absent
        Its values, and which of them are missing.
    categorical
        Whether its container says that it is a category.
    """
    if absent.all():
        return Kind.EMPTY
    code = values.dtype.kind
    if code in "iufbmMSU" and not categorical:
        plain = {"b": Kind.BOOLEAN, "M": Kind.DATETIME, "m": Kind.NUMERIC}
        return _kind_of_strings(values[~absent]) if code in "SU" else plain.get(code, Kind.NUMERIC)
    present = values[~absent]
    if categorical:
        return Kind.CATEGORICAL
    types = set(map(type, present))
    if all(kind is str for kind in types):
        return _kind_of_strings(present)
    for known, kind in (
        ((bool, np.bool_), Kind.BOOLEAN),
        (NUMBERS, Kind.NUMERIC),
        (TIMES, Kind.DATETIME),
        (NESTED, Kind.NESTED),
    ):
        if all(issubclass(found, known) for found in types) and not (kind is Kind.NUMERIC and bool in types):
            return kind
    return Kind.MIXED


def _kind_of_strings(present: NDArray[Any]) -> Kind:
    """Few that repeat are categories; many, long or wordy ones are text."""
    looked_at = present[:: max(1, len(present) // 5_000)][:5_000]
    different = len(set(looked_at.tolist()))
    lengths = sum(map(len, looked_at)) / len(looked_at)
    space = b" " if looked_at.dtype.kind == "S" else " "
    words = 1 + sum(value.count(space) for value in looked_at.tolist()) / len(looked_at)
    if lengths > TEXT_LENGTH or (words >= TEXT_WORDS and different > FEW_CATEGORIES):
        return Kind.TEXT
    few = different <= FEW_CATEGORIES or different <= CATEGORY_SHARE * len(looked_at)
    return Kind.CATEGORICAL if few else Kind.TEXT


def as_numbers(values: NDArray[Any], absent: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Numbers, booleans and times (seconds since 1970) as floats; NaN where missing or none of these."""
    code = values.dtype.kind
    if code in "iufb":
        return values.astype(np.float64, copy=False)
    if code in "mM":
        unit = "datetime64[ms]" if code == "M" else "timedelta64[ms]"
        seconds = values.astype(unit).astype(np.int64) / 1_000
        return np.where(absent, np.nan, seconds)
    return np.fromiter((_as_number(value) for value in values), dtype=np.float64, count=len(values))


def _as_number(value: object) -> float:
    if isinstance(value, (bool, np.bool_, *NUMBERS)):
        try:
            return float(value)
        except (OverflowError, ValueError):
            return float("inf") if value > 0 else float("-inf")
    if isinstance(value, np.datetime64):
        return float(value.astype("datetime64[ms]").astype(np.int64)) / 1_000
    if isinstance(value, datetime.datetime):
        aware = value if value.tzinfo else value.replace(tzinfo=datetime.timezone.utc)
        try:
            return aware.timestamp()
        except (OverflowError, ValueError):
            return float("nan")
    if isinstance(value, datetime.date):
        return float((value - datetime.date(1970, 1, 1)).days) * 86_400
    return float("nan")


def as_keys(values: NDArray[Any], absent: NDArray[np.bool_]) -> list[object]:
    """Each value as something that can be compared safely; of an unknown type only the name is used."""
    listed = values.tolist()
    if set(map(type, listed)) <= PLAIN:
        return list(listed)
    return [None if gone else _as_key(value, 3) for value, gone in zip(listed, absent.tolist(), strict=True)]


def _as_key(value: object, depth: int) -> object:
    kind = type(value)
    if kind in (str, bytes, int, float, bool):
        return value
    if isinstance(value, np.generic):
        return value.item()
    if kind in (decimal.Decimal, fractions.Fraction, datetime.datetime, datetime.date, datetime.time):
        return value
    if kind is np.ndarray and value.dtype.kind != "O":  # type: ignore[attr-defined]  # an array has one
        return ("ndarray", value.shape, value.tobytes())  # type: ignore[attr-defined]
    if depth and isinstance(value, (list, tuple)) and kind in (list, tuple):
        return (kind.__name__, *(_as_key(part, depth - 1) for part in value[:1_000]))
    if depth and kind is dict and isinstance(value, dict):
        return ("dict", *((_as_key(k, 0), _as_key(v, depth - 1)) for k, v in list(value.items())[:1_000]))
    return (kind.__module__, kind.__qualname__)
