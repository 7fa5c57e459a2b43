"""scikit-learn: every estimator fitted, and combinations of them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any

from tests.artifacts.allowlist.common import Pair, attempts, classes


def sklearn_objects() -> Iterator[Any]:
    """Every estimator fitted, and what their states are made of."""
    import numpy as np
    from sklearn import datasets
    from sklearn.utils import all_estimators

    x, y = datasets.make_classification(60, 6, n_informative=4, random_state=0)
    texts = ["one two", "three four five", "two two"] * 20
    for name, kind in all_estimators():
        yield Pair((kind.__module__, kind.__qualname__))
        yield from _fitted(name, kind, (np.abs(x), x, texts, [{"a": 1.0, "b": "c"}] * 60), y)
    yield from _combinations(x, y)
    yield from classes(
        "sklearn", _data_like, skip=("externals", "datasets", "_testing", "_build_utils", "utils._")
    )


def _fitted(name: str, kind: Any, inputs: Iterable[Any], y: Any) -> Iterator[Any]:
    from sklearn.linear_model import LogisticRegression
    from sklearn.tree import DecisionTreeRegressor

    makers = (
        kind,
        lambda: kind(LogisticRegression()),
        lambda: kind(DecisionTreeRegressor()),
        lambda: kind([("a", LogisticRegression()), ("b", LogisticRegression())]),
        lambda: kind(LogisticRegression(), {"C": [1.0, 2.0]}),
    )
    for maker in makers:
        for given in inputs:
            for target in ((y,), (), (y.reshape(-1, 1).repeat(2, axis=1),)):
                try:
                    yield maker().fit(given, *target)
                except Exception:
                    continue
                else:
                    return
    sys.stderr.write(f"sklearn: {name} was not fitted\n")


def _combinations(x: Any, y: Any) -> Iterator[Any]:
    import numpy as np
    from sklearn import (
        compose,
        ensemble,
        feature_selection,
        gaussian_process,
        linear_model,
        metrics,
        model_selection,
        neighbors,
        neural_network,
        pipeline,
        preprocessing,
        svm,
        tree,
    )

    kernels = gaussian_process.kernels
    for name in (
        "RBF",
        "Matern",
        "WhiteKernel",
        "ConstantKernel",
        "DotProduct",
        "RationalQuadratic",
        "ExpSineSquared",
    ):
        kernel = getattr(kernels, name)() + kernels.WhiteKernel() * kernels.ConstantKernel()
        yield from attempts(
            [lambda k=kernel: gaussian_process.GaussianProcessRegressor(k, alpha=1e-2).fit(x, y)]
        )
    yield pipeline.make_pipeline(preprocessing.StandardScaler(), svm.SVC(probability=True)).fit(x, y)
    yield compose.make_column_transformer((preprocessing.OneHotEncoder(), [0]), remainder="passthrough").fit(
        x
    )
    yield model_selection.RandomizedSearchCV(
        tree.DecisionTreeClassifier(), {"max_depth": [1, 2]}, n_iter=2
    ).fit(x, y)
    for loss in ("squared_error", "absolute_error", "poisson", "quantile", "gamma"):
        yield from attempts(
            [
                lambda v=loss: ensemble.HistGradientBoostingRegressor(loss=v, quantile=0.5).fit(x, y + 1),
                lambda v=loss: ensemble.GradientBoostingRegressor(loss=v).fit(x, y + 1),
            ]
        )
    yield from (
        ensemble.GradientBoostingClassifier(loss="exponential").fit(x, y),
        ensemble.IsolationForest().fit(x),
    )
    for loss in (
        "hinge",
        "log_loss",
        "modified_huber",
        "squared_hinge",
        "perceptron",
        "huber",
        "squared_error",
        "epsilon_insensitive",
        "squared_epsilon_insensitive",
    ):
        yield from attempts([lambda v=loss: linear_model.SGDClassifier(loss=v).fit(x, y)])
    for solver in ("adam", "sgd", "lbfgs"):
        yield neural_network.MLPClassifier((4,), solver=solver, max_iter=5).fit(x, y)
    for metric in (
        "minkowski",
        "euclidean",
        "manhattan",
        "chebyshev",
        "cosine",
        "haversine",
        "canberra",
        "hamming",
        "braycurtis",
        "jaccard",
        "dice",
        "seuclidean",
    ):
        for algorithm in ("kd_tree", "ball_tree", "brute"):
            yield from attempts(
                [
                    lambda m=metric, a=algorithm: neighbors.KNeighborsClassifier(metric=m, algorithm=a).fit(
                        np.abs(x), y
                    ),
                    lambda m=metric: metrics.DistanceMetric.get_metric(m),
                ]
            )
    for scorer in metrics.get_scorer_names():
        yield metrics.get_scorer(scorer)
    for name in (
        "f_classif",
        "chi2",
        "mutual_info_classif",
        "f_regression",
        "r_regression",
        "mutual_info_regression",
    ):
        yield getattr(feature_selection, name)
    yield from (getattr(metrics, name) for name in metrics.__all__ if "Display" not in name)
    for name in model_selection.__all__:
        yield from attempts([lambda n=name: getattr(model_selection, n)()])
    yield preprocessing.FunctionTransformer(np.log1p)
    yield from _bunch()


def _bunch() -> Iterator[Any]:
    from sklearn import datasets

    yield from (datasets.load_iris(), datasets.load_wine())


def _data_like(kind: type) -> bool:
    """Classes that estimators hold: losses, trees, kernels, splitters, metrics."""
    name = kind.__name__
    return not issubclass(kind, (BaseException,)) and not name.endswith(
        ("Display", "Mixin", "Warning", "Memory")
    )
