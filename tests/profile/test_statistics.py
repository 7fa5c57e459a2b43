import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from mlsec_nb.profile.statistics import (
    at_most,
    auc,
    auc_interval,
    bootstrap_interval,
    permutation_p_value,
    rate_interval,
)


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(0, 0, 0, 1), (0, 10, 0, 0.3085), (5, 10, 0.1871, 0.8129), (10, 10, 0.6915, 1)],
)
def test_clopper_pearson(hits, n, low, high):
    assert rate_interval(hits, n) == pytest.approx((low, high), abs=1e-4)


def test_no_hit_leaves_three_in_n():
    assert at_most(0) == 1
    assert at_most(5_000) == pytest.approx(3 / 5_000, rel=0.01)


@given(
    st.lists(st.integers(0, 9), min_size=1, max_size=30), st.lists(st.integers(0, 9), min_size=1, max_size=30)
)
def test_auc_is_that_of_scikit_learn(positive, negative):
    labels = [1] * len(positive) + [0] * len(negative)
    assert auc(positive, negative) == pytest.approx(roc_auc_score(labels, positive + negative))


def test_auc_interval_covers_the_truth():
    random = np.random.default_rng(0)
    inside = 0
    for _ in range(200):
        low, high = auc_interval(random.normal(1, 1, 60), random.normal(0, 1, 60))
        inside += low <= 0.7602 <= high  # the normal CDF at 1 / sqrt(2)
    assert inside >= 180


def test_auc_interval_of_a_perfect_score_is_not_a_point():
    low, high = auc_interval([2.0, 3.0], [0.0, 1.0])
    assert low < high <= 1


def test_bootstrap_and_permutation():
    random = np.random.default_rng(0)
    low, high = bootstrap_interval(np.mean, random.normal(size=400), random=random)
    assert low < 0.1
    assert high > -0.1
    assert high - low == pytest.approx(4 / 20, rel=0.3)
    assert permutation_p_value(5.0, np.arange(5.0)) == pytest.approx(1 / 6)
