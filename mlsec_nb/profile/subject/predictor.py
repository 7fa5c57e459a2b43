"""One way to ask any model: labels as class numbers, probabilities, scores, or values."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.profile.context import Stopped
from mlsec_nb.profile.subject.direct import MOST_ROWS, direct_probabilities
from mlsec_nb.profile.subject.outputs import are_probabilities, raw_outputs, softmax

Codes = NDArray[np.int64]
Probabilities = NDArray[np.float64]

MOST_CLASSES = 200
"""Labels of a model that says nothing of its kind are quantities when there are more different ones."""


class Predictor:
    """A model to be asked.

    Parameters
    ----------
    model
        An estimator, network, booster or function; never changed.
    labels
        True labels that it was trained on: they tell classes from quantities, and order the classes.
    rows
        A few rows to try it on.

    Attributes
    ----------
    problem
        Why it cannot be asked; empty when it can.
    classes
        The labels in order; empty for a regressor.
    queries
        How many rows it was asked about so far.
    """

    def __init__(self, model: Any, labels: NDArray[Any], rows: Any) -> None:
        self.model = model
        self.queries = 0
        self.problem = ""
        self._probability = ""
        self._margins = False
        self._direct = direct_probabilities(model)
        self._raw = None if _is_estimator(model) else raw_outputs(model)
        self.classes = _classes(model, labels)
        if self._raw is None and not hasattr(model, "predict"):
            self.problem = "the model has no `predict`"
        elif labels.ndim > 1:
            self.problem = "the model has several outputs; profile one of them at a time"
        elif not len(labels):
            self.problem = "no labels were given: `y_train` and `y_test`"
        if self.problem:
            return
        try:
            self._learn_outputs(rows)
        except Stopped as stop:
            self.problem = str(stop)

    @property
    def is_classifier(self) -> bool:
        """Whether it tells classes rather than quantities."""
        return len(self.classes) > 0

    @property
    def output(self) -> str:
        """What it gives away: ``probabilities``, ``scores``, ``labels`` or ``values``."""
        return self._probability or ("labels" if self.is_classifier else "values")

    def encode(self, labels: NDArray[Any]) -> Codes:
        """Labels as numbers of classes; -1 for one that the model does not know."""
        places = {label: place for place, label in enumerate(self.classes.tolist())}
        return np.array([places.get(label, -1) for label in labels.tolist()], dtype=np.int64)

    def labels(self, rows: Any) -> Codes:
        """The class of each row that the model decides for."""
        if self._probability and (self._raw is not None or self._is_direct(rows)):
            return np.asarray(self.probabilities(rows).argmax(axis=1), dtype=np.int64)
        return self.encode(np.asarray(self._ask("predict", rows)).reshape(len_of(rows), -1)[:, 0])

    def values(self, rows: Any) -> NDArray[np.float64]:
        """What a regressor predicts."""
        return np.asarray(self._ask("predict", rows), dtype=np.float64).reshape(len_of(rows), -1)[:, 0]

    def probabilities(self, rows: Any) -> Probabilities:
        """Probability of each class, shape (n, classes): scores through a softmax, labels as 0 and 1."""
        if not self._probability:
            return np.eye(len(self.classes))[np.maximum(self.labels(rows), 0)]
        if self._probability == "scores":
            return softmax(self.scores(rows))
        if self._direct is not None and self._is_direct(rows):
            self.queries += len(rows)
            return self._direct(rows)
        return _normalised(self._ask("predict_proba", rows), len(self.classes))

    def scores(self, rows: Any) -> NDArray[np.float64]:
        """What the class is the largest of, shape (n, classes): margins or logarithms of probabilities."""
        if self._margins:
            margins = np.asarray(self._ask("decision_function", rows), dtype=np.float64)
            return np.c_[-margins, margins] / 2 if margins.ndim == 1 else margins
        if self._probability == "scores":
            return np.asarray(self._ask("predict", rows), dtype=np.float64)
        return np.asarray(np.log(np.clip(self.probabilities(rows), 1e-300, None)))

    def _is_direct(self, rows: Any) -> bool:
        """Whether these rows may go to the trees without the forest: few, numbers, of the right width."""
        plain = isinstance(rows, np.ndarray) and rows.dtype.kind == "f" and rows.ndim == 2
        return (
            self._direct is not None
            and plain
            and len(rows) <= MOST_ROWS
            and rows.shape[1] == self.model.n_features_in_
            and bool(np.isfinite(rows).all())
        )

    def _ask(self, method: str, rows: Any) -> Any:
        """Whatever the model does with the rows, an error of its own becomes the reason of the answer."""
        self.queries += len_of(rows)
        try:
            with warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")
                outputs = (self._raw or getattr(self.model, method))(rows)
        except Exception as error:
            raise Stopped(f"the model's {method} raised {type(error).__name__}{_hint(error)}") from error
        if len_of(outputs) != len_of(rows):
            raise Stopped(f"the model's {method} gave {len_of(outputs)} answers for {len_of(rows)} rows")
        return outputs

    def _learn_outputs(self, rows: Any) -> None:
        """Find out what the model gives away, by asking it about a few rows."""
        if not self.is_classifier:
            self.values(rows)
            return
        if self._raw is not None:
            self._probability = self._kind_of_raw(np.asarray(self._ask("predict", rows)))
            return
        if np.all(self.labels(rows) < 0):
            raise Stopped("the model predicts none of the labels that were given")
        for method, kind in (("predict_proba", "probabilities"), ("decision_function", "scores")):
            try:
                found = np.asarray(self._ask(method, rows)) if hasattr(self.model, method) else None
            except Stopped:
                continue
            width = 0 if found is None else 2 if found.ndim == 1 else found.shape[1]
            if width == len(self.classes):
                self._probability = self._probability or kind
                self._margins = method == "decision_function"

    def _kind_of_raw(self, outputs: NDArray[Any]) -> str:
        if outputs.ndim == 2 and outputs.shape[1] > 1:
            if outputs.shape[1] != len(self.classes):
                raise Stopped(f"the model has {outputs.shape[1]} outputs for {len(self.classes)} classes")
            return "probabilities" if are_probabilities(outputs) else "scores"
        flat = outputs.reshape(-1)
        if flat.dtype.kind in "OUSb" or np.isin(flat, self.classes).all():
            return ""
        inside = len(self.classes) == 2 and flat.dtype.kind == "f" and flat.min() >= 0 and flat.max() <= 1
        if not inside:
            raise Stopped("the model's outputs are neither labels of these classes nor probabilities")
        return "probabilities"


def len_of(rows: Any) -> int:
    """How many rows a container has."""
    shape = getattr(rows, "shape", None)
    return int(shape[0]) if shape else len(rows)


def _normalised(outputs: Any, classes: int) -> Probabilities:
    found = np.asarray(outputs, dtype=np.float64).reshape(len(outputs), -1)
    if found.shape[1] == 1 and classes == 2:
        found = np.c_[1 - found, found]
    if not np.isfinite(found).all():
        raise Stopped("the model's probabilities are not all numbers")
    return found


def _is_estimator(model: Any) -> bool:
    return hasattr(model, "get_params") and hasattr(model, "fit")


def _classes(model: Any, labels: NDArray[Any]) -> NDArray[Any]:
    """The classes in the order of the model's outputs; empty for a regressor."""
    kind = getattr(model, "_estimator_type", None) or _tagged(model)
    own = getattr(model, "classes_", None)
    if kind == "regressor" or labels.ndim > 1:
        return np.empty(0)
    if own is not None and not isinstance(own, (list, tuple)) and np.ndim(own) == 1:
        return np.asarray(own)
    found = np.unique(labels.astype(str) if labels.dtype.kind == "O" else labels)
    whole = found.dtype.kind in "iubUS" or bool(np.all(np.mod(found, 1) == 0))
    few = len(found) <= min(MOST_CLASSES, max(2, len(labels) // 5))
    return found if kind == "classifier" or (whole and few) else np.empty(0)


def _tagged(model: Any) -> str:
    from sklearn.base import is_classifier, is_regressor

    if not _is_estimator(model):
        return ""
    try:
        return "classifier" if is_classifier(model) else "regressor" if is_regressor(model) else ""
    except (AttributeError, TypeError):  # no tags: it only looks like an estimator
        return ""


def _hint(error: Exception) -> str:
    if type(error).__name__ == "NotFittedError":
        return ": fit it first"
    return (
        ": are these rows the kind that it was trained on?"
        if isinstance(error, (ValueError, TypeError))
        else ""
    )
