"""SARIF 2.1.0, for code hosts and editors: places in the raw file, and in the notebook beside them."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from mlsec_nb.core.finding import Finding, Location, Severity, Skipped, Suppression
from mlsec_nb.core.result import Result, Target
from mlsec_nb.core.rule import Rule
from mlsec_nb.report.interface import Settings
from mlsec_nb.report.order import findings_in_order, targets_in_order
from mlsec_nb.report.region import RawNotebook, Region
from mlsec_nb.report.rulebook import rule_markdown, rule_text
from mlsec_nb.report.wire import to_wire_location
from mlsec_nb.report.wording import cell_label, place

Json = dict[str, Any]

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "note",
    Severity.INFO: "note",
}
SCORES = {
    Severity.CRITICAL: "9.5",
    Severity.HIGH: "8.0",
    Severity.MEDIUM: "5.5",
    Severity.LOW: "3.0",
    Severity.INFO: "1.0",
}
"""What code hosts read as ``security-severity``: the bands of CVSS, where 9.0 and up is critical."""

MOST_RESULTS = 25_000
"""Code hosts refuse a run with more results."""

_CWE = re.compile(r"CWE-(\d{1,6})")


def render(result: Result, settings: Settings) -> str:
    """Return a SARIF log with one run, all ASCII."""
    rules = _rules(result)
    targets = targets_in_order(result)
    run = {
        "tool": {
            "driver": {
                "name": "mlsec-nb",
                "version": result.version,
                "rules": [_rule(rule) for rule in rules],
                "properties": {"ruleset": result.ruleset},
            }
        },
        "columnKind": "unicodeCodePoints",
        "artifacts": [_artifact(target) for target in _files(targets)],
        "results": list(_results(targets, [rule.id for rule in rules], settings)),
        "invocations": [
            {
                "executionSuccessful": not any(skipped.gap for _, skipped in result.all_skipped()),
                "toolExecutionNotifications": [_notification(path, s) for path, s in result.all_skipped()],
            }
        ],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def parts(result: Result, *, most: int = MOST_RESULTS) -> Iterator[Result]:
    """Split a result so that no log has more than ``most`` findings; a single target stays whole."""
    held: list[Target] = []
    size = 0
    for target in targets_in_order(result):
        if held and size + len(target.findings) > most:
            yield replace(result, targets=tuple(held))
            held, size = [], 0
        held.append(target)
        size += len(target.findings)
    yield replace(result, targets=tuple(held))


def _rules(result: Result) -> list[Rule]:
    """The rules in force, and a stand-in for the rule of any finding that is not among them."""
    rules = {rule.id: rule for rule in result.rules}
    for target in result.targets:
        for f in target.findings:
            if f.rule not in rules:
                rules[f.rule] = Rule(
                    id=f.rule,
                    name=f.name,
                    engine=f.engine,
                    severity=f.severity,
                    confidence=f.confidence,
                    summary=f.name,
                    advice=f.advice,
                )
    return sorted(rules.values(), key=lambda rule: rule.id)


def _rule(rule: Rule) -> Json:
    cwes = [f"external/cwe/cwe-{number}" for number in _CWE.findall(" ".join(rule.references))]
    return {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "help": {"text": rule_text(rule), "markdown": rule_markdown(rule)},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "tags": list(dict.fromkeys(["security", rule.engine, *cwes])),
            "security-severity": SCORES[rule.severity],
            "precision": rule.confidence.label,
        },
    }


def _files(targets: list[Target]) -> list[Target]:
    """One target for each path: SARIF wants artifacts to be unique, also when a file was named twice."""
    return list({target.path: target for target in targets}.values())


def _artifact(target: Target) -> Json:
    hashes = {"hashes": {"sha-256": target.sha256}} if target.sha256 else {}
    return {"location": to_uri(target.path), "roles": ["analysisTarget"], **hashes}


def _results(targets: list[Target], rule_ids: list[str], settings: Settings) -> Iterator[Json]:
    numbers = {rule: number for number, rule in enumerate(rule_ids)}
    indexes = {target.path: index for index, target in enumerate(_files(targets))}
    for target in targets:
        places = _Places(target, indexes[target.path], settings)
        for finding in findings_in_order(target.findings):
            yield _result(finding, numbers[finding.rule], places)


def _result(finding: Finding, rule_index: int, places: _Places) -> Json:
    related = [
        {**places.location(other.location), "id": number, "message": {"text": to_text(other.message)}}
        for number, other in enumerate(finding.related)
    ]
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "level": LEVELS[finding.severity],
        "message": {
            "text": to_text(f"{finding.message} ({place(finding.location)}) {finding.advice}".rstrip())
        },
        "locations": [places.location(finding.location)],
        "relatedLocations": related,
        "partialFingerprints": {"mlsecNb/v1": finding.fingerprint},
        "suppressions": [] if finding.suppressed is None else [_suppression(finding.suppressed)],
        "properties": {
            "severity": finding.severity.label,
            "confidence": finding.confidence.label,
            "evidence": finding.evidence,
            "controls": list(finding.controls),
            "references": list(finding.references),
        },
    }


class _Places:
    """Locations of one target; its file is read once, and only if there is something to place in it."""

    def __init__(self, target: Target, index: int, settings: Settings) -> None:
        self._target = target
        self._index = index
        self._raw: RawNotebook | None = None
        if target.kind == "notebook" and target.findings and settings.read_raw is not None:
            raw = settings.read_raw(target.path)
            self._raw = None if raw is None else RawNotebook(raw, self._wanted())

    def location(self, location: Location) -> Json:
        """A physical location in the file, and the cell as a logical one."""
        region = self._region(location)
        physical = {"artifactLocation": {**to_uri(self._target.path), "index": self._index}}
        if region is not None:
            physical["region"] = region
        label = cell_label(location) if location.cell is not None else location.member
        name = {"name": label, "fullyQualifiedName": f"{self._target.path}/{label}"}
        return {
            "physicalLocation": physical,
            "logicalLocations": [name] if label else [],
            "properties": to_wire_location(location),
        }

    def _wanted(self) -> Iterator[Location]:
        for finding in self._target.findings:
            yield finding.location
            yield from (related.location for related in finding.related)

    def _region(self, at: Location) -> Json | None:
        if self._target.kind == "script":
            region = Region(
                start_line=at.line, start_column=at.column, end_line=at.end_line, end_column=at.end_column
            )
        elif self._raw is not None and (found := self._raw.region(at)) is not None:
            region = found
        else:
            return None
        keys = {
            "startLine": region.start_line,
            "startColumn": region.start_column,
            "endLine": region.end_line,
            "endColumn": region.end_column,
        }
        return {key: value for key, value in keys.items() if value is not None}


def _suppression(suppressed: Suppression) -> Json:
    inside = suppressed.by in ("inline", "tag")
    return {
        "kind": "inSource" if inside else "external",
        "status": "accepted",
        "justification": f"{suppressed.by}: {suppressed.reason}" if suppressed.reason else suppressed.by,
    }


def _notification(path: str, skipped: Skipped) -> Json:
    place_of = {"locations": [{"physicalLocation": {"artifactLocation": to_uri(path)}}]} if path else {}
    return {
        "level": "error" if skipped.gap else "note",
        "message": {"text": to_text(f"{skipped.what}: {skipped.why}")},
        **place_of,
    }


def to_uri(path: str) -> Json:
    """A percent-encoded URI; a relative path is relative to the root of the sources."""
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", path):
        return {"uri": quote(path, safe="/:@", errors="surrogatepass")}
    if re.match(r"[A-Za-z]:[\\/]", path):
        path = "/" + path
    encoded = quote(path.replace(os.sep, "/").removeprefix("./"), safe="/", errors="surrogatepass")
    if encoded.startswith("/"):
        return {"uri": f"file://{encoded}"}
    return {"uri": encoded, "uriBaseId": "%SRCROOT%"}


def to_text(text: str) -> str:
    """Plain text for a message, where ``[text](target)`` would be a link."""
    return text.replace("](", "] (")
