"""Small models with their data, for the tests of questions about models."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from sklearn.datasets import load_digits, make_classification
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression

import mlsec_nb


@lru_cache
def tables(n: int = 400, classes: int = 2, noise: float = 0.1, seed: int = 0) -> tuple[np.ndarray, ...]:
    """X_train, y_train, X_test, y_test of half the rows each, read-only."""
    features, labels = make_classification(
        n, 8, n_informative=5, n_classes=classes, flip_y=noise, random_state=seed
    )
    half = n // 2
    parts = (features[:half], labels[:half], features[half:], labels[half:])
    for part in parts:
        part.setflags(write=False)
    return parts


@lru_cache
def linear() -> LogisticRegression:
    """A logistic regression on :func:`tables`."""
    return LogisticRegression().fit(*tables()[:2])


@lru_cache
def forest() -> RandomForestClassifier:
    """A forest of full depth on :func:`tables`, which remembers its rows."""
    return RandomForestClassifier(25, random_state=0).fit(*tables()[:2])


def patched_digits(rate: float, seed: int = 0) -> tuple[np.ndarray, ...]:
    """Digits of which a share has a patch in a corner and the label 0; 1,000 to train on."""
    features, labels = load_digits(return_X_y=True)
    order = np.random.default_rng(seed).permutation(len(features))
    features, labels = features[order] / 4, labels[order]
    planted = np.flatnonzero(labels[:1000] != 0)[: int(1000 * rate)]
    features[np.ix_(planted, [54, 55, 62, 63])] = 4.0
    labels[planted] = 0
    return features[:1000], labels[:1000], features[1000:], labels[1000:]


def ask(question: str, model: Any, *data: Any, **options: Any) -> Any:
    """The answer to one question, on :func:`tables` unless other data is given."""
    return mlsec_nb.profile_model(model, *(data or tables()), questions=question, **options)[question]
