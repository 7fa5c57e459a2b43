"""Pickles: plain, joblib's with raw arrays, torch's old streams."""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.artifacts.blob import Blob
from mlsec_nb.artifacts.facts import Fact, Imports, Label
from mlsec_nb.artifacts.job import Job
from mlsec_nb.artifacts.pickles.stream import read_pickles, run_one, search

TORCH_MAGIC = b"\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19."
"""The number that starts torch's second format, as protocol 2 writes it."""

_BY_MODULE = (
    ("joblib.numpy_pickle", "joblib"),
    ("torch._utils", "torch legacy stream"),
    ("dill._dill", "dill"),
    ("cloudpickle.cloudpickle", "cloudpickle"),
    ("sklearn", "scikit-learn pickle"),
    ("pandas", "pandas pickle"),
)


def read(blob: Blob, job: Job) -> Iterator[Fact]:
    """All pickles of the blob."""
    torch = TORCH_MAGIC in blob.read(0, 64)
    modules: set[str] = set()
    for fact in read_pickles(blob, job.judge, job.budget, tail_is_data=torch):
        if isinstance(fact, Imports):
            modules.update(found.module for found in fact.names)
        yield fact
    head = blob.read(0, 2)
    protocol = head[1] if len(head) == 2 and head[0] == 0x80 else 0
    label = "torch legacy stream" if torch else f"pickle protocol {protocol}"
    for module, name in _BY_MODULE:
        if any(found.startswith(module) for found in modules):
            label = f"{name} (pickle protocol {protocol})"
            break
    yield Label(text=label)


def read_with_tail(blob: Blob, job: Job) -> Iterator[Fact]:
    """A pickle (or several) with raw numbers behind, as in the members of torch's tar format."""
    yield from read_pickles(blob, job.judge, job.budget, tail_is_data=True)


def read_perhaps(blob: Blob, job: Job) -> Iterator[Fact]:
    """Bytes that begin like a pickle without a signature: it is one if it runs to STOP or imports."""
    first = run_one(blob, blob.start, job.judge, job.budget)
    if first.stopped or any(found.verdict != "unknown" for found in first.names.values()):
        yield from read(blob, job)
    else:
        yield Label(text="unknown")
        yield from search(blob, job.judge, job.budget)


def read_unknown(blob: Blob, job: Job) -> Iterator[Fact]:
    """A file of no known format: pickles may start anywhere in it."""
    yield from search(blob, job.judge, job.budget)
