"""JSON: checklist v1, the versioned copy of a report. Its schema is ``schema/checklist-v1.schema.json``."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from importlib.resources import files
from typing import Any

from mlsec_nb.checklist.export import Settings
from mlsec_nb.checklist.load import catalogue
from mlsec_nb.checklist.model import Attestation, Observation, Override, Run, Waiver
from mlsec_nb.checklist.result import ChecklistReport, ControlResult, PillarScore, Status
from mlsec_nb.checklist.score import WEIGHTS

SCHEMA = "mlsec-nb/checklist/v1"
MOST_RUNS = 200
"""Earlier runs that travel with a report: enough for a curve."""

Wire = dict[str, Any]


def render(report: ChecklistReport, settings: Settings) -> str:
    """Return the wire as JSON, all ASCII; ``settings`` change nothing here."""
    del settings
    return json.dumps(to_wire(report), indent=2, ensure_ascii=True) + "\n"


def to_wire(report: ChecklistReport) -> Wire:
    """Copy a report into plain dictionaries and lists."""
    return {
        "schema": SCHEMA,
        "tool": {
            "name": "mlsec-nb",
            "version": report.version,
            "ruleset": report.ruleset,
            "catalogue": report.catalogue,
        },
        "folder": report.folder,
        "at": report.at.isoformat(),
        "profile": report.profile.value,
        "seconds": round(report.seconds, 3),
        "remembered": report.remembered,
        "remarks": list(report.remarks),
        "score": {"low": report.score, "high": report.score_high},
        "pillars": [_pillar(pillar) for pillar in report.pillars],
        "controls": [_control(result) for result in report.controls],
        "changes": {name: list(ids) for name, ids in asdict(report.changes).items()},
        "next_due": _day(report.next_due),
        "loosened": [_override(each) for each in report.loosened],
        "history": [_run(run) for run in report.history[-MOST_RUNS:]],
    }


def schema() -> Wire:
    """Return the JSON Schema of the wire."""
    text = (files("mlsec_nb.checklist") / "schema" / "checklist-v1.schema.json").read_text(encoding="utf-8")
    loaded: Wire = json.loads(text)
    return loaded


def _pillar(pillar: PillarScore) -> Wire:
    return {
        "pillar": pillar.pillar.value,
        "low": pillar.low,
        "high": pillar.high,
        "coverage": pillar.coverage,
        "mix": {basis.value: share for basis, share in pillar.mix.items()},
        "capped": pillar.capped,
        "counts": {status.value: pillar.counts.get(status, 0) for status in Status},
    }


def _control(result: ControlResult) -> Wire:
    control, verdict = result.control, result.verdict
    return {
        "id": control.id,
        "title": control.title,
        "pillar": control.pillar.value,
        "severity": control.severity.label,
        "weight": WEIGHTS[control.severity],
        "mode": control.mode.value,
        "tier": control.tier,
        "probe": control.probe,
        "profile": control.profile.value,
        "max_age_days": control.max_age_days,
        "stale_when": list(control.stale_when),
        "own": control.id not in catalogue().controls,
        "why": control.why,
        "limits": " ".join(filter(None, (control.limits, result.observation.limits))),
        "fix": result.observation.fix or control.fix,
        "rules": list(control.rules),
        "measurements": list(control.measurements),
        "mappings": {key: list(ids) for key, ids in control.mappings.items()},
        "status": verdict.status.value,
        "basis": verdict.basis.value,
        "freshness": verdict.freshness.value,
        "credit": verdict.credit,
        "due": _day(verdict.due),
        "sentence": result.sentence,
        "notes": list(verdict.notes),
        "observed_at": result.observed_at.isoformat() if result.observed_at else None,
        "vantage": result.vantage,
        "new": result.new,
        "observation": _observation(result.observation),
        "attestation": None if result.attestation is None else _attestation(result.attestation),
        "waiver": None if result.waiver is None else _waiver(result.waiver),
    }


def _observation(seen: Observation) -> Wire:
    return {
        "outcome": seen.outcome.value,
        "summary": seen.summary,
        "why": seen.why,
        "subject": seen.subject,
        "digest": seen.digest,
        "counts": dict(seen.counts),
        "evidence": [asdict(each) for each in seen.evidence],
    }


def _attestation(stated: Attestation) -> Wire:
    return {
        **asdict(stated),
        "statement": stated.statement.value,
        "at": _day(stated.at),
        "expires": _day(stated.expires),
        "evidence": list(stated.evidence),
        "signed": False,
    }


def _waiver(waiver: Waiver) -> Wire:
    return {**asdict(waiver), "reason": waiver.reason.value, "expires": _day(waiver.expires)}


def _override(override: Override) -> Wire:
    severity = None if override.severity is None else override.severity.label
    return {**asdict(override), "severity": severity, "expires": _day(override.expires)}


def _run(run: Run) -> Wire:
    return {
        "id": run.id,
        "at": run.at.isoformat(),
        "profile": run.profile.value,
        "trigger": run.trigger,
        "scores": dict(run.scores),
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
