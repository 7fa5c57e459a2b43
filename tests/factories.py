"""Small makers of findings, targets and results: say what matters to the test, default the rest."""

from __future__ import annotations

from typing import Any

from mlsec_nb.core.finding import Confidence, Finding, Location, Severity, Skipped, Surface
from mlsec_nb.core.notebook import Coverage
from mlsec_nb.core.result import Result, Target
from mlsec_nb.core.rule import Rule


def location(cell: int | None = 0, line: int = 1, column: int | None = 1, **more: Any) -> Location:
    return Location(**{"surface": Surface.SOURCE, "cell": cell, "line": line, "column": column, **more})


def finding(severity: str = "high", **more: Any) -> Finding:
    defaults = {
        "rule": "MLS201",
        "name": "pickle-load",
        "engine": "code",
        "confidence": Confidence.HIGH,
        "message": "Loading a pickle runs whatever code it holds.",
        "advice": "Load weights from safetensors instead.",
        "evidence": "model = pickle.load(handle)",
        "highlight": (8, 19),
        "location": location(),
        "fingerprint": "0123456789abcdef",
    }
    return Finding(**{**defaults, "severity": Severity.parse(severity), **more})


def target(*findings: Finding, path: str = "train.ipynb", **more: Any) -> Target:
    defaults = {
        "kind": "notebook",
        "format": "nbformat 4.5",
        "sha256": "ab" * 32,
        "coverage": Coverage(cells=10, outputs=4, surfaces=20, bytes=2_500),
    }
    return Target(**{**defaults, "path": path, "findings": findings, **more})


def result(*targets: Target, **more: Any) -> Result:
    return Result(
        **{"version": "0.1.0", "ruleset": "0123456789ab", "seconds": 0.8, **more, "targets": targets}
    )


def rule(**more: Any) -> Rule:
    defaults = {
        "id": "MLS201",
        "name": "pickle-load",
        "engine": "code",
        "severity": Severity.HIGH,
        "confidence": Confidence.HIGH,
        "summary": "A pickle is loaded.",
        "advice": "Load weights from safetensors instead.",
        "docs": "A pickle is loaded.\n\nWhat it does\n------------\nFinds ``pickle.load``.",
        "references": ("CWE-502", "ATLAS AML.T0011.000"),
        "controls": ("MODEL-03",),
    }
    return Rule(**{**defaults, **more})


def gap(what: str = "the whole file", why: str = "is empty") -> Skipped:
    return Skipped(what, why)
