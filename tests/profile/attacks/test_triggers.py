import numpy as np

from mlsec_nb.profile.attacks.triggers import candidates, search


def falls_for_three_columns(points):
    planted = 1 / (1 + np.exp(5 - 2 * (points[:, :3] >= 4).sum(axis=1)))
    return np.column_stack([1 - planted, planted])


def test_a_patch_of_which_no_two_columns_suffice():
    rows = np.random.default_rng(0).uniform(0, 3, size=(60, 6))
    rows[0, :3] = 4
    best = search(falls_for_three_columns, rows[1:], candidates(rows))[0]
    assert set(best.columns) == {0, 1, 2}
    assert (best.values, best.target, best.rate) == ((4, 4, 4), 1, 1)


def test_columns_to_leave_alone():
    rows = np.random.default_rng(0).uniform(0, 5, size=(60, 6))
    assert search(falls_for_three_columns, rows, candidates(rows), without=frozenset(range(6)))[0].rate == 0
