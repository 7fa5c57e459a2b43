"""Many workers: joblib's processes and threads, or a cluster that is there already (Dask, Ray)."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from mlsec_nb.batch.work import Batch, Done, scan_batch
from mlsec_nb.errors import UsageError
from mlsec_nb.options import Options
from mlsec_nb.scan import unreadable

BACKENDS = ("loky", "threading", "dask", "ray")
SAFE_PATH = "PYTHONSAFEPATH"

CONNECT = 20
"""Seconds to wait for a scheduler."""

SILENCE = 300
"""Seconds without any result after which a cluster is taken to have lost what it was given: joblib does
not hear of a task that Dask gives up."""

SLICE = 256
"""Batches handed over at once to a cluster that gives nothing back before all of them are done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Who does the work.

    Attributes
    ----------
    jobs
        How many workers; ``None``: this process, and one worker for each core once it takes long.
    backend
        One of :data:`BACKENDS`.
    scheduler
        The address of the Dask scheduler or Ray cluster; empty: the one that is in force, or a local one.
    """

    jobs: int | None = None
    backend: str = "loky"
    scheduler: str = ""

    def __post_init__(self) -> None:
        if self.backend not in BACKENDS:
            raise UsageError(f"Unknown backend {self.backend!r}.", f"Choose one of {', '.join(BACKENDS)}.")
        if self.jobs is not None and self.jobs < 1:
            raise UsageError(f"{self.jobs} workers cannot work.", "Use --jobs 1 or more.")
        if self.scheduler and self.backend not in ("dask", "ray"):
            raise UsageError(f"The backend {self.backend} has no scheduler.", "Use --backend dask or ray.")


def pays() -> bool:
    """Whether workers may be started unasked."""
    return sys.version_info >= (3, 11) and (os.cpu_count() or 1) > 1


def scan_in_parallel(work: Iterable[Batch], options: Options, plan: Plan) -> Iterator[Done]:
    """Yield what the workers have done as it comes in.

    When a worker dies, what was in its hands is tried again, one file at a time; a file that takes
    workers down twice is reported as not read.
    """
    source = iter(work)
    while True:
        in_hand: dict[int, Batch] = {}
        try:
            yield from _round(source, options, plan, in_hand)
            return
        except (UsageError, GeneratorExit):
            raise
        except Exception as error:  # a worker or the cluster: the scan itself never raises
            lost, why = list(in_hand.values()), type(error).__name__
        yield from _one_by_one(lost, options, plan, why)


def _round(
    source: Iterator[Batch], options: Options, plan: Plan, in_hand: dict[int, Batch]
) -> Iterator[Done]:
    """Hand out batches until there are no more; ``in_hand`` has those that are not back."""
    import joblib

    def tasks() -> Iterator[Any]:
        for number, batch in enumerate(source):
            in_hand[number] = batch
            yield joblib.delayed(_numbered)(number, options, batch)

    with _workers(plan) as streams:
        mode = {"return_as": "generator_unordered"} if streams else {}
        limit = SILENCE if plan.backend == "dask" else None
        parallel = joblib.Parallel(batch_size=1, pre_dispatch="2 * n_jobs", timeout=limit, **mode)
        waiting = tasks()
        while slice_ := waiting if streams else list(islice(waiting, SLICE)):
            results = parallel(slice_)
            for number, done in results:
                del in_hand[number]
                yield from done
            if streams:
                return


def _numbered(number: int, options: Options, batch: Batch) -> tuple[int, tuple[Done, ...]]:
    return number, scan_batch(options, batch)


def _one_by_one(lost: Iterable[Batch], options: Options, plan: Plan, why: str) -> Iterator[Done]:
    """Try each file of the batches that were lost by itself, in a process of its own."""
    alone = replace(plan, jobs=2)  # one would be this process
    for batch in lost:
        for number, item in batch.items:
            single = Batch(batch.run, ((number, item),))
            try:
                yield from _round(iter((single,)), options, alone, {})
            except Exception as error:
                sentence = f"the process that read it died twice ({why}, {type(error).__name__})."
                yield Done(number, item, unreadable(item.label, sentence))


@contextmanager
def _workers(plan: Plan) -> Iterator[bool]:
    """Set joblib up; whether results come in as they are ready."""
    start = {"dask": _dask, "ray": _ray}.get(plan.backend, _local)
    try:
        with _safe_path(), start(plan):
            yield plan.backend != "ray"
    except ImportError as error:
        advice = f"Install mlsec-nb[{plan.backend}]."
        raise UsageError(f"The backend {plan.backend} needs a package: {error}.", advice) from error


@contextmanager
def _safe_path() -> Iterator[None]:
    """Let no worker import from the working directory: a repository may hold a ``pickle.py`` of its own."""
    if sys.version_info < (3, 11) and any(
        entry.name.endswith(".py") or entry.is_dir() for entry in os.scandir()
    ):
        advice = "Start it in an empty folder, use Python 3.11 or newer, or --jobs 1."
        raise UsageError("Workers of this Python would import from the working directory.", advice)
    before = os.environ.get(SAFE_PATH)
    os.environ[SAFE_PATH] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[SAFE_PATH]
        else:
            os.environ[SAFE_PATH] = before


@contextmanager
def _local(plan: Plan) -> Iterator[None]:
    """Processes or threads of this machine."""
    import joblib

    with joblib.parallel_config(plan.backend, n_jobs=plan.jobs or joblib.cpu_count()):
        yield


@contextmanager
def _dask(plan: Plan) -> Iterator[None]:
    """The cluster of a Dask scheduler, or one of this machine."""
    import joblib
    from distributed import Client

    try:
        client = Client(plan.scheduler, timeout=CONNECT) if plan.scheduler else Client(n_workers=plan.jobs)
    except (OSError, ValueError) as error:
        raise UsageError(f"No Dask scheduler answers at {plan.scheduler}.", "Is it running?") from error
    with client, joblib.parallel_config("dask", client=client, n_jobs=-1):
        yield


@contextmanager
def _ray(plan: Plan) -> Iterator[None]:
    """A Ray cluster, or one of this machine."""
    import joblib
    import ray
    from ray.util.joblib import register_ray

    if not ray.is_initialized():
        ray.init(
            address=plan.scheduler or None,
            num_cpus=None if plan.scheduler else plan.jobs,
            log_to_driver=False,
        )
    register_ray()
    with joblib.parallel_config("ray", n_jobs=plan.jobs or -1):
        yield
