"""Samples of rows: values as text, which never leave the question, and what is said of the other rows."""

from __future__ import annotations

import datetime
from typing import Any

import numpy as np

from mlsec_nb.profile.answer import Positions
from mlsec_nb.profile.dataset import Dataset
from mlsec_nb.profile.kinds import NUMBERS
from mlsec_nb.profile.table import Column, Table

MOST_LETTERS = 10_000


def sampled_rows(data: Dataset, most: int, purpose: str) -> Positions:
    """At most so many rows, drawn at random, in order."""
    n = data.table.n_rows
    if n <= most:
        return np.arange(n)
    return np.sort(data.random(purpose).choice(n, size=most, replace=False))


def share_of_all(share: float, table: Table) -> float:
    """What a share of rows with a twin in the sample says of all rows: a twin is seldom in a small sample.

    It is the share when each row has one twin, and more than that when some have several.
    """
    return min(1.0, share * table.n_given / max(1, table.n_rows))


def said_of_all(share: float, table: Table) -> str:
    """A sentence about that; empty when nothing was left out."""
    if not table.sampled:
        return ""
    compared = table.n_rows / table.n_given
    return f" Compared with {compared:.2%} of the rows only: of all, up to {share_of_all(share, table):.0%}."


def texts_of(column: Column, rows: Positions) -> list[str]:
    """The values in these rows as text: empty where missing, and for objects of types that are not known."""
    values, absent = column.values[rows], column.missing[rows].tolist()
    if values.dtype.kind == "M":
        values = values.astype("datetime64[s]").astype(object)
    return ["" if gone else _as_text(value) for value, gone in zip(values.tolist(), absent, strict=True)]


def _as_text(value: Any) -> str:
    if type(value) is str:
        return value[:MOST_LETTERS]
    if type(value) is bytes:
        return value[:MOST_LETTERS].decode("utf-8", "replace")
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value) if isinstance(value, (bool, *NUMBERS)) else ""
