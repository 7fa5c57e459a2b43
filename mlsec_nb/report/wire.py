"""Wire v1: the versioned copy of a result that leaves Python. Its schema is ``schema/scan-v1.schema.json``.

Cells and outputs count from 0 here, as in the ``.ipynb`` file; lines and columns count from 1.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib.resources import files
from typing import Any

from mlsec_nb.core.finding import Finding, Fix, Location, Severity
from mlsec_nb.core.pillar import pillar_of
from mlsec_nb.core.result import Result, Target
from mlsec_nb.report.order import findings_in_order, targets_in_order

SCHEMA = "mlsec-nb/scan/v1"

Wire = dict[str, Any]


def to_wire(result: Result) -> Wire:
    """Copy ``result`` into plain dictionaries and lists, in an order that repeats itself."""
    return {
        "schema": SCHEMA,
        "tool": {"name": "mlsec-nb", "version": result.version, "ruleset": result.ruleset},
        "summary": _summary(result),
        "targets": [to_wire_target(target) for target in targets_in_order(result)],
        "skipped": [asdict(s) for s in result.skipped],
    }


def schema() -> Wire:
    """Return the JSON Schema of the wire."""
    text = (files("mlsec_nb.report") / "schema" / "scan-v1.schema.json").read_text(encoding="utf-8")
    loaded: Wire = json.loads(text)
    return loaded


def _summary(result: Result) -> Wire:
    coverage = result.coverage
    return {
        "targets": len(result.targets),
        "cells": coverage.cells,
        "outputs": coverage.outputs,
        "seconds": round(result.seconds, 3),
        "skipped": sum(1 for _ in result.all_skipped()),
        "suppressed": sum(len(t.findings) - len(t.live) for t in result.targets),
        "findings": {severity.label: result.count(severity) for severity in reversed(Severity)},
    }


def to_wire_target(target: Target) -> Wire:
    """Copy one target."""
    return {
        "path": target.path,
        "kind": target.kind,
        "format": target.format,
        "sha256": target.sha256,
        "verdict": target.verdict,
        "coverage": asdict(target.coverage),
        "findings": [_finding(f) for f in findings_in_order(target.findings)],
        "skipped": [asdict(s) for s in target.skipped],
    }


def _finding(finding: Finding) -> Wire:
    return {
        "rule": finding.rule,
        "name": finding.name,
        "engine": finding.engine,
        "pillar": pillar_of(finding).value,
        "severity": finding.severity.label,
        "confidence": finding.confidence.label,
        "message": finding.message,
        "advice": finding.advice,
        "evidence": finding.evidence,
        "highlight": None if finding.highlight is None else list(finding.highlight),
        "fingerprint": finding.fingerprint,
        "location": to_wire_location(finding.location),
        "related": [
            {"message": r.message, "location": to_wire_location(r.location)} for r in finding.related
        ],
        "suppressed": None if finding.suppressed is None else asdict(finding.suppressed),
        "fix": None if finding.fix is None else _fix(finding.fix),
        "controls": list(finding.controls),
        "references": list(finding.references),
    }


def to_wire_location(location: Location) -> Wire:
    """Copy a location, for other faces that are machine-read."""
    return {**asdict(location), "surface": location.surface.value}


def _fix(fix: Fix) -> Wire:
    return {"title": fix.title, "edits": [asdict(edit) for edit in fix.edits]}
