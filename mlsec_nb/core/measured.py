"""What was measured of a dataset or a model, so that the checklist can cite it: numbers, never values.

Profiles record here, the checklist reads: neither knows the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from mlsec_nb.core.finding import Severity

MAX_KEPT = 1_000
"""Measurements kept in one process; the oldest go first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """The answer to one question about one dataset or model.

    Attributes
    ----------
    kind
        ``dataset`` or ``model``.
    subject
        The name it had where it was profiled, such as ``df``.
    digest
        Digest of its content: another one makes the answer stale.
    question
        The question's name, such as ``label-errors``.
    at
        When it was measured, with a time zone.
    metrics, intervals
        Numbers, and the 95 % intervals of those that are estimates.
    columns
        Kind by column, for questions about columns.
    worst
        The severity of the worst finding; ``None`` without findings.
    findings
        How many findings there are.
    limits
        What the answer does not prove.
    skipped
        Why the question could not be asked; empty when it was.
    """

    kind: str
    subject: str
    digest: str
    question: str
    at: datetime
    metrics: Mapping[str, float] = field(default_factory=dict)
    intervals: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    worst: Severity | None = None
    findings: int = 0
    limits: str = ""
    skipped: str = ""


class Measurements:
    """The newest measurement of each question about each subject."""

    def __init__(self) -> None:
        self._newest: dict[tuple[str, str, str], Measurement] = {}
        self._lock = Lock()

    def record(self, measurement: Measurement) -> None:
        """Keep a measurement instead of the earlier one about the same subject and question."""
        key = (measurement.kind, measurement.subject, measurement.question)
        with self._lock:
            self._newest.pop(key, None)
            self._newest[key] = measurement
            while len(self._newest) > MAX_KEPT:
                self._newest.pop(next(iter(self._newest)))

    def recorded(self, kind: str = "") -> tuple[Measurement, ...]:
        """The measurements of a kind (default: all), oldest first."""
        with self._lock:
            return tuple(m for m in self._newest.values() if kind in ("", m.kind))

    def clear(self) -> None:
        """Forget all of them."""
        with self._lock:
            self._newest.clear()


MEASURED = Measurements()
"""Those of this process, which in a notebook is the kernel."""
