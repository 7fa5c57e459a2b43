"""What a file holds, in words."""

import pickle
from collections import OrderedDict

import numpy as np
import pytest

from mlsec_nb.artifacts.contents import spoken
from mlsec_nb.artifacts.engine import summary


@pytest.mark.parametrize(
    ("thing", "words"),
    [
        ([1, "a"], "plain values, as pickle protocol 4"),
        (OrderedDict(a=1), "plain values, as pickle protocol 4"),
        (np.arange(3), "objects of numpy, as pickle protocol 4"),
    ],
)
def test_words(tmp_path, thing, words):
    (tmp_path / "a.pkl").write_bytes(pickle.dumps(thing, 4))
    assert spoken(summary(tmp_path / "a.pkl")[1]) == words


def test_data_without_pickles(tmp_path):
    np.save(tmp_path / "a.npy", np.arange(3))
    assert spoken(summary(tmp_path / "a.npy")[1]).startswith("data, as numpy")
