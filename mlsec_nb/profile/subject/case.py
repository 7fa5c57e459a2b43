"""A model with the data it was made from, as the questions are asked about it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from threading import Event
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.errors import UsageError
from mlsec_nb.profile.answer import Positions
from mlsec_nb.profile.context import Context, Stopped
from mlsec_nb.profile.subject.inputs import Inputs, Matrix, as_labels, sample
from mlsec_nb.profile.subject.predictor import Codes, Predictor
from mlsec_nb.profile.table import FindSecrets, hidden_names

TRIED = 20
"""Rows that a model is tried on before it is asked anything."""


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """Rows with their labels."""

    rows: Inputs
    labels: NDArray[Any]

    def __len__(self) -> int:
        return len(self.rows)

    def take(self, positions: Positions) -> Split:
        """A copy of some rows."""
        return Split(self.rows.take(positions), self.labels[positions])


class Case(Context):
    """What questions about models are asked with.

    Parameters
    ----------
    model
        An estimator, network, booster or function.
    train, test
        The rows that it was trained on and those it never saw, each as (rows, labels); ``None`` without.
    sensitive
        Columns whose values somebody might want to infer.
    find_secrets
        Looks for credentials among the names of columns; ``None`` when the caller has nothing that does.

    Attributes
    ----------
    predictor
        The model, ready to be asked.
    """

    def __init__(
        self,
        model: Any,
        train: tuple[Any, Any] | None = None,
        test: tuple[Any, Any] | None = None,
        *,
        sensitive: tuple[str | int, ...] = (),
        subject: str = "model",
        random_state: int = 0,
        budget: float | None = None,
        cancel: Event | None = None,
        find_secrets: FindSecrets | None = None,
    ) -> None:
        super().__init__(subject, random_state=random_state, budget=budget, cancel=cancel)
        self.model = model
        self.train = _split(train, "X_train", "y_train")
        self.test = _split(test, "X_test", "y_test")
        self.sensitive = sensitive
        self.find_secrets = find_secrets
        known = [split.labels for split in (self.train, self.test) if split is not None and len(split.labels)]
        labels = np.concatenate(known) if known and len({part.ndim for part in known}) == 1 else np.empty(0)
        some = self.train or self.test
        rows = (
            some.rows.take(np.arange(min(TRIED, len(some)))).given if some is not None else np.empty((0, 1))
        )
        self.predictor = Predictor(model, labels, rows)

    @property
    def facts(self) -> dict[str, str]:
        """What the model is, for the head of a report."""
        known = {"type": f"{type(self.model).__module__}.{type(self.model).__qualname__}"}
        if not self.problem:
            known["gives out"] = self.predictor.output
        if self.predictor.is_classifier:
            known["classes"] = f"{len(self.predictor.classes):,}"
        for title, split in (("training rows", self.train), ("test rows", self.test)):
            if split is not None:
                known[title] = f"{len(split):,}"
        return known

    @cached_property
    def names(self) -> list[str]:
        """Names of the columns as they may be shown."""
        some = self.train or self.test
        return hidden_names(some.rows.names, self.find_secrets) if some is not None else []

    @cached_property
    def problem(self) -> str:
        """Why the model cannot be asked; empty when it can."""
        some = self.train or self.test
        if some is None:
            return "no rows were given: `X_train`, `y_train`, `X_test` and `y_test`"
        return self.predictor.problem or ("" if len(some) else "there are no rows")

    @property
    def training(self) -> Split:
        """The training rows; raises :class:`Stopped` without any."""
        if self.train is None:
            raise Stopped(needs_train(self))
        return self.train

    @property
    def held_out(self) -> Split:
        """The test rows; raises :class:`Stopped` without any."""
        if self.test is None:
            raise Stopped(needs_test(self))
        return self.test

    def codes(self, split: Split) -> Codes:
        """True labels as numbers of classes."""
        return self.predictor.encode(split.labels)

    def some(self, split: Split, most: int, purpose: str) -> Split:
        """At most so many rows of a split, the same in every run."""
        return split.take(sample(len(split), most, self.random(purpose)))

    @cached_property
    def scale(self) -> Matrix:
        """One unit of distance by column: 1 for pixels and standardised data, else the standard deviation."""
        split = self.train or self.test
        matrix = split.rows.matrix if split is not None else None
        if matrix is None or split is None:
            return np.empty(0)
        spread = matrix.std(axis=0)
        alive = spread[spread > 0]
        alike = alive.size > 0 and alive.max() <= 20 and alive.min() > 0.05 and np.median(alive) > 0.3
        if split.rows.image_shape is not None or alike:
            return np.ones(matrix.shape[1])
        return np.where(spread > 0, spread, 1.0)


def needs_answers(case: Case) -> str:
    """A model that answers."""
    return case.problem


def needs_train(case: Case) -> str:
    """Training rows."""
    return (
        ""
        if case.train is not None and len(case.train)
        else "no training rows were given: `X_train`, `y_train`"
    )


def needs_test(case: Case) -> str:
    """Test rows."""
    return "" if case.test is not None and len(case.test) else "no test rows were given: `X_test`, `y_test`"


def needs_labels(case: Case) -> str:
    """Labels with every row that was given."""
    given = [split for split in (case.train, case.test) if split is not None]
    return "" if all(len(split.labels) == len(split) for split in given) else "the rows have no labels"


def needs_classifier(case: Case) -> str:
    """A model that tells at least two classes apart."""
    if not case.predictor.is_classifier:
        return "the model predicts a quantity, not a class"
    return "" if len(case.predictor.classes) > 1 else "the model knows one class only"


def needs_numbers(case: Case) -> str:
    """Rows that are finite numbers."""
    split = case.train or case.test
    if split is None or split.rows.matrix is None:
        return "the rows are not all finite numbers (text, categories, gaps or a sparse matrix)"
    return ""


def _split(given: tuple[Any, Any] | None, rows_name: str, labels_name: str) -> Split | None:
    """Rows and labels that belong together."""
    if given is None or given[0] is None:
        return None
    rows = Inputs(given[0])
    if given[1] is None:
        return Split(rows, np.empty(0))
    labels = as_labels(given[1], labels_name)
    if len(labels) != len(rows):
        raise UsageError(
            f"{rows_name} has {len(rows):,} rows, {labels_name} {len(labels):,} labels.",
            "Give one label a row.",
        )
    return Split(rows, labels)
