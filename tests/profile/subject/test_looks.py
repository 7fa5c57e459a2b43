import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlsec_nb.profile.subject.looks import NOISE, STEPS, around


@settings(max_examples=20, deadline=None)
@given(n=st.integers(1, 30), d=st.integers(1, 4), seed=st.integers(0, 99))
def test_they_stay_within_the_range_of_each_column(n, d, seed):
    rows = np.random.default_rng(seed).normal(size=(n, d)).round(1)
    looks = around(rows, np.random.default_rng(seed))
    assert len(looks) == len(NOISE) + len(STEPS)
    for look in looks:
        assert look.shape == rows.shape
        assert (look >= rows.min(axis=0)).all()
        assert (look <= rows.max(axis=0)).all()


def test_a_step_goes_half_of_the_way_to_the_nearest_row():
    rows = np.array([[0.0], [1.0], [10.0], [11.0]])
    halfway = around(rows, np.random.default_rng(0))[len(NOISE)]
    assert halfway[:, 0] == pytest.approx([0.5, 0.5, 10.5, 10.5])
