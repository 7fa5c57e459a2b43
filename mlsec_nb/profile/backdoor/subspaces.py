"""How much a row's label is doubted by models that see only some of the columns.

A trigger is in few columns. Some random subset of the columns lacks it, and models of that subset see the row
as what it is: a low quantile over the subsets finds the doubt that a model of all columns does not have.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

SUBSPACES = 16
TREES = 20
SHARE = 0.3
QUANTILE = 0.1


def least_belief(
    features: NDArray[np.float32],
    labels: NDArray[np.int64],
    *,
    random: np.random.Generator,
    check: Callable[[], None],
) -> NDArray[np.float64]:
    """(n,) low quantile of the out-of-bag probability of the given label."""
    from sklearn.ensemble import ExtraTreesClassifier

    n, width = features.shape
    beliefs = np.empty((SUBSPACES, n))
    for place in range(SUBSPACES):
        check()
        chosen = random.choice(width, min(width, max(2, int(SHARE * width))), replace=False)
        forest = ExtraTreesClassifier(
            TREES,
            bootstrap=True,
            oob_score=True,
            min_samples_leaf=2,
            random_state=int(random.integers(2**31 - 1)),
            n_jobs=-1,
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a row that every bootstrap drew has no vote
            forest.fit(features[:, chosen], labels)
        beliefs[place] = np.nan_to_num(forest.oob_decision_function_, nan=0.5)[np.arange(n), labels]
    return np.asarray(np.quantile(beliefs, QUANTILE, axis=0))
