"""No global that C's unpickler asks for may be missed by the machine."""

import collections
import datetime
import pickle
import random
import subprocess
import sys
from functools import lru_cache, partial
from pathlib import Path

import numpy as np
import pytest

from mlsec_nb.artifacts.blob import Blob
from mlsec_nb.artifacts.limits import Budget, Limits
from mlsec_nb.artifacts.pickles.stream import run_one
from mlsec_nb.policy.policy import Policy
from tests.artifacts.mutate import mutate

ORACLE = Path(__file__).with_name("oracle.py")
MUTANTS = 20_000


@lru_cache
def seeds():
    """Honest pickles of every protocol, with memo references, extension-free."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    model = make_pipeline(StandardScaler(), LogisticRegression()).fit([[0.0], [1.0]], [0, 1])
    things = [
        {"a": [1, 2.5, None, True, (1, 2, 3)], "b": {"x", "y"}, "c": b"bytes"},
        collections.OrderedDict(a=1, b=collections.Counter("aab")),
        [datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc), datetime.timedelta(1)],
        [np.arange(3), np.float64(1), np.dtype("f4"), np.array(["a", None], dtype=object)],
        [partial(int, base=2), frozenset([1]), complex(1, 2), collections.deque([1], 2), Path("x")],
        model,
    ]
    return [pickle.dumps(thing, protocol) for thing in things for protocol in range(6)]


def asked_by_c(samples):
    done = subprocess.run(
        [sys.executable, str(ORACLE)],
        input=pickle.dumps(samples),
        capture_output=True,
        check=True,
        timeout=300,
    )
    return pickle.loads(done.stdout)


def asked_by_machine(sample):
    machine = run_one(Blob(sample), 0, Policy().judge, Budget(limits=Limits()))
    return set(machine.names)


@pytest.mark.slow
def test_no_global_is_missed():
    rng = random.Random(20_000)
    mutants = [mutate(rng, rng.choice(seeds()), seeds()) for _ in range(MUTANTS)]
    for start in range(0, MUTANTS, 2_000):
        samples = mutants[start : start + 2_000]
        for sample, asked in zip(samples, asked_by_c(samples), strict=True):
            missed = set(asked) - asked_by_machine(sample)
            assert not missed, (missed, sample)


def test_honest_pickles_agree_exactly():
    for sample, asked in zip(seeds(), asked_by_c(seeds()), strict=True):
        assert set(asked) == asked_by_machine(sample)


@pytest.mark.parametrize(
    "sample",
    [
        b"cos\nsystemX",  # a line without an end loses its last byte
        b"Vposix\np5\n0Vsystem\np6\n0g5\0zzz\ng 6\n\x93.",  # numbers end at a NUL, blanks are skipped
        b"S'\\x70osix'  \nS\"sys\\164em\"\n\x93.",
        b"\x80\x04\x95\x01\x00\x00\x00\x00\x00\x00\x00cos\nsystem\n.",  # a frame that ends too early
        b"(0cos\nsystem\n.",  # POP takes a mark
        b"\x80\x02\x80\x04\x8c\x02os\x8c\x06system\x93.",
        b"(cos\nsystem\no.",
        b"\x80\x04\x95\x02\x00\x00\x00\x00\x00\x00\x00cxos\nsystem\n.",
        b"\x80\x04\x8c\x03a\xed\xa0\x80\x8c\x01b\x93.",
    ],
)
def test_spellings_that_c_accepts(sample):
    (asked,) = asked_by_c([sample])
    assert set(asked) <= asked_by_machine(sample)
