"""HDF5: Keras models and weights, pandas stores. Read by a worker with h5py; without h5py, only searched."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

from mlsec_nb.artifacts.blob import Blob
from mlsec_nb.artifacts.facts import Broken, Child, Fact, Gap, Label, Reference
from mlsec_nb.artifacts.formats.keras import read_config
from mlsec_nb.artifacts.job import Job
from mlsec_nb.artifacts.pickles.stream import search
from mlsec_nb.artifacts.workers.client import Worker, WorkerError

_CONFIG = re.compile(rb'\{"(?:class_name|module|name|config|backend)": ?["{]')
MAX_CONFIGS = 20
MAX_CONFIG = 8 << 20
SEARCHED = 64 << 20


def read(blob: Blob, job: Job) -> Iterator[Fact]:
    """Attributes, links, external storage, and objects that are pickles."""
    if find_spec("h5py") is None:
        yield Gap(what="the HDF5 file's groups and datasets", why="the package h5py is not installed")
        yield from _search(blob, job)
        return
    try:
        events = _worker().ask(_request(blob))
    except WorkerError as error:
        yield Broken(what="the HDF5 file", why=str(error))
        yield from _search(blob, job)
        return
    for event in events:
        yield from _facts(event, job)


@lru_cache(maxsize=1)
def _worker() -> Worker:
    """The HDF5 library hangs on some broken files, so that it runs in a process of its own."""
    return Worker("hdf5.py")


def _request(blob: Blob) -> dict[str, Any]:
    if blob.path is not None:
        return {"path": blob.path, "start": blob.start, "size": len(blob)}
    return {"data": base64.b64encode(blob.read()).decode()}


def _facts(event: list[Any], job: Job) -> Iterator[Fact]:
    match event:
        case ["link", target]:
            yield Reference(kind="hdf5-link", target=target)
        case ["storage", target]:
            yield Reference(kind="hdf5-storage", target=target)
        case ["config", coded]:
            yield Label(text="Keras HDF5")
            yield from _configuration(base64.b64decode(coded), job)
        case ["pickle", name, coded, sure]:
            yield Label(text="pandas HDF5")
            yield Child(name=name, blob=Blob(base64.b64decode(coded)), hint="pickle", quiet=not sure)
        case ["gap", what, why]:
            yield Gap(what=what, why=why)
        case ["broken", why]:
            yield Broken(what="the HDF5 file", why=why)


def _configuration(raw: bytes, job: Job) -> Iterator[Fact]:
    try:
        yield from read_config(json.loads(raw), job.judge)
    except (ValueError, RecursionError) as error:
        yield Broken(what="the Keras configuration", why=str(error)[:200])


def _search(blob: Blob, job: Job) -> Iterator[Fact]:
    """Attributes are never compressed: configurations and pickles stand in the file as they are."""
    window = blob.read(0, SEARCHED)
    for count, match in enumerate(_CONFIG.finditer(window)):
        if count == MAX_CONFIGS or job.budget.late:
            break
        text = window[match.start() : match.start() + MAX_CONFIG].decode("utf-8", "replace")
        try:
            config, _ = json.JSONDecoder().raw_decode(text)
        except (ValueError, RecursionError):
            continue
        yield Label(text="Keras HDF5")
        yield from read_config(config, job.judge)
    yield from search(blob, job.judge, job.budget)
