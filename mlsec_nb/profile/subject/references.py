"""Models like the one in question, trained on halves of the same rows: what is normal without a row."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.profile.context import Stopped
from mlsec_nb.profile.subject.case import Case, Split
from mlsec_nb.profile.subject.inputs import Inputs
from mlsec_nb.profile.subject.predictor import Predictor

TRIAL = 500
"""Rows that a refit is tried on, to guess what all of them take."""


@dataclass(frozen=True, slots=True)
class Maker:
    """Trains another model of the same kind.

    Attributes
    ----------
    fit
        From rows and labels to a trained model.
    same
        Whether it is the model's own kind; else a stand-in, since the model cannot be trained again.
    """

    fit: Callable[[Split], Any]
    same: bool


def maker(case: Case) -> Maker:
    """How to train a model like the one in question; the model itself is copied, never touched."""
    template = getattr(case.model, "best_estimator_", case.model)
    if hasattr(template, "get_params") and hasattr(template, "fit"):
        from sklearn.base import clone

        return Maker(lambda split: _fitted(clone(template), split), same=True)
    from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor

    kind = ExtraTreesClassifier if case.predictor.is_classifier else ExtraTreesRegressor
    return Maker(lambda split: _fitted(kind(60, min_samples_leaf=2, random_state=0), split), same=False)


def prepared(make: Maker, split: Split) -> Split:
    """Rows as the trained models take them: a stand-in knows no pictures or tensors.

    Raises
    ------
    Stopped
        When a stand-in is needed and the rows are no numbers.
    """
    if make.same:
        return split
    if split.rows.matrix is None:
        raise Stopped("the model cannot be trained again, and its rows are no numbers for a stand-in")
    return Split(Inputs(split.rows.matrix), split.labels)


def pairs(
    case: Case, make: Maker, pool: Split, *, contested: int, most: int, deadline: float
) -> Iterator[tuple[NDArray[np.bool_], Predictor, Predictor]]:
    """Pairs of models, while there is time: each sees one half of the contested rows, and all others.

    Yields (which of the contested rows the first saw, first, second). The first pair is made in any case.

    Parameters
    ----------
    pool
        Prepared rows, the contested ones first.
    contested
        How many of them are contested.
    most
        Pairs at most.
    deadline
        By the monotonic clock.

    Raises
    ------
    Stopped
        When no model can be trained on a half, or when asked to.
    """
    random = case.random("reference halves")
    rest = np.arange(contested, len(pool))
    longest = 0.0
    for number in range(most):
        case.check()
        start = time.monotonic()
        if number and start + longest > deadline:
            return
        first = random.permutation(contested) < contested // 2
        halves = [np.concatenate([np.flatnonzero(seen), rest]) for seen in (first, ~first)]
        one, other = (trained(make, pool.take(half)) for half in halves)
        yield first, one, other
        longest = max(longest, time.monotonic() - start)


def seconds_to_fit(case: Case, make: Maker, split: Split) -> float:
    """What training on all of these rows is expected to take."""
    count = min(TRIAL, len(split))
    start = time.monotonic()
    make.fit(split.take(np.sort(case.random("trial of a refit").choice(len(split), count, replace=False))))
    return float((time.monotonic() - start) * (len(split) / max(count, 1)) ** 1.1)


def trained(make: Maker, half: Split) -> Predictor:
    """Another model of the kind, trained on prepared rows and ready to be asked."""
    predictor = Predictor(make.fit(half), half.labels, half.rows.take(np.arange(min(20, len(half)))).given)
    if predictor.problem:
        raise Stopped(f"a model trained again cannot be asked: {predictor.problem}")
    return predictor


def _fitted(model: Any, split: Split) -> Any:
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            return model.fit(split.rows.given, split.labels)
    except Exception as error:
        raise Stopped(f"training the model again raised {type(error).__name__}") from error
