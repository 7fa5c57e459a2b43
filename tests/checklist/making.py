"""Small makers of controls, answers, statements and results: say what matters, default the rest."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from mlsec_nb.checklist.assess import pillar_scores
from mlsec_nb.checklist.model import (
    Answer,
    Attestation,
    Control,
    Mode,
    Observation,
    Outcome,
    Profile,
    Reason,
    Run,
    Waiver,
)
from mlsec_nb.checklist.result import Basis, ChecklistReport, ControlResult, Status, Verdict
from mlsec_nb.core.finding import Severity
from mlsec_nb.core.pillar import Pillar
from tests.checklist.situations import NOW

TODAY = NOW.date()


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def control(name: str = "DATA-90", **more: Any) -> Control:
    defaults = {
        "id": name,
        "title": "Nothing is wrong",
        "pillar": Pillar.DATA,
        "why": "Something could be.",
        "mode": Mode.AUTOMATIC,
        "probe": "repo.file_exists",
        "tier": "instant",
        "severity": Severity.HIGH,
        "profile": Profile.BASELINE,
        "max_age_days": 30,
    }
    return Control(**{**defaults, **more})


def observation(outcome: Outcome = Outcome.PASS, **more: Any) -> Observation:
    return Observation(**{"summary": "All was looked at.", **more, "outcome": outcome})


def answer(outcome: Outcome = Outcome.PASS, *, age: float = 0, **more: Any) -> Answer:
    defaults = {
        "control": "DATA-90",
        "observation": observation(outcome),
        "at": NOW - timedelta(days=age),
    }
    return Answer(**{**defaults, **more})


def attestation(
    statement: Outcome = Outcome.PASS, *, start: int = -5, end: int = 20, **more: Any
) -> Attestation:
    defaults = {"control": "DATA-90", "by": "j.doe", "note": "Seen by me.", "evidence": ("minutes.md",)}
    return Attestation(**{**defaults, "statement": statement, "at": day(start), "expires": day(end), **more})


def waiver(*, end: int = 20, **more: Any) -> Waiver:
    defaults = {
        "control": "DATA-90",
        "reason": Reason.ACCEPTED_RISK,
        "justification": "A demonstration.",
        "owner": "j.doe",
        "expires": day(end),
    }
    return Waiver(**{**defaults, **more})


def result(status: Status, *, basis: Basis = Basis.AUTOMATIC, **more: Any) -> ControlResult:
    return ControlResult(
        control=control(**more), verdict=Verdict(status=status, basis=basis), observation=observation()
    )


def run(number: int = 1, *, age: float = 0, statuses: Mapping[str, str] | None = None, **more: Any) -> Run:
    defaults = {
        "id": f"{number:016x}",
        "at": NOW - timedelta(days=age),
        "tool": "0.1.0",
        "catalogue": "0123456789ab",
        "profile": Profile.BASELINE,
        "trigger": "manual",
        "scores": {"data": 50.0},
        "statuses": statuses or {},
    }
    return Run(**{**defaults, **more})


def report(*results: ControlResult, **more: Any) -> ChecklistReport:
    defaults = {
        "folder": "project",
        "at": NOW,
        "version": "0.1.0",
        "ruleset": "0123456789ab",
        "catalogue": "0123456789ab",
        "profile": Profile.BASELINE,
        "pillars": pillar_scores(results),
        "seconds": 0.5,
    }
    return ChecklistReport(**{**defaults, **more, "controls": results})
