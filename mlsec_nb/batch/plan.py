"""Who does the work of a scan."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

from mlsec_nb.errors import UsageError

BACKENDS = ("loky", "threading", "dask", "ray")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Who does the work.

    Attributes
    ----------
    jobs
        How many processes or threads work, with ``loky`` this process among them; ``None``: this one, and
        one for each further core once it takes long.
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

    @property
    def alone(self) -> bool:
        """Whether this process does everything."""
        return self.backend == "loky" and (self.jobs == 1 or (self.jobs is None and not _pays()))


def _pays() -> bool:
    """Whether workers may be started unasked."""
    return sys.version_info >= (3, 11) and (os.cpu_count() or 1) > 1
