"""Boosters, statistics, tables, text."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import Any

from tests.artifacts.allowlist.common import attempts, classes


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
        except Exception:
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
                lambda: sm.OLS(y, x).fit(),
                lambda: sm.Logit(y > 0.5, frame).fit(disp=0),
                lambda: sm.GLM(y, x).fit(),
                lambda: sm.WLS(y, x).fit(),
                lambda: sm.RLM(y, x).fit(),
                lambda: ARIMA(y, order=(1, 0, 0)).fit(),
                lambda: AutoReg(y, 1).fit(),
                lambda: ExponentialSmoothing(y).fit(),
                lambda: sm.OLS(y, frame),
                lambda: sm.tsa.SARIMAX(y).fit(disp=0),
                lambda: sm.GLM(y, x, family=sm.families.Gamma()).fit(),
            ]
        )
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
        except Exception:
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
                lambda: Word2Vec(texts, min_count=1, vector_size=4),
                lambda: FastText(texts, min_count=1, vector_size=4, bucket=50),
                lambda: Doc2Vec([TaggedDocument(t, [0]) for t in texts], min_count=1, vector_size=4),
                lambda: words,
                lambda: LdaModel(bags, num_topics=2, id2word=words),
                lambda: TfidfModel(bags),
            ]
        )
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
