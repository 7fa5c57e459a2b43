"""Class probabilities of each row from models that did not see its label."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Probabilities = NDArray[np.float64]
Weights = NDArray[np.float64]

FEW_ROWS = 5_000
"""Up to so many rows, a support vector machine is affordable and forests are larger."""

NEIGHBOURS = 15
FOLDS = 5
TEMPERATURE = 0.02
"""Models are weighted by exp(accuracy / temperature): two points of accuracy are worth a factor of e."""

STEEPNESS = 2.0
"""Of the softmax of a support vector machine's margins."""

PROJECTED = 200
"""More features than this are projected for the models that are slow in many dimensions."""


class OutOfSample:
    """Weighs an ensemble of four kinds of models by their accuracy on rows they did not see.

    Extremely randomised trees (out of bag), distance-weighted neighbours (leave one out), logistic
    regression and, on few rows, a support vector machine (both by cross-validation).

    Parameters
    ----------
    features
        (n, d), standardised.
    labels
        (n,) class numbers from 0; every class has at least two rows.
    seed
        Of trees and folds.
    check
        Called between the models; may raise to give up.
    """

    def __init__(
        self,
        features: NDArray[np.float32],
        labels: NDArray[np.int64],
        *,
        seed: int,
        check: Callable[[], None] = lambda: None,
    ) -> None:
        self._features = features
        self._compact = _projected(features, seed)
        self._labels = labels
        self._classes = int(labels.max()) + 1
        self._seed = seed
        self._check = check
        self._graph: tuple[NDArray[np.float64], NDArray[np.int64]] | None = None

    def probabilities(self, weights: Weights | None = None) -> Probabilities:
        """(n, classes) probabilities; rows of weight 0 teach nothing but are judged all the same."""
        given = np.ones(len(self._labels)) if weights is None else weights
        models: list[Callable[[Weights], Probabilities]] = [self._trees, self._neighbours, self._linear]
        if len(self._labels) <= FEW_ROWS:
            models.append(self._margins)
        found = []
        for model in models:
            self._check()
            found.append(model(given))
        accuracy = np.array([np.average(p.argmax(axis=1) == self._labels, weights=given) for p in found])
        shares = np.exp((accuracy - accuracy.max()) / TEMPERATURE)
        return np.asarray(np.einsum("m,mnc->nc", shares / shares.sum(), np.stack(found)))

    def _trees(self, weights: Weights) -> Probabilities:
        from sklearn.ensemble import ExtraTreesClassifier

        trees = 120 if len(self._labels) <= FEW_ROWS else 60
        forest = ExtraTreesClassifier(
            trees, bootstrap=True, oob_score=True, random_state=self._seed, n_jobs=-1
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a row that every bootstrap drew has no vote
            forest.fit(self._features, self._labels, sample_weight=weights)
        return np.asarray(np.nan_to_num(forest.oob_decision_function_, nan=1 / self._classes))

    def _neighbours(self, weights: Weights) -> Probabilities:
        from sklearn.neighbors import NearestNeighbors

        if self._graph is None:
            count = min(NEIGHBOURS + 1, len(self._labels))
            near = NearestNeighbors(n_neighbors=count, n_jobs=-1).fit(self._compact)
            distances, indices = near.kneighbors(self._compact)
            self._graph = distances[:, 1:], indices[:, 1:]
        distances, indices = self._graph
        closeness = weights[indices] / (distances + 0.1 * np.median(distances) + 1e-12)
        votes = np.zeros((len(self._labels), self._classes))
        rows = np.repeat(np.arange(len(votes)), indices.shape[1])
        np.add.at(votes, (rows, self._labels[indices].ravel()), closeness.ravel())
        total = votes.sum(axis=1, keepdims=True)
        return np.where(total > 0, votes / np.maximum(total, 1e-300), 1 / self._classes)

    def _linear(self, weights: Weights) -> Probabilities:
        from sklearn.linear_model import LogisticRegression

        return self._folded(
            LogisticRegression(max_iter=100, random_state=self._seed),
            weights,
            lambda m, x: m.predict_proba(x),
        )

    def _margins(self, weights: Weights) -> Probabilities:
        from sklearn.svm import SVC

        def soft(model: Any, features: NDArray[np.float32]) -> Probabilities:
            margins = model.decision_function(features)
            margins = np.column_stack([-margins, margins]) if margins.ndim == 1 else margins
            steep = np.exp(STEEPNESS * (margins - margins.max(axis=1, keepdims=True)))
            return np.asarray(steep / steep.sum(axis=1, keepdims=True))

        return self._folded(SVC(random_state=self._seed), weights, soft)

    def _folded(
        self, model: Any, weights: Weights, predict: Callable[[Any, NDArray[np.float32]], Probabilities]
    ) -> Probabilities:
        """Cross-validated predictions; classes that a fold does not teach have probability 0 in it."""
        from sklearn.model_selection import StratifiedKFold

        found = np.zeros((len(self._labels), self._classes))
        folds = StratifiedKFold(FOLDS, shuffle=True, random_state=self._seed)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # few members of a class; no convergence: accuracy tells
            for taught, judged in folds.split(self._compact, self._labels):
                self._check()
                taught = taught[weights[taught] > 0]
                model.fit(self._compact[taught], self._labels[taught])
                found[np.ix_(judged, model.classes_)] = predict(model, self._compact[judged])
        return found


def _projected(features: NDArray[np.float32], seed: int) -> NDArray[np.float32]:
    """The directions of most variance, when there are many features."""
    if min(features.shape) <= PROJECTED:
        return features
    from sklearn.decomposition import TruncatedSVD

    reduced = TruncatedSVD(PROJECTED, n_iter=3, random_state=seed).fit_transform(features)
    return np.asarray(reduced, np.float32)
