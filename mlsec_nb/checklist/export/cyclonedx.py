"""CycloneDX 1.6 attestation: the checklist as a standard, each answer as a claim with its evidence."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from datetime import datetime, time, timezone
from typing import Any

from mlsec_nb.checklist.export import Settings, wording
from mlsec_nb.checklist.model import Control, Profile
from mlsec_nb.checklist.result import Basis, ChecklistReport, ControlResult, Status
from mlsec_nb.report.bom import NAMESPACE

Json = dict[str, Any]

CONFIDENCE = {
    Basis.AUTOMATIC: 0.9,
    Basis.CONFIRMED: 0.9,
    Basis.ATTESTED: 0.5,
    Basis.WAIVED: 0.5,
    Basis.NOTHING: 0.0,
}
"""How sure an answer is, by whose word it rests on: statements of people are not signed."""

MOST_EVIDENCE = 20
TARGET = "project"
ASSESSOR = "assessor"
STANDARD = "mlsec-nb-checklist"


def render(report: ChecklistReport, settings: Settings) -> str:
    """Return the attestation; the same report gives the same text. ``settings`` change nothing here."""
    del settings
    told = [each for each in report.controls if each.status is not Status.NOT_APPLICABLE]
    answered = [each for each in told if each.status is not Status.NOT_CHECKED]
    identity = uuid.uuid5(NAMESPACE, f"{report.folder} {report.at.isoformat()} {report.profile.value}")
    document = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{identity}",
        "version": 1,
        "metadata": _metadata(report),
        "declarations": {
            "assessors": [{"bom-ref": ASSESSOR, "thirdParty": False}],
            "attestations": [
                {
                    "summary": " ".join((wording.verdict(report), *wording.remarks(report))),
                    "assessor": ASSESSOR,
                    "map": [_requirement_met(each) for each in told],
                }
            ],
            "claims": [_claim(each) for each in answered],
            "evidence": [_evidence(each) for each in answered],
            "targets": {"components": [_target(report)]},
        },
        "definitions": {"standards": [_standard(report)]},
    }
    return json.dumps(document, indent=2) + "\n"


def _metadata(report: ChecklistReport) -> Json:
    tool = {"type": "application", "name": "mlsec-nb", "version": report.version}
    return {"timestamp": report.at.isoformat(), "tools": {"components": [tool]}}


def _target(report: ChecklistReport) -> Json:
    return {"type": "application", "bom-ref": TARGET, "name": report.folder}


def _requirement_met(result: ControlResult) -> Json:
    """How far a control is met: claims for it, or against it."""
    known = result.status is not Status.NOT_CHECKED
    side = "counterClaims" if result.status is Status.FAIL else "claims"
    return {
        "requirement": _ref("control", result),
        side: [_ref("claim", result)] if known else [],
        "conformance": {
            "score": result.verdict.credit,
            "rationale": " ".join((f"{wording.standing(result)}.", *result.verdict.notes)),
        },
        "confidence": {
            "score": CONFIDENCE[result.verdict.basis],
            "rationale": result.control.limits or "Nobody has looked.",
        },
    }


def _claim(result: ControlResult) -> Json:
    return {
        "bom-ref": _ref("claim", result),
        "target": TARGET,
        "predicate": f"{result.control.title}: {wording.standing(result)}",
        "reasoning": result.sentence,
        "evidence": [_ref("evidence", result)],
    }


def _evidence(result: ControlResult) -> Json:
    stated, seen = result.attestation, result.observation
    dates: Json = {}
    if result.verdict.due:
        dates["expires"] = datetime.combine(result.verdict.due, time.min, timezone.utc).isoformat()
    if result.answered_at:
        dates["created"] = result.answered_at.isoformat()
    texts = [wording.evidence(each) for each in seen.evidence[:MOST_EVIDENCE]]
    if stated:
        dates["author"] = {"name": stated.by}
        texts += stated.evidence
    return {
        "bom-ref": _ref("evidence", result),
        "propertyName": result.control.probe,
        "description": result.sentence,
        "data": [{"name": "evidence", "contents": {"attachment": {"content": text}}} for text in texts],
        **dates,
    }


def _standard(report: ChecklistReport) -> Json:
    controls = [result.control for result in report.controls]
    return {
        "bom-ref": STANDARD,
        "name": "mlsec-nb checklist",
        "version": report.catalogue,
        "description": "Security of machine learning in notebooks, in four pillars.",
        "requirements": [_requirement(control) for control in controls],
        "levels": [_level(profile, controls) for profile in Profile if report.profile.includes(profile)],
    }


def _requirement(control: Control) -> Json:
    return {
        "bom-ref": f"control:{control.id}",
        "identifier": control.id,
        "title": control.title,
        "text": control.passes or control.title,
        "descriptions": [control.why],
        "properties": [
            {"name": "mlsec-nb:pillar", "value": control.pillar.value},
            {"name": "mlsec-nb:severity", "value": control.severity.label},
        ],
    }


def _level(profile: Profile, controls: Iterable[Control]) -> Json:
    return {
        "bom-ref": f"level:{profile.value}",
        "identifier": profile.value,
        "title": profile.value.capitalize(),
        "requirements": [f"control:{each.id}" for each in controls if profile.includes(each.profile)],
    }


def _ref(kind: str, result: ControlResult) -> str:
    return f"{kind}:{result.control.id}"
