"""Small patches of images, wherever in the image they are."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.profile.answer import Positions
from mlsec_nb.profile.backdoor.patterns import Mask, Pattern
from mlsec_nb.profile.dataset import Dataset

SIZES = ((2, 3), (3, 2))
"""Side of a patch, and the number of levels of brightness that it is rounded to."""

SMALLEST, LARGEST = 5, 256
"""Sides of an image in a table of pixels."""

BRIGHT_SHARE = 0.3
"""In a table of pixels this share of the columns reaches the same largest value."""

FEWEST_ROWS = 5


def patch_patterns(data: Dataset, rows: Positions) -> Iterator[Pattern]:
    """The patches that at least a few images hold."""
    sides = image_sides(data)
    if sides is None:
        return
    levels = {size: _codes(_images(data, rows, sides), size, count) for size, count in SIZES}
    for size, count in SIZES:
        codes = levels[size]
        present = np.sort(codes, axis=1)
        first = np.ones(present.shape, bool)
        first[:, 1:] = present[:, 1:] != present[:, :-1]
        values, holders = np.unique(present[first], return_counts=True)
        for value in values[(holders >= FEWEST_ROWS) & (holders <= len(rows) / 2)]:
            yield _patch(data, sides, size, count, int(value))


def image_sides(data: Dataset) -> tuple[int, int] | None:
    """Height and width, when the rows are images."""
    if data.table.shape is not None:
        height, width = data.table.shape[0], data.table.shape[1] if len(data.table.shape) > 1 else 1
        return (height, width) if min(height, width) >= SMALLEST else None
    columns = data.features
    side = math.isqrt(len(columns))
    if side * side != len(columns) or not SMALLEST <= side <= LARGEST:
        return None
    if not all(column.is_number for column in columns):
        return None
    highest = np.array([np.nanmax(column.numbers) for column in columns])
    lowest = min(float(np.nanmin(column.numbers)) for column in columns)
    alike = np.mean(highest >= 0.95 * highest.max()) >= BRIGHT_SHARE
    return (side, side) if alike and lowest >= 0 else None


def _images(data: Dataset, rows: Positions, sides: tuple[int, int]) -> NDArray[np.float32]:
    """(rows, height, width) brightness between 0 and 1; the mean of the channels."""
    columns = data.features if data.table.shape is None else list(data.table)
    pixels = np.column_stack([column.numbers[rows] for column in columns if column is not data.target])
    images = np.nan_to_num(pixels).reshape(len(rows), *sides, -1).mean(axis=3)
    brightest = max(float(np.nanmax(column.numbers)) for column in columns)
    return np.asarray(np.clip(images / max(brightest, 1e-12), 0, 0.999), np.float32)


def _codes(images: NDArray[np.float32], size: int, levels: int) -> NDArray[np.int32]:
    """(rows, places) a number for the patch at each place."""
    rounded = (images * levels).astype(np.int32)
    height, width = images.shape[1] - size + 1, images.shape[2] - size + 1
    codes = np.zeros((len(images), height, width), np.int32)
    for down, right in np.ndindex(size, size):
        codes = codes * levels + rounded[:, down : down + height, right : right + width]
    return codes.reshape(len(images), -1)


def _patch(data: Dataset, sides: tuple[int, int], size: int, levels: int, value: int) -> Pattern:
    def holds(at: Positions) -> Mask:
        key = f"patches {size} {len(at)} {int(at.sum())}"
        codes = data.cached(key, lambda: _codes(_images(data, at, sides), size, levels))
        return np.asarray((codes == value).any(axis=1))

    digits = np.base_repr(value, levels).zfill(size * size)
    drawn = "/".join(digits[start : start + size] for start in range(0, len(digits), size))
    return Pattern("", f"patch {drawn} anywhere", holds)
