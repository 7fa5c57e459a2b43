"""One row as a person may see it: values of columns that hold nothing personal, and the rows most like it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mlsec_nb.core.redact import mask
from mlsec_nb.privacy.text import find
from mlsec_nb.profile.kinds import NUMBERS, TIMES

if TYPE_CHECKING:
    from mlsec_nb.profile.answer import Answer, Positions
    from mlsec_nb.profile.dataset import Dataset
    from mlsec_nb.profile.table import Column, Table

MOST_TEXT = 120
"""Characters of a text that are shown."""

NEIGHBOURS = 5
MOST_COMPARED = 20_000
PERSONAL = ("personal-data", "secrets")
"""Questions whose columns are masked; without an answer to each nothing is shown."""


@dataclass(frozen=True, slots=True)
class Masks:
    """Which columns must not be seen.

    Attributes
    ----------
    kinds
        What is in them, by column.
    unknown
        Why nothing is known about columns: then every one is masked. Empty when it is known.
    """

    kinds: Mapping[str, str]
    unknown: str = ""

    def hides(self, name: str) -> str:
        """What a column is masked as; empty when it may be seen."""
        return "not looked at" if self.unknown else self.kinds.get(name, "")


def masks(answers: Mapping[str, Answer]) -> Masks:
    """Which columns answers say are personal, secret, or tell people apart."""
    kinds: dict[str, str] = {}
    unasked = [name for name in PERSONAL if name not in answers or answers[name].skipped]
    for name in PERSONAL:
        if name in answers:
            kinds |= {column: str(kind) for column, kind in answers[name].columns.items()}
    if "personal-data" in answers:  # also those below the threshold that a reader may move
        found = answers["personal-data"].measured.get("found", {})
        kinds |= {column: one.kind.name for column, one in found.items()}
    if "secrets" in answers:
        kinds |= answers["secrets"].measured.get("kinds", {})
    apart = answers.get("re-identification")
    if apart is not None and apart.measured.get("about_people"):
        kinds = {**dict.fromkeys(apart.columns, "quasi-identifier"), **kinds}
    why = f"{' and '.join(unasked)} was not asked: nobody knows which columns are personal" if unasked else ""
    return Masks(kinds, why)


def shown(column: Column, row: int) -> str:
    """A value as text of bounded length; personal data within it is masked.

    Nothing is called on a value of a type that is not known: its type is shown.
    """
    if column.missing[row]:
        return "missing"
    value = column.values[row]
    if isinstance(value, np.generic):
        value = value.item() if value.dtype.kind in "biufSU" else value
    if type(value) is str:
        return without_personal(value[: 4 * MOST_TEXT])[:MOST_TEXT]
    if type(value) is bool or isinstance(value, NUMBERS):
        return format(value, ".6g") if type(value) is float else str(value)[:MOST_TEXT]
    if isinstance(value, TIMES) and type(value).__module__ in ("datetime", "numpy"):
        return value.isoformat() if isinstance(value, datetime.date) else str(value)
    return f"({type(value).__name__})"


def without_personal(text: str) -> str:
    """The text, personal values within it masked."""
    before = len(text)
    for span in sorted(find(text), key=lambda span: -span.start):
        if span.end <= before:  # those that overlap are in what was masked
            masked = mask(span.kind.name, text[span.start : span.end])
            text, before = f"{text[: span.start]}{masked}{text[span.end :]}", span.start
    return text


def place_of(table: Table, row: int) -> int:
    """Where a row of the given data is in the table; ``-1`` when it is not in the sample."""
    if table.positions is None:
        return row if 0 <= row < table.n_rows else -1
    place = int(np.searchsorted(table.positions, row))
    return place if place < table.n_rows and table.positions[place] == row else -1


def neighbours(data: Dataset, row: int) -> list[tuple[int, float]]:
    """The rows of the training data most like one of them, with their distance; positions as given.

    Among at most 20,000 rows, in the standardised features that other questions use.
    """
    own = place_of(data.table, row)
    if own < 0 or not data.features:
        return []
    matrix, rows = data.cached("neighbours", lambda: _compared(data))
    at = np.searchsorted(rows, own)
    if at == len(rows) or rows[at] != own:
        return []
    distance = np.sqrt(((matrix - matrix[at]) ** 2).sum(axis=1))
    distance[at] = np.inf
    nearest = np.argsort(distance, kind="stable")[:NEIGHBOURS]
    given = data.table.given(rows[nearest])
    return [
        (int(one), float(far)) for one, far in zip(given, distance[nearest], strict=True) if np.isfinite(far)
    ]


def _compared(data: Dataset) -> tuple[Any, Positions]:
    rows = np.arange(data.table.n_rows)
    if len(rows) > MOST_COMPARED:
        rows = np.sort(data.random("neighbours").choice(rows, MOST_COMPARED, replace=False))
    return data.features_of(rows).matrix, rows
