"""OSCAL assessment results (NIST, 1.1): each answer as an observation, each control as a finding.

https://pages.nist.gov/OSCAL/learn/concepts/layer/assessment/assessment-results/
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from datetime import date, datetime, time, timezone
from typing import Any

from mlsec_nb.checklist.export import Settings, wording
from mlsec_nb.checklist.model import Waiver
from mlsec_nb.checklist.result import Basis, ChecklistReport, ControlResult, Status
from mlsec_nb.report.bom import NAMESPACE

Json = dict[str, Any]

METHODS = {
    Basis.AUTOMATIC: ["TEST"],
    Basis.CONFIRMED: ["TEST", "INTERVIEW"],
    Basis.ATTESTED: ["INTERVIEW"],
    Basis.WAIVED: ["TEST"],
    Basis.NOTHING: ["UNKNOWN"],
}
REASONS = {Status.PASS: "pass", Status.ATTESTED: "pass", Status.FAIL: "fail"}
"""Why a control counts as satisfied or not; any other status is ``other``."""

MOST_EVIDENCE = 20
NO_PLAN = "There is no assessment plan: the controls are those of the catalogue of mlsec-nb, by profile."


def render(report: ChecklistReport, settings: Settings) -> str:
    """Return the results; the same report gives the same text. ``settings`` change nothing here."""
    del settings
    return json.dumps({"assessment-results": _Document(report).content()}, indent=2) + "\n"


class _Document:
    """One document: what it names is told apart by ids made from the report."""

    def __init__(self, report: ChecklistReport) -> None:
        self._report = report
        self._told = [each for each in report.controls if each.status is not Status.NOT_APPLICABLE]

    def content(self) -> Json:
        report = self._report
        return {
            "uuid": self._id("document"),
            "metadata": {
                "title": f"Security checklist of {report.folder}",
                "last-modified": report.at.isoformat(),
                "version": report.at.isoformat(),
                "oscal-version": "1.1.2",
                "remarks": f"Made by mlsec-nb {report.version}, catalogue {report.catalogue}.",
            },
            "import-ap": {"href": f"#{self._id('plan')}"},
            "results": [self._result()],
            "back-matter": {
                "resources": [
                    {
                        "uuid": self._id("plan"),
                        "title": f"Profile {report.profile.value}",
                        "description": NO_PLAN,
                    }
                ]
            },
        }

    def _result(self) -> Json:
        report = self._report
        selected = [{"control-id": each.control.id} for each in report.controls]
        risks = (self._risk(each, each.waiver) for each in self._told if each.waiver is not None)
        answered = (each for each in self._told if each.status is not Status.NOT_CHECKED)
        return {
            "uuid": self._id("result"),
            "title": f"Profile {report.profile.value}",
            "description": " ".join((wording.verdict(report), *wording.remarks(report))),
            "start": report.at.isoformat(),
            "local-definitions": {"components": [self._project()]},
            "reviewed-controls": {
                "control-selections": [
                    {"include-controls": selected} if selected else {"description": "No control was asked."}
                ]
            },
            **_unless_empty("observations", map(self._observation, answered)),
            **_unless_empty("risks", risks),
            **_unless_empty("findings", map(self._finding, self._told)),
        }

    def _project(self) -> Json:
        return {
            "uuid": self._id("project"),
            "type": "software",
            "title": self._report.folder or "project",
            "description": "The folder that was looked at.",
            "status": {"state": "other"},
        }

    def _observation(self, result: ControlResult) -> Json:
        seen, stated = result.observation, result.attestation
        texts = [wording.evidence(each) for each in seen.evidence[:MOST_EVIDENCE]]
        if stated:
            texts += [f"Stated by {stated.by}, unsigned.", *stated.evidence]
        due = result.verdict.due
        return {
            "uuid": self._id("observation", result),
            "title": result.control.title,
            "description": result.sentence,
            "methods": METHODS[result.verdict.basis],
            "types": ["control-objective"],
            "subjects": [{"subject-uuid": self._id("project"), "type": "component"}],
            **_unless_empty("relevant-evidence", ({"description": text} for text in texts)),
            "collected": (result.answered_at or self._report.at).isoformat(),
            **({"expires": _begin_of(due)} if due else {}),
            **({"remarks": result.control.limits} if result.control.limits else {}),
        }

    def _risk(self, result: ControlResult, waiver: Waiver) -> Json:
        return {
            "uuid": self._id("risk", result),
            "title": f"{result.control.title}: accepted for a time",
            "description": result.control.why,
            "statement": f"{waiver.owner}: {waiver.justification}",
            "status": "deviation-approved",
            "deadline": _begin_of(waiver.expires),
        }

    def _finding(self, result: ControlResult) -> Json:
        satisfied = result.status in (Status.PASS, Status.ATTESTED)
        known = result.status is not Status.NOT_CHECKED
        return {
            "uuid": self._id("finding", result),
            "title": f"{result.control.id} {result.control.title}",
            "description": " ".join((f"{wording.standing(result)}.", *result.verdict.notes)),
            "target": {
                "type": "objective-id",
                "target-id": result.control.id,
                "description": result.control.passes or result.control.title,
                "status": {
                    "state": "satisfied" if satisfied else "not-satisfied",
                    "reason": REASONS.get(result.status, "other"),
                },
            },
            **_unless_empty(
                "related-observations",
                [{"observation-uuid": self._id("observation", result)}] if known else (),
            ),
            **_unless_empty(
                "related-risks", [{"risk-uuid": self._id("risk", result)}] if result.waiver else ()
            ),
            "remarks": f"Severity: {result.control.severity.label}.",
        }

    def _id(self, what: str, result: ControlResult | None = None) -> str:
        report = self._report
        of = result.control.id if result else ""
        named = f"oscal {report.folder} {report.at.isoformat()} {report.profile.value} {what} {of}"
        return str(uuid.uuid5(NAMESPACE, named))


def _begin_of(day: date) -> str:
    return datetime.combine(day, time.min, timezone.utc).isoformat()


def _unless_empty(key: str, items: Iterable[Json]) -> Json:
    """An array under its key: OSCAL has no empty ones."""
    listed = list(items)
    return {key: listed} if listed else {}
