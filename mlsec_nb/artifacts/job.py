"""What a reader is given beside the bytes."""

from __future__ import annotations

from dataclasses import dataclass

from mlsec_nb.artifacts.limits import Budget
from mlsec_nb.artifacts.pickles.machine import Judge


@dataclass(frozen=True, slots=True)
class Job:
    """One blob's examination: the policy, what is left of the limits, and the blob's own name."""

    judge: Judge
    budget: Budget
    name: str
