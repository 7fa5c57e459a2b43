"""What every question is asked with: randomness, time, a way to stop, and what others have computed."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable
from threading import Event
from typing import TypeVar

import numpy as np

T = TypeVar("T")

LONGEST = 60.0
"""Seconds for one question that would look ever more closely."""


class Stopped(Exception):  # noqa: N818 - not an error: somebody asked for it, or the budget is spent
    """The question is given up; the message says why."""


class Context:
    """Base of what questions are asked about.

    Parameters
    ----------
    subject
        What the table or model is called where it is profiled.
    random_state
        Seed of everything random: the same seed gives the same answers.
    budget
        Seconds for all questions together; ``None`` for as long as it takes.
    cancel
        Set it from another thread to give up.

    Attributes
    ----------
    part
        How much of the time that is left the question may use that is asked just now, in (0, 1].
    """

    def __init__(
        self,
        subject: str = "data",
        *,
        random_state: int = 0,
        budget: float | None = None,
        cancel: Event | None = None,
    ) -> None:
        self.subject = subject
        self.random_state = random_state
        self.budget = budget
        self.cancel = cancel or Event()
        self.part = 1.0
        self._started = time.monotonic()
        self._cache: dict[str, object] = {}

    def cached(self, name: str, compute: Callable[[], T]) -> T:
        """Compute what several questions need, once."""
        if name not in self._cache:
            self._cache[name] = compute()
        return self._cache[name]  # type: ignore[return-value]  # whoever asks by name knows the type

    def random(self, purpose: str) -> np.random.Generator:
        """Random numbers for one purpose: the same in every run, whatever else was asked before."""
        return np.random.default_rng([self.random_state, zlib.crc32(purpose.encode())])

    def seed(self, purpose: str) -> int:
        """A seed for libraries that want an integer, by the same promise as :meth:`random`."""
        return int(self.random(purpose).integers(2**31 - 1))

    @property
    def facts(self) -> dict[str, str]:
        """What the subject is, for the head of a report."""
        return {}

    @property
    def spent(self) -> float:
        """Seconds since the beginning."""
        return time.monotonic() - self._started

    @property
    def left(self) -> float:
        """Seconds of the budget that are left; infinite without one."""
        return float("inf") if self.budget is None else self.budget - self.spent

    def restart(self, budget: float | None, cancel: Event) -> None:
        """Begin anew with the same data: the clock runs from now on; what was computed is kept."""
        self.budget = budget
        self.cancel = cancel
        self._started = time.monotonic()

    @property
    def allowed(self) -> float:
        """Seconds that the question may use which is asked just now, at most :data:`LONGEST`."""
        return min(self.part * self.left, LONGEST)

    def deadline(self) -> float:
        """When that question has to come to its end, by the monotonic clock."""
        return time.monotonic() + self.allowed

    def check(self) -> None:
        """Give up here if that was asked for; to be called in every loop that may take a second.

        Raises
        ------
        Stopped
            When cancelled, or out of time.
        """
        if self.cancel.is_set():
            raise Stopped("cancelled")
        if self.left <= 0:
            raise Stopped(f"the budget of {self.budget:g} s was spent")
