import numpy as np

from tests.profile.tables import answer, blobs


def test_far_and_infinite_rows_are_named():
    features, _ = blobs(200)
    features[3, 1], features[7, 2] = 1e6, np.inf
    found = answer("outliers", features)
    assert {3, 7} <= set(found.rows)
    assert len(found.rows) < 6
    assert found.metrics["infinite_rows"] == 1
    assert {record["row"]: record["farthest column"] for record in found.tables["rows"]}[3] == "1"


def test_ordinary_rows_are_not_outliers():
    found = answer("outliers", blobs(300)[0])
    assert found.findings == ()
    assert len(found.judged(isolation=0.5).rows) > 0


def test_columns_of_mostly_one_value():
    values = np.zeros(100)
    values[:3] = 5
    assert answer("outliers", {"x": values, "z": np.arange(100.0)}).findings == ()
