"""Work done in a process of its own, so that one that hangs or eats all memory costs that one only."""

from __future__ import annotations

import multiprocessing
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

PATIENCE = 60
"""Seconds of the processor after which the work is ended, and tenfold by the clock."""

MEMORY = 8 << 30


@dataclass(frozen=True, slots=True)
class Measured:
    """What the work gave, the processor time it took, and the memory it added at its peak."""

    answer: Any
    seconds: float
    mib: float
    crashed: str = ""


def measured(work: Callable[[], Any]) -> Measured:
    """Do the work in a fork; its answer must be small, for it travels through a pipe."""
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_do, args=(work, there), daemon=True)
    process.start()  # the limits of the fork are its own
    there.close()
    try:
        done = here.recv() if here.poll(10 * PATIENCE) else Measured(None, PATIENCE, 0, "hung")
    except EOFError:
        done = Measured(None, 0, 0, "ended without an answer")
    if done.crashed == "hung":
        process.kill()
    process.join()
    return done


def _do(work: Callable[[], Any], pipe: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))
    before, began = _peak(), time.process_time()
    try:
        answer, crashed = work(), ""
    except BaseException as error:
        answer, crashed = None, repr(error)[:500]
    spent = time.process_time() - began
    pipe.send(Measured(answer, spent, _peak() - before, crashed))


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
