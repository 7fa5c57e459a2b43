import datetime
import decimal
import sys

import numpy as np
import pandas
import polars
import pyarrow
import pytest
import scipy.sparse
from hypothesis import given
from hypothesis import strategies as st

from mlsec_nb.errors import UsageError
from mlsec_nb.profile.kinds import Kind
from mlsec_nb.profile.table import read_table, unique_names

RANDOM = np.random.default_rng(0)
COLUMNS = {
    "age": [31, 42, None, 27],
    "city": ["Oslo", "Bergen", "Oslo", None],
    "member": [True, False, True, True],
    "since": [datetime.datetime(2020, 1, day) for day in (1, 2, 3, 4)],
    "parts": [[1, 2], [3], [], [4]],
}
KINDS = [Kind.NUMERIC, Kind.CATEGORICAL, Kind.BOOLEAN, Kind.DATETIME, Kind.NESTED]


def table(given_data, **more):
    return read_table(given_data, random=np.random.default_rng(0), **more)


@pytest.mark.parametrize(
    "make",
    [
        dict,
        pandas.DataFrame,
        polars.DataFrame,
        pyarrow.table,
        lambda columns: [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)],
    ],
    ids=["dict of columns", "pandas", "polars", "arrow", "list of dicts"],
)
def test_every_container_gives_the_same_columns(make):
    read = table(make(COLUMNS))
    assert [(column.name, column.kind) for column in read] == list(zip(COLUMNS, KINDS, strict=True))
    assert [column.missing.tolist().count(True) for column in read] == [1, 1, 0, 0, 0]
    assert read.column(0).numbers[:2].tolist() == [31, 42]
    assert read.column(1).codes.tolist() == [0, 1, 0, -1]
    assert (
        read.column(3).numbers[0] == datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc).timestamp()
    )


@pytest.mark.parametrize(
    ("array", "columns", "shape"),
    [
        (np.zeros((5, 3)), 3, None),
        (np.zeros((5, 2, 3)), 6, (2, 3)),
        (np.zeros((5, 2, 3, 3), dtype=np.uint8), 18, (2, 3, 3)),
        (np.array(["a b c d e"] * 5), 1, None),
        (np.zeros(5, dtype=[("a", float), ("b", "U3")]), 2, None),
        (scipy.sparse.random(5, 7, 0.5, random_state=0), 7, None),
    ],
)
def test_arrays(array, columns, shape):
    read = table(array)
    assert (read.n_rows, read.n_columns, read.shape) == (5, columns, shape)
    assert all(len(column) == 5 for column in read)


def test_sparse_columns_are_those_of_the_matrix():
    matrix = scipy.sparse.random(20, 6, 0.3, random_state=1)
    dense = np.column_stack([column.numbers for column in table(matrix)])
    assert np.array_equal(dense, matrix.toarray())


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([None, None], Kind.EMPTY),
        ([float("nan")], Kind.EMPTY),
        ([10**400, -(10**400), 1], Kind.NUMERIC),
        ([decimal.Decimal("1.5"), 2], Kind.NUMERIC),
        ([float("inf"), 1.0], Kind.NUMERIC),
        ([datetime.date(2020, 1, 1)], Kind.DATETIME),
        ([1, "one", None], Kind.MIXED),
        ([len, print], Kind.MIXED),
        (["a sentence of several words " + str(n) for n in range(50)], Kind.TEXT),
        ([f"id-{n}" for n in range(100)], Kind.TEXT),
        ([{"a": 1}, {"a": 2}], Kind.NESTED),
    ],
)
def test_kinds(values, kind):
    assert table({"x": values}).column(0).kind is kind


def test_huge_integers_are_infinite_as_numbers():
    assert table({"x": [10**400, -(10**400)]}).column(0).numbers.tolist() == [float("inf"), float("-inf")]


class Hostile:
    """Whatever is called on it, it is noticed."""

    def __str__(self):
        raise AssertionError("a value of the data was asked to show itself")

    __repr__ = __hash__ = __bool__ = __float__ = __str__

    def __eq__(self, other):
        raise AssertionError("a value of the data was compared")


def test_nothing_is_called_on_unknown_objects():
    column = table({"x": [Hostile(), 1, [Hostile()], None]}).column(0)
    assert (column.kind, column.missing.tolist()) == (Kind.MIXED, [False, False, False, True])
    assert len(set(column.codes.tolist())) == 4


@given(
    st.lists(
        st.one_of(st.none(), st.integers(), st.floats(), st.text(), st.booleans(), st.binary()), max_size=30
    )
)
def test_any_column_can_be_read(values):
    column = table({"x": values}).column(0)
    assert len(column.codes) == len(column.numbers) == len(values)
    assert np.array_equal(column.codes == -1, column.missing)


def test_names_repeat_and_need_not_be_text():
    frame = pandas.DataFrame(np.zeros((2, 4)), columns=["x", "x", 7, ("a", "b")])
    assert table(frame).names == ["x", "x (2)", "7", "a.b"]


@given(st.lists(st.sampled_from(["x", "x (2)", "y", ""]), max_size=12))
def test_names_are_unique(labels):
    assert len(set(unique_names(labels))) == len(labels)


@pytest.mark.parametrize(
    "given_data", [pandas.DataFrame(), np.zeros((0, 3)), [], {}, pandas.DataFrame({"x": []})]
)
def test_empty_tables(given_data):
    assert table(given_data).n_rows == 0


def test_large_tables_are_sampled():
    read = table(np.arange(1_000).reshape(500, 2), sample=50)
    assert (read.n_rows, read.n_given, read.sampled) == (50, 500, True)
    rows = read.given(np.arange(50))
    assert np.array_equal(read.column(0).numbers, rows * 2)
    assert np.isnan(read.spread(np.ones(50))).sum() == 450


@pytest.mark.parametrize(
    "given_data", [3, "text", object(), np.zeros((1, 1, 1, 1, 1)), {"a": [1], "b": [1, 2]}]
)
def test_what_is_no_table_is_refused(given_data):
    with pytest.raises(UsageError):
        table(given_data)


def test_what_was_given_is_not_changed():
    frame = pandas.DataFrame({"x": [3.0, None, 1.0], "c": ["a", "b", "a"]})
    before = frame.copy(deep=True)
    for column in table(frame):
        assert column.codes is not None
        assert column.numbers is not None
    pandas.testing.assert_frame_equal(frame, before)


def test_no_library_is_imported_for_the_user():
    import subprocess

    code = (
        "import sys, mlsec_nb; mlsec_nb.profile_dataset({'x': [1, 2, 3]}, questions=['digest']);"
        "print({'pandas', 'polars', 'pyarrow', 'torch'} & set(sys.modules))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "set()"
