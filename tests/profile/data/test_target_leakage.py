import numpy as np
import pytest

from tests.profile.tables import answer

RANDOM = np.random.default_rng(0)
N = 600
LABELS = RANDOM.integers(0, 2, N)
HONEST = {f"honest {place}": LABELS * 0.6 + RANDOM.normal(size=N) for place in range(3)}
LEAKS = {
    "copy": np.where(RANDOM.random(N) < 0.01, 1 - LABELS, LABELS),
    "monotone": np.exp(LABELS * 5 + RANDOM.normal(size=N)),
    "code": (LABELS * 7 + 3) % 11,
    "category": np.where(LABELS == 1, *RANDOM.choice(["a", "b"], (2, N))).astype(object) + LABELS.astype(str),
    "missing": np.where(LABELS == 1, np.nan, RANDOM.normal(size=N)),
    "middle": np.where(LABELS == 1, RANDOM.normal(size=N) * 0.01, np.sign(RANDOM.normal(size=N)) * 3),
    "time": (np.datetime64("2024-01-01") + LABELS * 400 + RANDOM.integers(0, 300, N)).astype("datetime64[s]"),
}


@pytest.mark.parametrize("leak", LEAKS)
def test_leaks_are_found(leak):
    found = answer("target-leakage", {**HONEST, leak: LEAKS[leak], "y": LABELS}, "y")
    assert next(iter(found.columns)) == leak
    assert found.columns[leak] >= 0.95
    assert max(found.columns[name] for name in HONEST) < 0.8
    assert [finding.location.member for finding in found.findings] == [leak]


def test_identifiers_and_constants_predict_nothing():
    found = answer("target-leakage", {"id": np.arange(N).astype(str), "one": np.ones(N), "y": LABELS}, "y")
    assert all(abs(score - 0.5) < 0.06 for score in found.columns.values())


def test_quantities_are_targets_too():
    quantity = RANDOM.normal(size=N)
    found = answer("target-leakage", {**HONEST, "twice": 2 * quantity, "y": quantity}, "y")
    assert found.columns["twice"] > 0.99


def test_thresholds_move():
    found = answer("target-leakage", {**HONEST, "y": LABELS}, "y")
    assert found.findings == ()
    assert len(found.judged(high=0.55).findings) == 3
