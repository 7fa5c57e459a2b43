"""What kinds of training data lie about in an object: rows, values, words, tables, paths, categories."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from mlsec_nb.profile.answer import Positions
from mlsec_nb.profile.objects.rows import FEWEST_VALUES, Rows
from mlsec_nb.profile.objects.walk import Held, is_frame

FILE_PATH = re.compile(r"(?:[A-Za-z]:\\|/|~/|\\\\|file://|s3://|gs://|hf://)[^\n\0]{2,300}")
WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, eq=False)
class Stored:
    """Training data found in an object.

    Attributes
    ----------
    path
        The attribute that has it.
    kind
        ``training rows``, ``column values``, ``vocabulary``, ``categories``, ``data frame`` or ``file path``.
    count
        Of rows, values or words.
    rows
        Positions of the training rows, when it has any.
    """

    path: str
    kind: str
    count: int
    rows: Positions


_NO_ROWS = np.empty(0, dtype=np.int64)


def stored(held: Held, rows: Rows | None) -> Iterator[Stored]:
    """What of the training data one thing in the object is."""
    value = held.value
    found = rows.found_in(value) if rows is not None else _NO_ROWS
    columns = rows.columns_in(value) if rows is not None and not len(found) else []
    if len(found):
        yield Stored(held.path, "training rows", len(found), found)
    elif is_frame(value):
        yield Stored(held.path, "data frame", len(value), _NO_ROWS)
    elif columns:
        yield Stored(held.path, "column values", int(np.size(value)), _NO_ROWS)
    elif isinstance(value, str):
        if FILE_PATH.fullmatch(value.strip()):
            yield Stored(held.path, "file path", 1, _NO_ROWS)
    elif is_vocabulary(value):
        yield Stored(held.path, "vocabulary", len(value), _NO_ROWS)
    else:
        yield from _categories(held)


def is_vocabulary(value: Any) -> bool:
    """Whether it is a table from words to numbers, as vectorisers keep."""
    if not isinstance(value, Mapping) or len(value) < FEWEST_VALUES:
        return False
    some = [item for item, _ in zip(value.items(), range(100), strict=False)]
    return all(
        isinstance(word, str) and isinstance(place, (int, np.integer)) and not isinstance(place, bool)
        for word, place in some
    )


def _categories(held: Held) -> Iterator[Stored]:
    """Lists of category names, as gradient boosting keeps them for tables."""
    value, name = held.value, held.path.rpartition(".")[2]
    if name == "pandas_categorical" and isinstance(value, list):
        count = sum(len(names) for names in value if isinstance(names, (list, tuple, np.ndarray)))
    elif type(value).__module__.startswith("xgboost") and type(value).__name__ == "Booster":
        count = _xgboost_categories(value)
    elif isinstance(value, np.ndarray) and value.dtype.kind in "OUS" and value.ndim == 1:
        texts = value.size >= FEWEST_VALUES and all(isinstance(text, str) for text in value[:100].tolist())
        count = value.size if texts and not name.startswith(("feature_names", "classes_")) else 0
    else:
        return
    if count:
        yield Stored(held.path, "categories", int(count), _NO_ROWS)


def _xgboost_categories(booster: Any) -> int:
    """How many category names the booster would save with it."""
    try:
        saved = json.loads(bytes(booster.save_raw(raw_format="json")))
    except Exception:  # an untrained one has nothing to save
        return 0
    groups = (
        saved.get("learner", {}).get("gradient_booster", {}).get("model", {}).get("cats", {}).get("enc", [])
    )
    return sum(max(len(group.get("offsets", ())) - 1, len(group.get("values", ())) // 8) for group in groups)


def rare_words(vocabulary: Mapping[str, Any], texts: list[str]) -> int:
    """Words of the vocabulary that one training text alone has: each points at its author."""
    texts_with: dict[str, int] = {}
    for text in texts:
        for word in {found.lower() for found in WORDS.findall(text)}:
            texts_with[word] = texts_with.get(word, 0) + 1
    return sum(texts_with.get(word.lower(), 0) == 1 for word in vocabulary if isinstance(word, str))
