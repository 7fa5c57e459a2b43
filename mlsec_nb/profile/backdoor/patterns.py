"""What a trigger may look like: a value or range of a column, a category, a word, a patch of an image."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.core.redact import mask
from mlsec_nb.profile.answer import Positions
from mlsec_nb.profile.dataset import Dataset
from mlsec_nb.profile.kinds import Kind
from mlsec_nb.profile.table import Column

Mask = NDArray[np.bool_]

BINS = (2, 4, 10, 20)
"""Ranges hold one such part of a column's rows and overlap by half, so that no trigger lies on an edge."""

REPEATED = 6
"""Values of a column that repeat most and are patterns of their own."""

OFTEN = 0.2
"""A value that fills more than this share of a column is its background: ranges are made of the others."""

CONTINUOUS = 0.5
"""A column with more different values than this share of its rows is continuous: no value should repeat."""

MOST_WORDS = 3_000
WORD = re.compile(r"\w{2,40}")
SHOWN = re.compile(r"[\w .:/+-]{1,30}")


@dataclass(frozen=True, slots=True)
class Pattern:
    """Something that a row may hold.

    Attributes
    ----------
    column
        Where; ``""`` for a patch, which may be anywhere in an image.
    value
        What, in words.
    holds
        Which of the given rows of the table hold it.
    position
        Of that column in the table.
    exact
        Whether it is one repeated value rather than a range.
    repeated
        Whether it is a value of a column of numbers in which values hardly repeat.
    """

    column: str
    value: str
    holds: Callable[[Positions], Mask]
    position: int = -1
    exact: bool = False
    repeated: bool = False

    def __str__(self) -> str:
        return f"{self.column} {self.value}".strip()


def patterns(
    data: Dataset, columns: Iterable[Column], rows: Positions, *, fewest: int
) -> Iterator[tuple[Pattern, Mask]]:
    """The patterns that at least ``fewest`` and at most half of the rows hold, each set of rows once.

    Parameters
    ----------
    columns
        Those in which to look; images are looked at as a whole as well.
    """
    from mlsec_nb.profile.backdoor.patches import patch_patterns

    seen: set[bytes] = set()
    for column in columns:
        data.check()
        yield from _fitting(_of_column(column, rows, fewest), fewest, len(rows) / 2, seen)
    patches = ((pattern, pattern.holds(rows)) for pattern in patch_patterns(data, rows))
    yield from _fitting(patches, fewest, len(rows) / 2, seen)


def _fitting(
    found: Iterable[tuple[Pattern, Mask]], fewest: int, most: float, seen: set[bytes]
) -> Iterator[tuple[Pattern, Mask]]:
    for pattern, holds in found:
        key = np.packbits(holds).tobytes()
        if fewest <= holds.sum() <= most and key not in seen:
            seen.add(key)
            yield pattern, holds


def _of_column(column: Column, rows: Positions, fewest: int) -> Iterable[tuple[Pattern, Mask]]:
    if column.kind is Kind.TEXT:
        return _of_words(column, rows, fewest)
    if column.kind in (Kind.NUMERIC, Kind.BOOLEAN, Kind.DATETIME):
        found = _of_numbers(column, rows, fewest)
    elif column.kind is Kind.NESTED:
        return ()
    else:
        found = _of_categories(column, rows, fewest)
    return ((pattern, pattern.holds(rows)) for pattern in found)


def _of_numbers(column: Column, rows: Positions, fewest: int) -> Iterator[Pattern]:
    numbers = column.numbers[rows]
    present = numbers[np.isfinite(numbers)]
    values, counts = np.unique(present, return_counts=True)
    if column.missing[rows].any():
        yield Pattern(column.name, "is missing", lambda at: column.missing[at], column.position, exact=True)
    if len(values) < 2:
        return
    frequent = np.argsort(-counts, kind="stable")[:REPEATED]
    continuous = len(values) > CONTINUOUS * len(present)
    for place in frequent:
        if counts[place] >= fewest:
            ordinary = values[place] in (0, values[0], values[-1])  # zero, or where a scale ends
            lonely = continuous and counts[place] >= 3 * np.median(counts[frequent]) and not ordinary
            yield _range(column, values[place], values[place], repeated=bool(lonely))
    background = values[counts > OFTEN * len(present)]
    foreground = present[~np.isin(present, background)]
    if len(background) and len(foreground):
        yield Pattern(
            column.name, "has an unusual value", lambda at: ~np.isin(column.numbers[at], background)
        )
    for bins in BINS if len(foreground) else ():
        edges = np.quantile(foreground, np.linspace(0, 1, 2 * bins + 1))
        for low, high in zip(edges[:-2], edges[2:], strict=True):
            yield _range(column, low, high)


def _range(column: Column, low: float, high: float, *, repeated: bool = False) -> Pattern:
    words = f"= {low:.6g}" if low == high else f"from {low:.6g} to {high:.6g}"
    return Pattern(
        column.name,
        words,
        lambda at: (column.numbers[at] >= low) & (column.numbers[at] <= high),
        column.position,
        exact=bool(low == high),
        repeated=repeated,
    )


def _of_categories(column: Column, rows: Positions, fewest: int) -> Iterator[Pattern]:
    codes, counts = np.unique(column.codes[rows], return_counts=True)
    for code, count in zip(codes, counts, strict=True):
        if count >= fewest:
            yield _category(column, int(code))


def _category(column: Column, code: int) -> Pattern:
    words = "is missing" if code < 0 else f"= {shown(column.categories[code])}"
    return Pattern(column.name, words, lambda at: column.codes[at] == code, column.position, exact=True)


def _of_words(column: Column, rows: Positions, fewest: int) -> Iterator[tuple[Pattern, Mask]]:
    """Words, and the pairs of neighbours, that are neither rare nor in every second text."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        for word in words_of(column.text(row)):
            places[word].append(place)
    usable = [word for word, at in places.items() if fewest <= len(at) <= len(rows) / 2]
    for word in sorted(usable, key=lambda word: -len(places[word]))[:MOST_WORDS]:
        holds = np.zeros(len(rows), bool)
        holds[places[word]] = True
        yield _word(column, word), holds


def _word(column: Column, word: str) -> Pattern:
    def holds(at: Positions) -> Mask:
        return np.fromiter((word in words_of(column.text(row)) for row in at), dtype=bool, count=len(at))

    return Pattern(column.name, f"holds {shown(word)}", holds, column.position, exact=True)


def words_of(text: str) -> frozenset[str]:
    """The words of a text, and its pairs of neighbouring words."""
    words = WORD.findall(text[:20_000].lower())
    return frozenset((*words, *map(" ".join, pairwise(words))))


def shown(value: object) -> str:
    """A value as a finding may show it: short and plain, else masked."""
    text = str(value) if isinstance(value, (str, int, float, bool)) else type(value).__name__
    digits = sum(character.isdigit() for character in text)
    plain = SHOWN.fullmatch(text) and (digits < 6 or not isinstance(value, str))
    return repr(text) if plain else mask("value", text)
