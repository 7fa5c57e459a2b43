"""Earlier cells that matter to the one that is about to run."""

import pytest

from mlsec_nb.frontends.magics.context import MOST, with_context


@pytest.mark.parametrize(
    ("earlier", "kept"),
    [
        (["import pickle as p", "x = 1"], [0]),
        (["import pickle", "read = pickle.loads", "p = read"], [0, 1, 2]),
        (["p = object()", "p.loads = eval"], [0, 1]),
        (["%pip install pickle5", "y = 2"], [0]),
        (["from os import *"], [0]),
        (["def p(): ...", "class q: ..."], [0]),
        (["p = (", "z = ("], [0]),
    ],
)
def test_cells_that_bind_what_is_used(earlier, kept):
    context = with_context(earlier, "p.loads(data)")
    assert [number for number, cell in enumerate(context[:-1]) if cell] == kept
    assert context[-1] == "p.loads(data)"


def test_the_latest_count_when_there_are_many():
    context = with_context(["p = 1"] * (MOST + 5), "p")
    assert [bool(cell) for cell in context] == [False] * 5 + [True] * (MOST + 1)
