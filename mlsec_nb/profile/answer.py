"""The answer to one question: numbers, the rows behind them, and what they do not prove."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.core.finding import Finding, Severity
from mlsec_nb.errors import UsageError

Positions: TypeAlias = NDArray[np.int64]
Scores: TypeAlias = NDArray[np.float64]
Records: TypeAlias = Sequence[Mapping[str, object]]


def _no_positions() -> Positions:
    return np.empty(0, dtype=np.int64)


def _no_scores() -> Scores:
    return np.empty(0, dtype=np.float64)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Answer:
    """What was measured for one question, and what was made of it.

    Attributes
    ----------
    name
        The question's name, such as ``label-errors``.
    subject
        What the table or model is called where it was profiled, such as ``df``.
    metrics
        Numbers by name.
    intervals
        The 95 % intervals of those metrics that are estimates.
    rows
        Positions of rows in the given data, most suspect first.
    scores
        One score for each row of the given data, higher is more suspect; NaN for a row that was not looked
        at. Empty when the question has no score for rows.
    columns
        For questions about columns: kind or score by column.
    findings
        What is wrong, by rule.
    tables
        Listings for readers: records by the name of the listing. Values of the data never appear unmasked.
    measured
        Arrays and numbers that plots need and that :meth:`judged` decides on.
    thresholds
        The cut-offs in force.
    method, limits
        How it was measured, and what it does not prove.
    n_used, n_total
        How many rows were looked at, out of how many.
    seconds
        What it took.
    skipped
        Why the question could not be asked; empty when it was.
    judge
        Makes rows, metrics and findings out of what was measured.
    """

    name: str
    subject: str = ""
    metrics: Mapping[str, float] = field(default_factory=dict)
    intervals: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    rows: Positions = field(default_factory=_no_positions)
    scores: Scores = field(default_factory=_no_scores)
    columns: Mapping[str, str | float] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    tables: Mapping[str, Records] = field(default_factory=dict)
    measured: Mapping[str, Any] = field(default_factory=dict)
    thresholds: Mapping[str, float] = field(default_factory=dict)
    method: str = ""
    limits: str = ""
    n_used: int = 0
    n_total: int = 0
    seconds: float = 0.0
    skipped: str = ""
    judge: Callable[[Answer], Answer] | None = field(default=None, repr=False)

    @property
    def worst(self) -> Severity | None:
        """The severity of the worst finding; ``None`` without findings."""
        return max((finding.severity for finding in self.findings), default=None)

    def judged(self, **thresholds: float) -> Answer:
        """Judge the same measurement under other thresholds; nothing is measured again.

        Parameters
        ----------
        **thresholds
            New values for some of :attr:`thresholds`.

        Raises
        ------
        UsageError
            For a threshold that this answer does not have.
        """
        for name in thresholds:
            if name not in self.thresholds:
                known = ", ".join(self.thresholds) or "none"
                raise UsageError(f"{self.name} has no threshold {name!r}.", f"There are: {known}.")
        if self.judge is None or self.skipped:
            return self
        bare = replace(self, findings=(), thresholds={**self.thresholds, **thresholds})
        return self.judge(bare)
