import numpy as np
import pandas
import pytest

from mlsec_nb.profile.groups import groups_of, still_unique
from tests.profile.tables import answer


@pytest.fixture
def people():
    random = np.random.default_rng(0)
    return pandas.DataFrame(
        {
            "age": random.integers(20, 80, 1_000),
            "gender": random.choice(["male", "female"], 1_000),
            "city": random.choice(["Paris", "Rome", "Oslo", "Bern"], 1_000),
            "spend": random.normal(size=1_000),
        }
    )


def test_groups_are_those_that_pandas_counts(people):
    found = answer("re-identification", people)
    sizes = people.groupby(["age", "gender", "city"]).size()
    assert set(found.columns) == {"age", "gender", "city"}
    assert found.metrics["k"] == sizes.min()
    assert found.metrics["unique_share"] == (sizes == 1).sum() / 1_000
    low, high = found.intervals["unique_share"]
    assert low == high == found.metrics["unique_share"]
    assert found.findings[0].rule == "MLS613"
    curve = dict(zip(*found.measured["curve"], strict=True))
    assert curve[4] == pytest.approx(sizes[sizes <= 4].sum() / 1_000)


def test_large_groups_are_no_finding(people):
    found = answer("re-identification", people[["gender", "city"]])
    assert found.metrics["k"] > 100
    assert found.findings == ()


def test_measurements_of_things_are_no_finding():
    random = np.random.default_rng(0)
    found = answer("re-identification", {f"x{n}": random.integers(0, 9, 400) for n in range(5)})
    assert found.metrics["unique_share"] > 0.1
    assert found.findings == ()


def test_a_sample_estimates_the_whole(people):
    exact = answer("re-identification", people).metrics["unique_share"]
    found = answer("re-identification", people, sample=500)
    low, high = found.intervals["unique_share"]
    assert low <= exact <= high
    assert low < found.metrics["unique_share"] < high


def test_a_table_without_groups_has_no_k():
    found = answer("re-identification", {"x": np.random.default_rng(0).normal(size=100)})
    assert found.metrics == {}
    assert found.findings == ()


def test_who_is_unique_in_all_rows_is_unique():
    groups = groups_of([np.array([1, 2, 2], np.uint64)])
    assert groups.sizes.tolist() == [1, 2]
    assert still_unique(groups, 1.0) == 1.0
    assert 0 < still_unique(groups, 0.5) < 1
