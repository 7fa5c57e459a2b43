"""SARIF 2.1.0 for code hosts: what fails and what needs attention; the rest only when asked for.

Code hosts do not say what they make of results that pass, so those are left out by default.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from mlsec_nb.checklist.export import Settings, wording
from mlsec_nb.checklist.load import catalogue
from mlsec_nb.checklist.model import Control, Evidence
from mlsec_nb.checklist.result import Basis, ChecklistReport, ControlResult, Status
from mlsec_nb.report.sarif import LEVELS, SCHEMA, SCORES, to_text, to_uri

Json = dict[str, Any]

KINDS = {
    Status.FAIL: "fail",
    Status.ATTENTION: "review",
    Status.NOT_CHECKED: "open",
    Status.ATTESTED: "pass",
    Status.PASS: "pass",
    Status.NOT_APPLICABLE: "notApplicable",
}
ALERTS = (Status.FAIL, Status.ATTENTION)
PLACED = ("file", "document", "finding")
"""Kinds of evidence that name a file of the project."""

MOST_PLACES = 10
DECIDED_IN = "mlsec.toml"
"""Where a result is shown that has no file of its own."""


def render(report: ChecklistReport, settings: Settings) -> str:
    """Return a SARIF log with one run, all ASCII."""
    shown = [each for each in report.controls if settings.everything or each.status in ALERTS]
    controls = sorted({each.control.id: each.control for each in shown}.values(), key=lambda c: c.id)
    numbers = {control.id: number for number, control in enumerate(controls)}
    run = {
        "tool": {
            "driver": {
                "name": "mlsec-nb checklist",
                "version": report.version,
                "rules": [_rule(control) for control in controls],
                "properties": {"ruleset": report.ruleset, "catalogue": report.catalogue},
            }
        },
        "columnKind": "unicodeCodePoints",
        "taxonomies": list(_taxonomies(controls)),
        "results": [_result(each, numbers[each.control.id], report) for each in shown],
        "invocations": [_invocation(report)],
        "properties": {"profile": report.profile.value, "score": report.score},
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(control: Control) -> Json:
    help_text = "\n\n".join(filter(None, (control.why, control.fix, control.limits)))
    return {
        "id": control.id,
        "name": control.title,
        "shortDescription": {"text": to_text(control.title)},
        "fullDescription": {"text": to_text(control.why)},
        "help": {"text": to_text(help_text)},
        "defaultConfiguration": {"level": LEVELS[control.severity]},
        "relationships": [
            {"target": {"id": name, "toolComponent": {"name": key}}, "kinds": ["relevant"]}
            for key, names in sorted(control.mappings.items())
            for name in dict.fromkeys(names)
        ],
        "properties": {
            "tags": ["security", "checklist", control.pillar.value],
            "security-severity": SCORES[control.severity],
        },
    }


def _taxonomies(controls: list[Control]) -> Iterator[Json]:
    """The frameworks that are cited, each with the ids that are."""
    cited: dict[str, set[str]] = {}
    for control in controls:
        for key, names in control.mappings.items():
            cited.setdefault(key, set()).update(names)
    for key, ids in sorted(cited.items()):
        framework = catalogue().frameworks.get(key)
        about = {"fullName": framework.name} if framework else {}
        if framework and framework.url:
            about["informationUri"] = framework.url
        yield {"name": key, **about, "taxa": [{"id": name} for name in sorted(ids)]}


def _result(result: ControlResult, number: int, report: ChecklistReport) -> Json:
    control = result.control
    waived = result.verdict.basis is Basis.WAIVED
    kind = "fail" if waived else KINDS[result.status]
    notes = " ".join((f"{wording.standing(result)}.", result.sentence, *result.verdict.notes))
    return {
        "ruleId": control.id,
        "ruleIndex": number,
        "kind": kind,
        "level": LEVELS[control.severity] if kind == "fail" else "none",
        "message": {"text": to_text(f"{control.title}: {notes}")},
        "locations": list(_locations(result)),
        "partialFingerprints": {"mlsecNbControl/v1": control.id},
        "suppressions": [_suppression(result)] if waived else [],
        **_baseline(result, report),
        "properties": {
            "status": result.status.value,
            "basis": result.verdict.basis.value,
            "freshness": result.verdict.freshness.value,
            "limits": control.limits,
        },
    }


def _locations(result: ControlResult) -> Iterator[Json]:
    paths = dict.fromkeys(_path(e) for e in result.observation.evidence if e.kind in PLACED)
    for path in list(paths)[:MOST_PLACES] or [DECIDED_IN]:
        yield {"physicalLocation": {"artifactLocation": to_uri(path)}}


def _path(evidence: Evidence) -> str:
    """The file of a piece of evidence; findings add cell and line to it."""
    return evidence.ref.split(", cell ")[0].split(", line ")[0]


def _suppression(result: ControlResult) -> Json:
    waiver = result.waiver
    words = f"{waiver.owner}, until {waiver.expires}: {waiver.justification}" if waiver else ""
    return {"kind": "external", "status": "accepted", "justification": words}


def _baseline(result: ControlResult, report: ChecklistReport) -> Json:
    """Whether an earlier run knew of it; nothing without one."""
    if not any(run.at < report.at for run in report.history):
        return {}
    fresh = result.control.id in (*report.changes.new, *report.changes.regressed)
    return {"baselineState": "new" if fresh else "unchanged"}


def _invocation(report: ChecklistReport) -> Json:
    """That it ran, with what a reader should know of it: what was loosened, what was cut short."""
    notes = [{"level": "note", "message": {"text": to_text(each)}} for each in wording.remarks(report)]
    return {
        "executionSuccessful": True,
        "endTimeUtc": report.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "toolExecutionNotifications": notes,
    }
