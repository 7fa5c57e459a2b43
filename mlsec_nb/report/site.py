"""Many notebooks as a folder of pages: an index that can be searched, and one for each with findings."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from mlsec_nb.core.files import write_atomically
from mlsec_nb.core.finding import Severity
from mlsec_nb.core.result import Result, Target
from mlsec_nb.report import html, wording
from mlsec_nb.report.interface import Settings
from mlsec_nb.report.order import targets_in_order

UNSCRIPTED = 200
"""Rows of the index that are there without script: the worst ones."""


def write_site(result: Result, folder: Path) -> int:
    """Write ``index.html`` and ``notebooks/N.html`` for each target with something to say; how many files.

    Raises
    ------
    OSError
        When a file cannot be written.
    """
    (folder / "notebooks").mkdir(parents=True, exist_ok=True)
    rows = []
    for number, target in enumerate(sorted(targets_in_order(result), key=_worst, reverse=True), 1):
        page = f"notebooks/{number}.html" if target.live or target.incomplete else ""
        if page:
            alone = replace(result, targets=(target,), skipped=())
            write_atomically(folder / page, html.render(alone, Settings()))
        rows.append(_row(target, page))
    write_atomically(
        folder / "index.html", html.environment().get_template("index.html").render(_index(result, rows))
    )
    return 1 + sum(bool(row["page"]) for row in rows)


def _worst(target: Target) -> tuple[int, int]:
    """What the index is sorted by: the worst finding, then their number, then what was not read."""
    worst = max((int(finding.severity) for finding in target.live), default=-1)
    return worst, len(target.live) or int(target.incomplete)


def _row(target: Target, page: str) -> dict[str, Any]:
    worst = max((finding.severity for finding in target.live), default=None)
    return {
        "path": target.path,
        "page": page,
        "worst": worst.label if worst is not None else "",
        "findings": len(target.live),
        "words": wording.severities(target.live),
        "rules": " ".join(sorted({finding.name for finding in target.live})),
        "whole": not target.incomplete,
    }


def _index(result: Result, rows: list[dict[str, Any]]) -> dict[str, Any]:
    style, script = html.asset("report.css"), html.asset("index.js")
    return {
        "result": result,
        "style": style,
        "script": script,
        "policy": html.policy(style, script),
        "counts": [(severity, result.count(severity)) for severity in reversed(Severity)],
        "rows": rows[:UNSCRIPTED],
        "total": len(rows),
        # Inert in any HTML parser, whatever a path is called: no tag can begin or end in it.
        "data": json.dumps(rows, ensure_ascii=True).replace("<", "\\u003c").replace(">", "\\u003e"),
        "severities": [severity.label for severity in reversed(Severity)],
        "gaps": [skipped for skipped in result.skipped if skipped.gap],
        "not_a_proof": wording.NOT_A_PROOF,
    }
