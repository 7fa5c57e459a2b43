"""A table as a matrix that methods of learning can use: scaled numbers, categories, texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.profile.answer import Positions
from mlsec_nb.profile.kinds import Kind
from mlsec_nb.profile.table import Column

Matrix = NDArray[np.float32]
_Encoded = NDArray[np.floating[Any]]

MOST_CATEGORIES = 20
MOST_CELLS = 40_000_000
"""Float32 cells of a matrix: 160 MB."""

TEXT_BUCKETS = 4_096
TEXT_DIMENSIONS = 32
MOST_EMBEDDED = 1_024
"""Numbers in a cell that holds a list of them, such as an embedding."""

UNIQUE_SHARE = 0.95
FAR = 20.0
"""Standard deviations beyond which a value is cut off: one outlier must not hide all other distances."""


@dataclass(frozen=True, slots=True)
class Features:
    """The matrix, and for each of its columns the position of the table's column that it came from."""

    matrix: Matrix
    origin: Positions


def feature_matrix(
    columns: list[Column], rows: Positions, *, seed: int, reference: int | None = None
) -> Features:
    """Standardised numbers, indicators of frequent categories, and texts in a few dimensions.

    Parameters
    ----------
    columns
        Those to use; identifiers (text without words, nearly every value different) are left out.
    rows
        Those to use.
    seed
        For the reduction of texts.
    reference
        How many of the first rows decide on centre and scale; by default all.
    """
    parts: list[Matrix] = []
    origin: list[int] = []
    most = max(1, MOST_CELLS // max(1, len(rows)))
    for column in columns:
        for part in _parts(column, rows, seed, reference):
            parts.append(part[:, : most - len(origin)])
            origin += [column.position] * parts[-1].shape[1]
        if len(origin) >= most:
            break
    matrix = np.hstack(parts) if parts else np.zeros((len(rows), 0), np.float32)
    return Features(np.ascontiguousarray(matrix, dtype=np.float32), np.array(origin, dtype=np.int64))


def _parts(column: Column, rows: Positions, seed: int, reference: int | None) -> Iterator[Matrix]:
    encode = _ENCODERS.get(column.kind)
    encoded = encode(column, rows, seed) if encode else None
    if encoded is not None and encoded.shape[1]:
        together = column.kind in (Kind.TEXT, Kind.NESTED)
        yield scaled(encoded, reference, together=together)
    absent = column.missing[rows]
    if 0.01 < absent.mean() < 0.99:
        yield scaled(absent.astype(np.float32)[:, None], reference)


def scaled(matrix: _Encoded, reference: int | None = None, *, together: bool = False) -> Matrix:
    """Standardise columns; what is not finite becomes the median, constants are dropped.

    Parameters
    ----------
    matrix
        (n, d)
    reference
        How many of the first rows decide; a column that is constant in these is dropped.
    together
        Whether the columns keep their proportions, as the directions of a text do: the widest one gets
        unit variance.
    """
    values = np.array(matrix, dtype=np.float64)
    values[~np.isfinite(values)] = np.nan
    values = values[:, np.isfinite(values[:reference]).any(axis=0)]
    middle = np.nanmedian(values[:reference], axis=0) if values.size else np.zeros(values.shape[1])
    values = np.where(np.isnan(values), middle, values) - middle
    largest = np.abs(values[:reference]).max(axis=0, initial=0)
    most = largest.max(initial=0) if together else largest[largest > 0]
    values = values[:, largest > 0] / most  # no overflow in the squares
    known = values[:reference]
    spread = known.std(axis=0)
    kept = spread > 1e-9
    width = spread[kept].max(initial=0) if together else spread[kept]
    values = (values[:, kept] - known[:, kept].mean(axis=0)) / width
    return np.asarray(np.clip(values, -FAR, FAR), np.float32)


def _numbers(column: Column, rows: Positions, seed: int) -> _Encoded:
    del seed
    return np.asarray(column.numbers[rows][:, None])


def _categories(column: Column, rows: Positions, seed: int) -> _Encoded:
    del seed
    codes = column.codes[rows]
    counts = np.bincount(codes[codes >= 0], minlength=1)
    frequent = np.argsort(-counts, kind="stable")[:MOST_CATEGORIES]
    frequent = frequent[counts[frequent] > 1]
    return np.asarray(codes[:, None] == frequent[None, :], np.float32)


def _texts(column: Column, rows: Positions, seed: int) -> _Encoded | None:
    texts = column.texts()
    chosen = [texts[row] for row in rows]
    words = sum(1 + text.count(" ") for text in chosen[:1_000]) / max(1, len(chosen[:1_000]))
    if words < 2 and len(set(chosen)) > UNIQUE_SHARE * len(chosen):
        return None  # an identifier: it can only be learnt by heart
    return text_matrix(chosen, seed=seed)


def text_matrix(texts: list[str], *, seed: int, dimensions: int = TEXT_DIMENSIONS) -> _Encoded:
    """Hashed word counts, weighted by rarity, in the directions of most variance."""
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer

    hashed = HashingVectorizer(n_features=TEXT_BUCKETS, alternate_sign=False).transform(texts)
    weighted = TfidfTransformer().fit_transform(hashed)
    if min(weighted.shape) <= dimensions:
        return np.asarray(weighted.toarray())
    return np.asarray(TruncatedSVD(dimensions, random_state=seed).fit_transform(weighted))


def _embedded(column: Column, rows: Positions, seed: int) -> _Encoded | None:
    """Lists of as many numbers each, such as embeddings."""
    del seed
    values = [column.values[row] for row in rows]
    lengths = {
        len(value) if type(value) in (list, tuple) else np.size(value)
        for value in values
        if value is not None
    }
    if len(lengths) != 1 or not 0 < (width := lengths.pop()) <= MOST_EMBEDDED:
        return None
    matrix = np.full((len(rows), width), np.nan)
    for place, value in enumerate(values):
        if type(value) is np.ndarray and value.dtype.kind in "iufb":
            matrix[place] = value.ravel()
        elif type(value) in (list, tuple) and all(type(part) in (int, float) for part in value):
            matrix[place] = value
        elif value is not None:
            return None
    return np.asarray(matrix)


_Encoder = Callable[[Column, Positions, int], "_Encoded | None"]
_ENCODERS: dict[Kind, _Encoder] = {
    Kind.NUMERIC: _numbers,
    Kind.BOOLEAN: _numbers,
    Kind.DATETIME: _numbers,
    Kind.CATEGORICAL: _categories,
    Kind.MIXED: _categories,
    Kind.TEXT: _texts,
    Kind.NESTED: _embedded,
}
