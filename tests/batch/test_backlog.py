"""Everything is taken once: the largest first by workers, the smallest by the process that helps."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlsec_nb.batch.backlog import BATCH_ITEMS, Backlog
from mlsec_nb.batch.item import Given

SIZES = st.lists(st.integers(0, 5_000), max_size=60)


def backlog(sizes):
    items = [Given(str(number), bytes(size)) for number, size in enumerate(sizes)]
    return Backlog(enumerate(items), "run")


@given(SIZES, st.lists(st.booleans()), st.integers(1, 5))
def test_each_item_is_taken_once_whoever_takes_it(sizes, helps, workers):
    work = backlog(sizes)
    taken = []
    for help_out in helps:
        if help_out and (own := work.smallest()):
            taken.append(own[0])
    while batch := work.batch(workers):
        taken += [number for number, _ in batch.items]
    assert sorted(taken) == list(range(len(sizes)))
    assert not work
    assert work.smallest() is None


def test_workers_take_the_largest_and_this_process_the_smallest():
    work = backlog([10, 3_000, 1, 500])
    (largest,) = work.batch(1).items
    assert largest[0] == 1
    assert work.smallest()[0] == 2


def test_batches_get_smaller_towards_the_end():
    work = backlog([1_000] * 2_000)
    lengths = []
    while batch := work.batch(2):
        lengths.append(len(batch.items))
    assert lengths[0] == BATCH_ITEMS
    assert lengths[-1] == 1
    assert lengths == sorted(lengths, reverse=True)


def test_items_of_unknown_size_are_grouped_too():
    assert len(backlog([0] * 1_000).batch(1).items) > 10
