"""Whether a report is good enough for what was asked: the exit status of the command line."""

from __future__ import annotations

from dataclasses import dataclass

from mlsec_nb.checklist.result import ChecklistReport, Status
from mlsec_nb.core.finding import Severity

LEVELS = {"critical": Severity.CRITICAL, "high": Severity.HIGH, "any": Severity.INFO}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """What has to hold; ``None`` asks for nothing.

    Attributes
    ----------
    fail_on
        No control fails that weighs this much: a key of :data:`LEVELS`.
    min_pillar
        No pillar's low end is below this percentage.
    max_unknown
        No more controls than this are not checked.
    """

    fail_on: str | None = None
    min_pillar: float | None = None
    max_unknown: int | None = None

    def objections(self, report: ChecklistReport) -> list[str]:
        """What does not hold, a sentence each; a waived risk does not count as a failure."""
        found = []
        if self.fail_on is not None:
            failed = [
                r for r in report.with_status(Status.FAIL) if r.control.severity >= LEVELS[self.fail_on]
            ]
            found += [f"{r.control.id} fails ({r.control.severity.label})." for r in failed]
        if self.min_pillar is not None:
            low = [p for p in report.pillars if p.low is not None and p.low < self.min_pillar]
            found += [f"The {p.pillar.value} pillar has {p.low:g} %, not {self.min_pillar:g} %." for p in low]
        if self.max_unknown is not None:
            unknown = len(report.with_status(Status.NOT_CHECKED))
            if unknown > self.max_unknown:
                found.append(f"{unknown} controls are not checked, more than {self.max_unknown}.")
        return found
