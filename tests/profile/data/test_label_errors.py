import numpy as np
import pytest
from sklearn.metrics import average_precision_score

from tests.profile.tables import answer, blobs


@pytest.fixture(scope="module")
def noisy():
    features, labels = blobs(300)
    wrong = np.zeros(300, bool)
    wrong[np.random.default_rng(1).choice(np.flatnonzero(labels == 0), 20, replace=False)] = True
    return features, np.where(wrong, 1, labels), wrong


def test_flipped_labels_come_first(noisy):
    features, labels, wrong = noisy
    found = answer("label-errors", features, labels)
    assert average_precision_score(wrong, found.scores) > 0.95
    assert set(found.rows[:18]) <= set(np.flatnonzero(wrong))
    low, high = found.intervals["flip_rate"]
    assert low <= wrong.mean() <= high
    assert found.findings[0].rule == "MLS401"
    assert "poison" not in found.findings[0].message


def test_clean_labels_are_not_flagged():
    found = answer("label-errors", *blobs(300))
    assert (len(found.rows), found.findings) == (0, ())


def test_a_moved_threshold_flags_other_rows(noisy):
    found = answer("label-errors", *noisy[:2])
    assert (
        len(found.judged(probability=0.01).rows) >= len(found.rows) > len(found.judged(probability=1.0).rows)
    )


def test_text_labels_missing_labels_and_rare_classes(noisy):
    features, labels, _ = noisy
    named = np.array(["a", "b", "c"], dtype=object)[labels]
    named[:3] = None
    named[3:6] = "rare"
    found = answer("label-errors", features, named)
    assert np.isnan(found.scores[:6]).all()
    assert found.n_used == 294


@pytest.mark.parametrize(
    ("data", "target", "why"),
    [
        (np.zeros((50, 2)), None, "target"),
        (np.zeros((50, 2)), np.zeros(50, int), "one class"),
        (np.zeros((50, 2)), np.random.default_rng(0).normal(size=50), "quantity"),
        (np.zeros((5, 2)), np.array([0, 1, 0, 1, 0]), "fewer"),
    ],
)
def test_why_it_was_not_asked(data, target, why):
    assert why in answer("label-errors", data, target).skipped
