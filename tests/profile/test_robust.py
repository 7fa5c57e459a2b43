"""Whatever is given, no question fails, and rows are positions in what was given."""

import datetime

import numpy as np
import pandas
import polars
import pytest
import scipy.sparse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import mlsec_nb
from tests.profile.tables import answer, blobs

RANDOM = np.random.default_rng(0)
WIDE = RANDOM.normal(size=(60, 10_000))
HOSTILE = {
    "empty": pandas.DataFrame(),
    "no rows": pandas.DataFrame({"x": [], "y": []}),
    "one row": {"x": [1.0], "y": [0]},
    "one column": {"y": [0, 1] * 30},
    "all missing": {"x": [None] * 50, "y": [0, 1] * 25},
    "infinite": {"x": [np.inf, -np.inf, 1.0, 2.0, np.nan] * 12, "y": [0, 1, 0, 1, 1] * 12},
    "huge": {"x": [10**400, -(10**400), 5] * 20, "z": [2**63, 2**64, -(2**63)] * 20, "y": [0, 1, 0] * 20},
    "constant": {"x": [1] * 60, "y": [0, 1] * 30},
    "repeated names": pandas.DataFrame(RANDOM.normal(size=(60, 3)), columns=["x", "x", "y"]),
    "objects": {"x": [object(), len, [1, {2: 3}], None, "a", 4] * 10, "y": [0, 1] * 30},
    "times": {
        "t": [datetime.datetime(1, 1, 1), datetime.datetime(9999, 12, 31), None] * 20,
        "d": np.arange(60).astype("datetime64[D]"),
        "y": [0, 1, 2] * 20,
    },
    "texts": {"text": ["", "a b c", "ünïcode ‮ text", "\x00"] * 15, "y": ["a", "b"] * 30},
    "one row of each class": {"x": RANDOM.normal(size=60), "y": np.arange(60)},
    "labels of every type": {"x": RANDOM.normal(size=60), "y": [1, "one", None, 2.5, True, (1,)] * 10},
    "names of other types": pandas.DataFrame(RANDOM.normal(size=(60, 2)), columns=[("a", 1), None]),
    "sparse": scipy.sparse.random(60, 40, 0.1, random_state=0),
    "images": RANDOM.random((60, 7, 7)),
    "colour images": RANDOM.integers(0, 255, (60, 6, 6, 3), dtype=np.uint8),
    "booleans": RANDOM.random((60, 4)) > 0.5,
    "complex": RANDOM.normal(size=(60, 2)) + 1j,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_question_fails(name):
    data = HOSTILE[name]
    target = "y" if isinstance(data, dict) or "y" in getattr(data, "columns", ()) else None
    profile = mlsec_nb.profile_dataset(data, target, data)
    failed = {question: why for question, why in profile.skipped.items() if "failed" in why}
    assert failed == {}
    assert profile.to_html()
    assert profile.to_json()


def test_ten_thousand_columns():
    asked = ["backdoor", "digest", "drift", "label-errors", "outliers", "split-overlap", "schema"]
    profile = mlsec_nb.profile_dataset(WIDE, np.arange(60) % 2, WIDE[:5], questions=asked)
    assert profile.skipped == {}
    assert profile["split-overlap"].metrics["pairs"] == 5


@pytest.mark.parametrize("make", [pandas.DataFrame, polars.DataFrame, dict])
def test_rows_of_a_sample_are_those_of_the_data(make):
    features, labels = blobs(3_000, columns=6)
    features[::300] = features[0]
    columns = {f"c{place}": features[:, place] for place in range(6)} | {"y": labels}
    asked = ["duplicates", "split-overlap"]
    profile = mlsec_nb.profile_dataset(make(columns), "y", make(columns), sample=500, questions=asked)
    duplicates, overlap = profile["duplicates"], profile["split-overlap"]
    assert (duplicates.n_used, duplicates.n_total, len(duplicates.scores)) == (500, 3_000, 3_000)
    assert all(row % 300 == 0 for row in duplicates.measured["copies"])
    assert "sample" in profile.facts
    for record in overlap.tables["pairs"]:
        assert np.array_equal(features[record["test row"]], features[record["training row"]])


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "a": st.one_of(st.none(), st.floats(), st.integers()),
                "b": st.one_of(st.none(), st.text(max_size=20), st.booleans()),
                "c": st.recursive(st.integers(), lambda inner: st.lists(inner, max_size=3), max_leaves=4),
                "y": st.sampled_from([0, 1, None]),
            }
        ),
        max_size=60,
    )
)
def test_any_records_can_be_profiled(records):
    if not records:
        return
    profile = mlsec_nb.profile_dataset(records, "y", records[:3])
    assert not any("failed" in why for why in profile.skipped.values())


def test_nothing_of_the_users_changes():
    frame = pandas.DataFrame(blobs(80)[0], columns=list("abcd")).assign(y=np.arange(80) % 3, t="text")
    before = frame.copy(deep=True)
    mlsec_nb.profile_dataset(frame, "y", frame)
    pandas.testing.assert_frame_equal(frame, before)


def test_random_numbers_of_the_user_are_left_alone():
    np.random.seed(3)
    state = np.random.get_state()[1].copy()
    answer("label-errors", *blobs(120))
    assert np.array_equal(state, np.random.get_state()[1])
