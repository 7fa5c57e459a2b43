"""The training rows as each step of a pipeline sees them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.profile.context import Stopped
from mlsec_nb.profile.subject.case import Case


def stages(case: Case) -> list[NDArray[np.float64]]:
    """Tables of numbers: the training rows as given, and after each transforming step of a pipeline."""
    if case.train is None or not len(case.train):
        return []
    found = []
    for rows in _seen(getattr(case.model, "best_estimator_", case.model), case.train.rows.given):
        case.check()
        matrix = _matrix(rows)
        if matrix is not None:
            found.append(matrix)
    return found


def _seen(model: Any, rows: Any) -> Iterator[Any]:
    """The rows before and after each step; ends where a step refuses them."""
    yield rows
    for _, step in list(getattr(model, "steps", []))[:-1]:
        if step is None or isinstance(step, str):
            continue
        try:
            rows = step.transform(rows)
        except Stopped:
            raise
        except Exception:  # not fitted, or other rows than it was made for: no further stage can be seen
            return
        yield rows


def _matrix(rows: Any) -> NDArray[np.float64] | None:
    """Rows as numbers with NaN for gaps; columns of other things are left out."""
    if hasattr(rows, "tocsr"):
        return rows.toarray() if np.prod(rows.shape) <= 2e7 else None
    if hasattr(rows, "select_dtypes"):
        rows = rows.select_dtypes("number")
    if hasattr(rows, "detach"):
        rows = rows.detach().cpu().numpy()
    try:
        matrix = np.asarray(rows, dtype=np.float64)
    except (TypeError, ValueError):
        return None
    return matrix.reshape(len(matrix), -1) if matrix.ndim > 1 and matrix.size else None
