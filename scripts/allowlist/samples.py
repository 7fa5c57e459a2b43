"""Objects of real libraries, made small, fitted and handed to be pickled: one function a library."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

Pairs = Iterable[tuple[str, str]]
Written = Callable[[object], Pairs]

PACKAGES = (
    "numpy", "scipy", "pandas", "scikit-learn", "joblib", "torch", "torchvision", "xgboost", "lightgbm", "catboost",
    "skops", "keras", "statsmodels", "imbalanced-learn", "category-encoders", "polars", "pyarrow", "networkx",
    "xarray", "gensim", "umap-learn", "hdbscan", "tokenizers", "transformers", "sympy", "nltk", "dill",
    "cloudpickle", "h5py", "shap", "optuna",
)  # fmt: skip


def collect(written: Written) -> Iterator[tuple[str, Pairs]]:
    """For each library: its label and the names it writes; a library that is missing is left out."""
    for source in (
        numpy_objects, scipy_objects, pandas_objects, sklearn_objects, torch_objects, booster_objects,
        keras_objects, statistics_objects, table_objects, text_objects,
    ):  # fmt: skip
        found: set[tuple[str, str]] = set()
        try:
            for thing in source():
                found.update([thing] if _is_pair(thing) else written(thing))
        except Exception as error:
            print(f"{source.__name__} stopped: {type(error).__name__}: {error}", file=sys.stderr)
        yield source.__name__, found


class Pair(tuple[str, str]):
    """A name taken as it is, without pickling anything."""


def _is_pair(thing: object) -> bool:
    return isinstance(thing, Pair)


def classes(package: str, wanted: Callable[[type], bool], skip: tuple[str, ...] = ()) -> Iterator[Pair]:
    """Every class below ``package`` that is defined there and wanted."""
    root = importlib.import_module(package)
    modules = [root]
    for info in pkgutil.walk_packages(root.__path__, f"{package}.", onerror=lambda _: None):
        if any(part in info.name for part in ("test", "conftest", "_array_api_compat", "benchmark", *skip)):
            continue
        try:
            modules.append(importlib.import_module(info.name))
        except BaseException:  # noqa: S112 - optional parts of packages fail in many ways
            continue
    for module in modules:
        for _, found in inspect.getmembers(module, inspect.isclass):
            if found.__module__ == module.__name__ and wanted(found):
                yield Pair((found.__module__, found.__qualname__))


def attempts(makers: Iterable[Callable[[], Any]]) -> Iterator[Any]:
    """What each maker makes; those that fail in this version are left out."""
    for maker in makers:
        try:
            yield maker()
        except Exception:  # noqa: S112
            continue


def numpy_objects() -> Iterator[Any]:
    """Arrays, scalars, types, ufuncs, generators, polynomials."""
    import numpy as np

    for code in np.typecodes["All"]:
        yield np.zeros(3, "datetime64[s]" if code == "M" else "timedelta64[s]" if code == "m" else code)
    for kind in set(np.sctypeDict.values()):
        yield kind
        yield from attempts([lambda kind=kind: kind(0)])
    for name in dir(np):
        if isinstance(getattr(np, name), np.ufunc):
            yield getattr(np, name)
    for name in ("mean", "median", "std", "var", "sum", "prod", "nansum", "nanmean", "clip", "round", "reshape",
                 "argmax", "argmin", "where", "concatenate", "asarray", "array", "zeros", "ones", "squeeze", "ravel",
                 "transpose", "expand_dims", "nan_to_num", "cumsum", "diff", "log1p", "expm1", "average", "percentile",
                 "quantile", "unique", "sort", "argsort", "linspace", "arange", "interp", "gradient", "atleast_2d"):  # fmt: skip
        yield Pair(("numpy", name))
    yield np.dtype([("a", "f8"), ("b", "O")])
    yield np.rec.array([(1, 2.0)], dtype=[("x", int), ("y", float)])
    yield np.ma.masked_array([1, 2], mask=[0, 1])
    yield np.matrix([[1]])
    yield np.array(["a"], dtype=np.dtypes.StringDType()) if hasattr(np.dtypes, "StringDType") else 0
    yield np.random.RandomState(0)
    for bits in ("MT19937", "PCG64", "PCG64DXSM", "Philox", "SFC64"):
        yield np.random.Generator(getattr(np.random, bits)(0))
        yield getattr(np.random, bits)(0)
    yield np.random.SeedSequence(3)
    for name in ("Polynomial", "Chebyshev", "Legendre", "Hermite", "Laguerre", "HermiteE"):
        yield getattr(np.polynomial, name)([1, 2])
    yield np.poly1d([1, 2])
    yield np.vectorize


def scipy_objects() -> Iterator[Any]:
    """Sparse matrices, distributions, interpolators, trees, results."""
    import numpy as np
    from scipy import interpolate, optimize, signal, sparse, spatial, stats

    for kind in ("csr", "csc", "coo", "bsr", "dia", "dok", "lil"):
        for family in ("matrix", "array"):
            yield from attempts([lambda k=kind, f=family: getattr(sparse, f"{k}_{f}")(np.eye(3))])
    for _, found in inspect.getmembers(stats):
        if isinstance(found, (stats.rv_continuous, stats.rv_discrete)):
            yield found
            yield Pair((type(found).__module__, type(found).__qualname__))
    yield from (
        stats.norm(0, 1),
        stats.uniform(0, 1),
        stats.randint(1, 5),
        stats.loguniform(1e-3, 1),
        stats.gamma(2),
    )
    yield from attempts(
        [lambda: stats.multivariate_normal([0, 0]), lambda: stats.gaussian_kde(np.random.rand(9))]
    )
    yield stats.ttest_ind([1, 2, 3], [2, 3, 4])
    x = np.linspace(0, 1, 9)
    grid = np.random.default_rng(0).random((9, 2))
    yield from attempts(
        [
            lambda: interpolate.interp1d(x, x), lambda: interpolate.CubicSpline(x, x),
            lambda: interpolate.PchipInterpolator(x, x), lambda: interpolate.Akima1DInterpolator(x, x),
            lambda: interpolate.BSpline(x, x[:5], 3), lambda: interpolate.UnivariateSpline(x, x),
            lambda: interpolate.RegularGridInterpolator((x,), x), lambda: interpolate.RBFInterpolator(grid, x),
            lambda: interpolate.LinearNDInterpolator(grid, x), lambda: interpolate.NearestNDInterpolator(grid, x),
            lambda: interpolate.PPoly(np.ones((2, 2)), [0, 1, 2]), lambda: interpolate.Rbf(x, x),
            lambda: spatial.KDTree(grid), lambda: spatial.cKDTree(grid), lambda: spatial.Delaunay(grid),
            lambda: optimize.minimize(lambda v: (v**2).sum(), [1.0, 2.0]), lambda: optimize.LinearConstraint([1], 0, 1),
            lambda: optimize.Bounds(0, 1), lambda: spatial.transform.Rotation.identity(),
            lambda: signal.dlti([1], [1, 2]), lambda: signal.lti([1], [1, 2]), lambda: optimize.linprog([1]),
        ]
    )  # fmt: skip


def pandas_objects() -> Iterator[Any]:
    """Frames, series, indexes, extension types, offsets."""
    import numpy as np
    import pandas as pd

    yield pd.DataFrame({"a": [1, 2], "b": ["x", "y"], "c": [1.5, None], "d": pd.Categorical(["u", "v"])})
    stamps = pd.date_range("2020", periods=3, tz="UTC")
    yield from (
        stamps,
        stamps.tz_localize(None),
        pd.period_range("2020", periods=2, freq="M"),
        pd.RangeIndex(3),
    )
    yield from (
        pd.Timestamp("2020"),
        pd.Timestamp("2020", tz="Europe/Berlin"),
        pd.Timedelta(1),
        pd.NaT,
        pd.NA,
    )
    yield from (
        pd.Period("2020", "D"),
        pd.Interval(0, 1),
        pd.MultiIndex.from_product([[1], [2]]),
        pd.IndexSlice,
    )
    yield from (pd.interval_range(0, 3), pd.timedelta_range("1D", periods=2), pd.CategoricalIndex(["a"]))
    for kind in ("Int64", "Float64", "boolean", "string", "category", "Sparse[float]", "string[pyarrow]",
                 "int64[pyarrow]", "UInt8", "Int8", "Int16", "Int32", "UInt16", "UInt32", "UInt64", "Float32",
                 "datetime64[ns, UTC]", "period[D]", "interval", "str"):  # fmt: skip
        yield from attempts(
            [lambda k=kind: pd.Series([1, 0]).astype(k), lambda k=kind: pd.Series([], dtype=k).dtype]
        )
    for name in dir(pd.offsets):
        yield from attempts([lambda n=name: getattr(pd.offsets, n)()])
    frame = pd.DataFrame({"a": np.arange(4), "g": [0, 0, 1, 1]}, index=list("abcd"))
    yield from (frame, frame.T, frame.set_index(["a", "g"]), frame["a"], frame.columns, frame.index)
    yield from attempts(
        [lambda: frame.attrs, lambda: frame.flags, lambda: frame.groupby("g"), lambda: frame.rolling(2)]
    )


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
                except Exception:  # noqa: S112
                    continue
                else:
                    return
    print(f"sklearn: {name} was not fitted", file=sys.stderr)


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
            [lambda v=loss: ensemble.HistGradientBoostingRegressor(loss=v, quantile=0.5).fit(x, y + 1),
             lambda v=loss: ensemble.GradientBoostingRegressor(loss=v).fit(x, y + 1)]
        )  # fmt: skip
    yield from (
        ensemble.GradientBoostingClassifier(loss="exponential").fit(x, y),
        ensemble.IsolationForest().fit(x),
    )
    for loss in ("hinge", "log_loss", "modified_huber", "squared_hinge", "perceptron", "huber", "squared_error",
                 "epsilon_insensitive", "squared_epsilon_insensitive"):  # fmt: skip
        yield from attempts([lambda v=loss: linear_model.SGDClassifier(loss=v).fit(x, y)])
    for solver in ("adam", "sgd", "lbfgs"):
        yield neural_network.MLPClassifier((4,), solver=solver, max_iter=5).fit(x, y)
    for metric in ("minkowski", "euclidean", "manhattan", "chebyshev", "cosine", "haversine", "canberra", "hamming",
                   "braycurtis", "jaccard", "dice", "seuclidean"):  # fmt: skip
        for algorithm in ("kd_tree", "ball_tree", "brute"):
            yield from attempts(
                [lambda m=metric, a=algorithm: neighbors.KNeighborsClassifier(metric=m, algorithm=a).fit(np.abs(x), y),
                 lambda m=metric: metrics.DistanceMetric.get_metric(m)]
            )  # fmt: skip
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


def torch_objects() -> Iterator[Any]:
    """Storages, dtypes, tensors, layers, optimisers, schedulers."""
    import torch
    from torch import nn

    for name in dir(torch):
        value = getattr(torch, name)
        if isinstance(value, torch.dtype):
            yield Pair(("torch", name))
            yield from attempts([lambda v=value: torch.zeros(2, dtype=v)])
        if name.endswith(("Storage", "Tensor")) and inspect.isclass(value):
            yield Pair(("torch", name))
            yield Pair(("torch.cuda", name))
    yield from (
        torch.Size([1]),
        torch.device("cpu"),
        nn.Parameter(torch.zeros(1)),
        torch.Generator(),
        torch.strided,
    )
    yield from (
        torch.eye(2).to_sparse(),
        torch.eye(2).to_sparse_csr(),
        torch.quantize_per_tensor(torch.ones(2), 1, 0, torch.qint8),
    )
    yield from classes("torch.nn.modules", lambda kind: issubclass(kind, nn.Module))
    yield from classes("torch.optim", lambda kind: True)
    yield from classes("torch.ao.nn", lambda kind: issubclass(kind, nn.Module))
    yield from classes("torch.distributions", lambda kind: True)
    for name in (
        "relu",
        "gelu",
        "softmax",
        "silu",
        "tanh",
        "sigmoid",
        "leaky_relu",
        "elu",
        "log_softmax",
        "mish",
    ):
        yield getattr(nn.functional, name)
        yield Pair(("torch", name))
        yield Pair(("torch._C._nn", name))
    models = [
        nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.BatchNorm1d(2), nn.Dropout()),
        nn.Transformer(8, 2, 1, 1, 8),
    ]
    models += [
        nn.LSTM(2, 2),
        nn.GRU(2, 2),
        nn.Conv2d(1, 1, 1),
        nn.Embedding(3, 2),
        nn.MultiheadAttention(4, 2),
    ]
    for model in models:
        optimiser = torch.optim.Adam(model.parameters())
        yield from (model, model.state_dict(), optimiser, optimiser.state_dict())
        yield from attempts([lambda o=optimiser: torch.optim.lr_scheduler.StepLR(o, 1).state_dict()])
    yield torch.utils.data.TensorDataset(torch.zeros(3, 2))
    try:
        import torchvision  # noqa: F401
    except Exception:
        return
    yield from classes("torchvision.models", lambda kind: issubclass(kind, nn.Module) or _is_enum(kind))
    yield from classes("torchvision.ops", lambda kind: issubclass(kind, nn.Module))
    yield from classes(
        "torchvision.transforms",
        lambda kind: (
            _is_enum(kind)
            or issubclass(kind, nn.Module)
            or kind.__name__ in ("Compose", "ToTensor", "ToPILImage")
        ),
    )


def _is_enum(kind: type) -> bool:
    import enum

    return issubclass(kind, enum.Enum)


def booster_objects() -> Iterator[Any]:
    """xgboost, lightgbm, catboost, imbalanced-learn, encoders."""
    import numpy as np

    rng = np.random.default_rng(0)
    x, y = rng.random((80, 4)), rng.integers(0, 2, 80)
    for package, names in (
        ("xgboost", ("XGBClassifier", "XGBRegressor", "XGBRFClassifier", "XGBRFRegressor")),
        ("lightgbm", ("LGBMClassifier", "LGBMRegressor")),
        ("catboost", ("CatBoostClassifier", "CatBoostRegressor")),
    ):
        try:
            module = importlib.import_module(package)
        except Exception:  # noqa: S112
            continue
        for name in names:
            quiet = {"verbose": 0} if package == "catboost" else {}
            model = getattr(module, name)(n_estimators=3, **quiet).fit(x, y)
            yield from (model, getattr(model, "get_booster", lambda: 0)(), getattr(model, "booster_", 0))
    for package in ("imblearn", "category_encoders"):
        try:
            yield from classes(package, lambda kind: hasattr(kind, "get_params"), skip=("utils.",))
        except ImportError:
            continue


def keras_objects() -> Iterator[Any]:
    """Keras pickles itself as an archive in bytes; layers and optimisers by class."""
    import keras

    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(2), keras.layers.Dropout(0.1)])
    yield model
    model.compile("adam", "mse")
    yield model
    yield from classes(
        "keras.src.layers",
        lambda kind: (
            issubclass(kind, keras.layers.Layer)
            and kind.__name__ not in ("Lambda", "TFSMLayer", "TorchModuleWrapper", "FlaxLayer", "JaxLayer")
        ),
    )
    yield from classes("keras.src.optimizers", lambda kind: True)
    yield from classes("keras.src.initializers", lambda kind: True)
    yield from classes("keras.src.regularizers", lambda kind: True)
    yield from classes("keras.src.losses", lambda kind: True)
    yield from classes("keras.src.metrics", lambda kind: True)
    yield from attempts([lambda: keras.callbacks.History(), lambda: model.history])


def statistics_objects() -> Iterator[Any]:
    """Statsmodels results, umap, hdbscan, sympy, shap."""
    import numpy as np

    rng = np.random.default_rng(0)
    x, y = rng.random((60, 3)), rng.random(60)
    try:
        import pandas as pd
        import statsmodels.api as sm
        from statsmodels.tsa.api import ARIMA, AutoReg, ExponentialSmoothing

        frame = pd.DataFrame(x, columns=list("abc"))
        yield from attempts(
            [
                lambda: sm.OLS(y, x).fit(), lambda: sm.Logit(y > 0.5, frame).fit(disp=0), lambda: sm.GLM(y, x).fit(),
                lambda: sm.WLS(y, x).fit(), lambda: sm.RLM(y, x).fit(), lambda: ARIMA(y, order=(1, 0, 0)).fit(),
                lambda: AutoReg(y, 1).fit(), lambda: ExponentialSmoothing(y).fit(), lambda: sm.OLS(y, frame),
                lambda: sm.tsa.SARIMAX(y).fit(disp=0), lambda: sm.GLM(y, x, family=sm.families.Gamma()).fit(),
            ]
        )  # fmt: skip
        yield from classes(
            "statsmodels",
            lambda kind: kind.__name__.endswith(("Results", "ResultsWrapper", "Model")),
            skip=("sandbox", "examples", "datasets"),
        )
    except ImportError:
        pass
    for package, name in (("umap", "UMAP"), ("hdbscan", "HDBSCAN")):
        try:
            yield getattr(importlib.import_module(package), name)().fit(x)
        except Exception:  # noqa: S112
            continue
    try:
        import sympy

        a, b = sympy.symbols("a b")
        yield from (
            a + b * 2,
            sympy.sin(a) ** 2,
            sympy.Matrix([[a, b]]),
            sympy.Rational(1, 2),
            sympy.pi,
            sympy.Eq(a, b),
        )
    except ImportError:
        pass


def table_objects() -> Iterator[Any]:
    """polars, pyarrow, networkx, xarray."""
    import numpy as np

    try:
        import polars as pl

        yield from (pl.DataFrame({"a": [1], "b": ["x"]}), pl.Series([1.0]), pl.Int64(), pl.Utf8())
        yield from classes("polars.datatypes", lambda kind: True)
    except ImportError:
        pass
    try:
        import pyarrow as pa

        table = pa.table({"a": [1], "b": ["x"], "c": [[1]], "d": [1.5]})
        yield from (
            table,
            table.schema,
            table["a"],
            pa.array([1]),
            pa.int8(),
            pa.timestamp("ns"),
            pa.list_(pa.int8()),
        )
    except ImportError:
        pass
    try:
        import networkx as nx

        yield from (
            nx.path_graph(3),
            nx.DiGraph([(1, 2)]),
            nx.MultiGraph([(1, 2)]),
            nx.MultiDiGraph([(1, 2)]),
        )
    except ImportError:
        pass
    try:
        import xarray as xr

        yield from (xr.DataArray(np.zeros(3), dims="x"), xr.Dataset({"a": ("x", [1, 2])}))
    except ImportError:
        pass


def text_objects() -> Iterator[Any]:
    """gensim, nltk, tokenizers, transformers' configurations."""
    try:
        from gensim.corpora import Dictionary
        from gensim.models import Doc2Vec, FastText, LdaModel, TfidfModel, Word2Vec
        from gensim.models.doc2vec import TaggedDocument

        texts = [["a", "b", "c"], ["b", "c"]] * 5
        words = Dictionary(texts)
        bags = [words.doc2bow(text) for text in texts]
        yield from attempts(
            [
                lambda: Word2Vec(texts, min_count=1, vector_size=4), lambda: FastText(texts, min_count=1, vector_size=4, bucket=50),
                lambda: Doc2Vec([TaggedDocument(t, [0]) for t in texts], min_count=1, vector_size=4), lambda: words,
                lambda: LdaModel(bags, num_topics=2, id2word=words), lambda: TfidfModel(bags),
            ]
        )  # fmt: skip
    except ImportError:
        pass
    try:
        import nltk

        yield from (
            nltk.FreqDist("abc"),
            nltk.PorterStemmer(),
            nltk.RegexpTokenizer(r"\w+"),
            nltk.Tree("S", ["a"]),
        )
        yield from attempts([lambda: nltk.NaiveBayesClassifier.train([({"a": 1}, "x"), ({"a": 2}, "y")])])
    except ImportError:
        pass
    try:
        from tokenizers import Tokenizer, models
        from transformers import BertConfig, GPT2Config, TrainingArguments

        yield from (Tokenizer(models.BPE()), BertConfig(), GPT2Config())
        yield from attempts([lambda: TrainingArguments("out")])
    except ImportError:
        pass
