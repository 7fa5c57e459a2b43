"""How sure a model is of the true answer: the signal that membership shows in."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.profile.subject.case import Split
from mlsec_nb.profile.subject.predictor import Predictor


def residual_unit(predictor: Predictor, others: Split) -> float:
    """The usual error of a regressor on rows that it did not see; 1 for classifiers."""
    if predictor.is_classifier:
        return 1.0
    errors = np.abs(predictor.values(others.rows.given) - others.labels.astype(float))
    return float(np.median(errors)) or 1.0


def confidence_in(predictor: Predictor, split: Split, unit: float = 1.0) -> NDArray[np.float64]:
    """Between 0 and 1 for each row: probability of the true class, or closeness to the true value.

    Parameters
    ----------
    unit
        The error at which the confidence in a value is 1/e.
    """
    if not predictor.is_classifier:
        errors = np.abs(predictor.values(split.rows.given) - split.labels.astype(float))
        return np.asarray(np.exp(-errors / unit))
    codes = predictor.encode(split.labels)
    known = predictor.probabilities(split.rows.given)[np.arange(len(codes)), codes]
    return np.asarray(np.where(codes >= 0, known, 0.0))
