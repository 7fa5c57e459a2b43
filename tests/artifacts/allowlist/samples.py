"""Objects of real libraries, made small, fitted and handed to be pickled: one function a library."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator

from tests.artifacts.allowlist import arrays, estimators, networks, others
from tests.artifacts.allowlist.common import Pair

Pairs = Iterable[tuple[str, str]]
Written = Callable[[object], Pairs]

PACKAGES = (
    "numpy",
    "scipy",
    "pandas",
    "scikit-learn",
    "joblib",
    "torch",
    "torchvision",
    "xgboost",
    "lightgbm",
    "catboost",
    "skops",
    "keras",
    "statsmodels",
    "imbalanced-learn",
    "category-encoders",
    "polars",
    "pyarrow",
    "networkx",
    "xarray",
    "gensim",
    "umap-learn",
    "hdbscan",
    "tokenizers",
    "transformers",
    "sympy",
    "nltk",
    "dill",
    "cloudpickle",
    "h5py",
    "shap",
    "optuna",
)


def collect(written: Written) -> Iterator[tuple[str, Pairs]]:
    """For each library: its label and the names it writes; a library that is missing is left out."""
    for source in (
        arrays.numpy_objects,
        arrays.scipy_objects,
        arrays.pandas_objects,
        estimators.sklearn_objects,
        networks.torch_objects,
        others.booster_objects,
        networks.keras_objects,
        others.statistics_objects,
        others.table_objects,
        others.text_objects,
    ):
        found: set[tuple[str, str]] = set()
        try:
            for thing in source():
                found.update([thing] if isinstance(thing, Pair) else written(thing))
        except Exception as error:
            sys.stderr.write(f"{source.__name__} stopped: {type(error).__name__}: {error}\n")
        yield source.__name__, found
