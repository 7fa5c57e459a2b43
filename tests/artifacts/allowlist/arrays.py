"""numpy, scipy, pandas."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

from tests.artifacts.allowlist.common import Pair, attempts


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
    for name in (
        "mean",
        "median",
        "std",
        "var",
        "sum",
        "prod",
        "nansum",
        "nanmean",
        "clip",
        "round",
        "reshape",
        "argmax",
        "argmin",
        "where",
        "concatenate",
        "asarray",
        "array",
        "zeros",
        "ones",
        "squeeze",
        "ravel",
        "transpose",
        "expand_dims",
        "nan_to_num",
        "cumsum",
        "diff",
        "log1p",
        "expm1",
        "average",
        "percentile",
        "quantile",
        "unique",
        "sort",
        "argsort",
        "linspace",
        "arange",
        "interp",
        "gradient",
        "atleast_2d",
    ):
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
            lambda: interpolate.interp1d(x, x),
            lambda: interpolate.CubicSpline(x, x),
            lambda: interpolate.PchipInterpolator(x, x),
            lambda: interpolate.Akima1DInterpolator(x, x),
            lambda: interpolate.BSpline(x, x[:5], 3),
            lambda: interpolate.UnivariateSpline(x, x),
            lambda: interpolate.RegularGridInterpolator((x,), x),
            lambda: interpolate.RBFInterpolator(grid, x),
            lambda: interpolate.LinearNDInterpolator(grid, x),
            lambda: interpolate.NearestNDInterpolator(grid, x),
            lambda: interpolate.PPoly(np.ones((2, 2)), [0, 1, 2]),
            lambda: interpolate.Rbf(x, x),
            lambda: spatial.KDTree(grid),
            lambda: spatial.cKDTree(grid),
            lambda: spatial.Delaunay(grid),
            lambda: optimize.minimize(lambda v: (v**2).sum(), [1.0, 2.0]),
            lambda: optimize.LinearConstraint([1], 0, 1),
            lambda: optimize.Bounds(0, 1),
            lambda: spatial.transform.Rotation.identity(),
            lambda: signal.dlti([1], [1, 2]),
            lambda: signal.lti([1], [1, 2]),
            lambda: optimize.linprog([1]),
        ]
    )


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
    for kind in (
        "Int64",
        "Float64",
        "boolean",
        "string",
        "category",
        "Sparse[float]",
        "string[pyarrow]",
        "int64[pyarrow]",
        "UInt8",
        "Int8",
        "Int16",
        "Int32",
        "UInt16",
        "UInt32",
        "UInt64",
        "Float32",
        "datetime64[ns, UTC]",
        "period[D]",
        "interval",
        "str",
    ):
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
