import numpy as np
import pytest

from tests.profile.tables import answer

RANDOM = np.random.default_rng(0)


def table(n, shift=0.0, city=0.5):
    return {
        "a": RANDOM.normal(size=n),
        "b": RANDOM.normal(size=n) + shift,
        "city": RANDOM.choice(["Oslo", "Bergen"], n, p=[city, 1 - city]),
    }


def test_the_same_distribution_is_no_drift():
    found = answer("drift", table(400), None, table(300))
    assert found.findings == ()
    low, high = found.intervals["area"]
    assert low < 0.5 < high + 0.05


def test_columns_that_moved_are_named():
    found = answer("drift", table(400), None, table(300, shift=1.5, city=0.9))
    assert {name for name, distance in found.columns.items() if distance > 0.2} == {"b", "city"}
    assert "b" in found.findings[0].message
    assert "city" in found.findings[0].message


def test_missing_values_can_drift():
    missing = table(300)
    missing["a"][:150] = np.nan
    assert answer("drift", table(400), None, missing).columns["a"] > 0.4


@pytest.mark.parametrize(("share", "drifted"), [(0.5, False), (0.9, True)])
def test_labels_can_drift_while_nothing_else_does(share, drifted):
    labels = RANDOM.choice(["ill", "well"], 300, p=[share, 1 - share])
    found = answer("drift", table(400), ["ill", "well"] * 200, (table(300), labels))
    assert (found.columns["target"] > 0.2) is drifted
    assert bool(found.findings) is drifted
