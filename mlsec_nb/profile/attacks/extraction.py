"""Copying a model by asking it: questions made from a few rows, and models taught on the answers."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]


def questions(rows: Matrix, count: int, random: np.random.Generator) -> Matrix:
    """Rows to ask about: the given ones, and mixtures of two of them with a little noise for the rest."""
    if count <= len(rows):
        return rows[random.permutation(len(rows))[:count]]
    more = count - len(rows)
    first, second = (rows[random.integers(0, len(rows), more)] for _ in range(2))
    share = random.random((more, 1)) * 0.5
    mixed = first + share * (second - first) + 0.1 * rows.std(axis=0) * random.normal(size=first.shape)
    return np.asarray(random.permutation(np.vstack([rows, mixed])))


def copies_of_labels(asked: Matrix, labels: NDArray[np.int64], seed: int) -> Iterator[Any]:
    """Models taught on labels, each with ``predict``."""
    from sklearn.ensemble import ExtraTreesClassifier
    from sklearn.linear_model import LogisticRegression
    from sklearn.neural_network import MLPClassifier

    if len(np.unique(labels)) < 2:
        from sklearn.dummy import DummyClassifier

        yield DummyClassifier().fit(asked, labels)
        return
    yield _scaled(LogisticRegression(max_iter=200), asked, labels)
    yield ExtraTreesClassifier(100, random_state=seed).fit(asked, labels)
    yield _scaled(MLPClassifier(hidden_layer_sizes=(64,), max_iter=100, random_state=seed), asked, labels)


def copies_of_scores(asked: Matrix, scores: Matrix, seed: int) -> Iterator[Any]:
    """Models taught on scores or logarithms of probabilities; the largest of their outputs is the class."""
    from sklearn.ensemble import ExtraTreesRegressor
    from sklearn.linear_model import Ridge
    from sklearn.neural_network import MLPRegressor

    yield _scaled(Ridge(1e-2), asked, scores)
    yield ExtraTreesRegressor(100, random_state=seed).fit(asked, scores)
    yield _scaled(MLPRegressor(hidden_layer_sizes=(64,), max_iter=150, random_state=seed), asked, scores)


def _scaled(model: Any, asked: Matrix, answers: NDArray[Any]) -> Any:
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a copy that has not converged is still a copy
        return make_pipeline(StandardScaler(), model).fit(asked, answers)
