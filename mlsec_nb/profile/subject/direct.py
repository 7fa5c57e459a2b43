"""Asking scikit-learn's forests tree by tree: for a few rows their own way is mostly overhead."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

FORESTS = ("RandomForestClassifier", "ExtraTreesClassifier")
MOST_ROWS = 5_000
"""Rows up to which it is worth it."""


def direct_probabilities(model: Any) -> Callable[[NDArray[np.float64]], NDArray[np.float64]] | None:
    """The mean of the trees' answers, equal to ``predict_proba``; ``None`` for other models."""
    known = type(model).__module__ == "sklearn.ensemble._forest" and type(model).__name__ in FORESTS
    if not known or not hasattr(model, "estimators_") or getattr(model, "n_outputs_", 0) != 1:
        return None
    trees = [tree.tree_ for tree in model.estimators_]

    def probabilities(rows: NDArray[np.float64]) -> NDArray[np.float64]:
        single = np.ascontiguousarray(rows, dtype=np.float32)
        total = np.zeros((len(single), len(model.classes_)))
        for tree in trees:
            told = tree.predict(single).reshape(len(single), -1)
            total += told / told.sum(axis=1, keepdims=True)
        return total / len(trees)

    return probabilities
