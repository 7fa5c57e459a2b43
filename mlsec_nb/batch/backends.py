"""Workers of each kind behind one door: joblib's processes, threads, and clusters that are there already."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mlsec_nb.batch.plan import Plan
from mlsec_nb.batch.work import Batch, Done, scan_batch
from mlsec_nb.errors import UsageError
from mlsec_nb.options import Options

if TYPE_CHECKING:
    from concurrent.futures import Future

SAFE_PATH = "PYTHONSAFEPATH"

CONNECT = 20
"""Seconds to wait for a scheduler, and for its first worker."""

IDLE = 60
"""Seconds after which a process without work ends: also one whose parent was killed."""

SILENCE = 300.0
"""Seconds without any result after which a cluster is taken to have lost what it was given: one that has
no workers left waits for new ones for ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """Workers that have been started.

    Attributes
    ----------
    number
        How many there are.
    submit
        Gives a batch to one of them.
    helped
        Whether this process scans as well while they work.
    silence
        Seconds to wait for a sign of life; ``None``: a worker that dies is noticed by itself.
    """

    number: int
    submit: Callable[[Options, Batch], Future[tuple[Done, ...]]]
    helped: bool = False
    silence: float | None = None


@contextmanager
def start(plan: Plan) -> Iterator[Crew]:
    """Start workers, and stop them at the end whatever they have in hand.

    Raises
    ------
    UsageError
        When the backend is not installed, or cannot be reached.
    """
    kinds: dict[str, Callable[[Plan], AbstractContextManager[Crew]]] = {
        "loky": _processes,
        "threading": _threads,
        "dask": _dask,
        "ray": _ray,
    }
    try:
        with _safe_path(), kinds[plan.backend](plan) as crew:
            yield crew
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
def _processes(plan: Plan) -> Iterator[Crew]:
    """Processes of this machine; the executor is joblib's own, which notices a process that dies."""
    import joblib
    from joblib.externals.loky import ProcessPoolExecutor

    number = max(1, (plan.jobs or joblib.cpu_count()) - 1)
    executor = ProcessPoolExecutor(number, timeout=IDLE)
    try:
        yield Crew(
            number=number,
            submit=lambda options, batch: executor.submit(scan_batch, options, batch),
            helped=True,
        )
    finally:
        executor.shutdown(kill_workers=True)


@contextmanager
def _threads(plan: Plan) -> Iterator[Crew]:
    """Threads of this process."""
    from concurrent.futures import ThreadPoolExecutor

    number = plan.jobs or os.cpu_count() or 1
    executor = ThreadPoolExecutor(number)
    try:
        yield Crew(number=number, submit=lambda options, batch: executor.submit(scan_batch, options, batch))
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


@contextmanager
def _dask(plan: Plan) -> Iterator[Crew]:
    """The cluster of a Dask scheduler, or one of this machine."""
    from distributed import Client

    try:
        client = Client(plan.scheduler, timeout=CONNECT) if plan.scheduler else Client(n_workers=plan.jobs)
    except (OSError, ValueError) as error:
        raise UsageError(f"No Dask scheduler answers at {plan.scheduler}.", "Is it running?") from error
    with client:
        _wait_for_workers(client)
        executor = client.get_executor(pure=False)
        yield Crew(
            number=max(1, sum(client.nthreads().values())),
            submit=lambda options, batch: executor.submit(scan_batch, options, batch),
            silence=SILENCE,
        )


def _wait_for_workers(client: Any) -> None:
    """A cluster without workers would keep what it is given for ever."""
    try:
        client.wait_for_workers(1, timeout=CONNECT)
    except TimeoutError as error:
        advice = "Start one: `dask worker ADDRESS`."
        raise UsageError("The Dask scheduler has no workers.", advice) from error


@contextmanager
def _ray(plan: Plan) -> Iterator[Crew]:
    """A Ray cluster, or one of this machine."""
    import ray

    if not ray.is_initialized():
        try:
            ray.init(
                address=plan.scheduler or None,
                num_cpus=None if plan.scheduler else plan.jobs,
                log_to_driver=False,
            )
        except (OSError, ValueError, RuntimeError) as error:
            raise UsageError(f"No Ray cluster answers at {plan.scheduler}.", "Is it running?") from error
    remote: Any = ray.remote(scan_batch)
    yield Crew(
        number=max(1, int(ray.cluster_resources().get("CPU", 1))),
        submit=lambda options, batch: remote.remote(options, batch).future(),
        silence=SILENCE,
    )
