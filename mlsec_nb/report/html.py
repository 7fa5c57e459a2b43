"""HTML in one file: readable without script, filtered with it; nothing is loaded from anywhere.

Everything that the templates print is escaped and made harmless on its way out, without being
asked to; the content security policy allows exactly the style and the script that are in the page.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING, Any

from mlsec_nb.core.finding import Finding, Severity
from mlsec_nb.core.result import Result, Target
from mlsec_nb.report import wording
from mlsec_nb.report.charts import bars
from mlsec_nb.report.excerpt import Line, excerpt
from mlsec_nb.report.interface import Settings
from mlsec_nb.report.order import Repeated, findings_in_order, folded, targets_in_order
from mlsec_nb.report.prose import blocks
from mlsec_nb.report.terminal import harmless

if TYPE_CHECKING:
    from jinja2 import Environment

MOST_SHOWN = 2_000
"""Findings of one target in the page."""


def render(result: Result, settings: Settings) -> str:
    """Return the whole page; ``settings`` change nothing here."""
    del settings
    return environment().get_template("report.html").render(_page(result))


@lru_cache(maxsize=4)
def environment(package: str = "mlsec_nb.report") -> Environment:
    """The environment for templates of ``package`` and of ours, in which printing text means escaping."""
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=ChoiceLoader([PackageLoader(package), PackageLoader("mlsec_nb.report")]),
        autoescape=True,
        finalize=_harmless_lines,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["icons"] = wording.ICONS
    made.filters |= {
        "beyond": lambda target: max(len(folded(target.live)) - MOST_SHOWN, 0),
        "blocks": blocks,
        "cells": by_cell,
        "count": wording.count,
        "coverage": wording.coverage,
        "excerpt": _excerpt,
        "link": _link,
        "place": wording.place,
        "quoted": wording.quoted,
        "severities": wording.severities,
        "spot": wording.spot,
        "verdict": wording.verdict,
    }
    return made


def asset(name: str, package: str = "mlsec_nb.report") -> str:
    """A style or script of ours, which its template prints as it is."""
    return (files(package) / "templates" / name).read_text(encoding="utf-8")


def policy(style: str, script: str = "") -> str:
    """The content security policy of a page that has this style and script, and nothing else."""
    scripts = f" script-src {_hash(script)};" if script else ""
    return f"default-src 'none'; style-src {_hash(style)};{scripts} base-uri 'none'; form-action 'none'"


def by_cell(target: Target) -> Iterator[tuple[str, list[Repeated]]]:
    """The findings of a target under the labels of their cells."""
    shown = folded(target.live)[:MOST_SHOWN]
    for label, groups in groupby(shown, key=lambda group: wording.cell_label(group.finding.location)):
        yield label, list(groups)


def _page(result: Result) -> dict[str, Any]:
    style, script = asset("report.css"), asset("report.js")
    targets = targets_in_order(result)
    hit = [target for target in targets if target.live]
    found = {finding.rule: finding.name for target in targets for finding in target.findings}
    described = sorted((rule for rule in result.rules if rule.id in found), key=lambda rule: rule.id)
    return {
        "result": result,
        "style": style,
        "script": script,
        "policy": policy(style, script),
        "counts": [(severity, result.count(severity)) for severity in reversed(Severity)],
        "gaps": [(path, skipped) for path, skipped in result.all_skipped() if skipped.gap],
        "omissions": wording.omissions(result),
        "charts": _charts(result) if hit else [],
        "hit": hit,
        "clean": [target for target in targets if not target.live],
        "suppressed": list(_suppressed(targets)),
        "engines": sorted({finding.engine for finding in result.findings}),
        "rules": sorted({(finding.rule, finding.name) for finding in result.findings}),
        "described": described,
        "anchors": {rule.id: f"rule-{number}" for number, rule in enumerate(described, 1)},
        "facts": _facts(result),
        "not_a_proof": wording.NOT_A_PROOF,
    }


def _charts(result: Result) -> list[tuple[str, Any]]:
    return [
        ("By engine", bars(result.findings, lambda finding: finding.engine)),
        ("By rule", bars(result.findings, lambda finding: finding.name)),
    ]


def _facts(result: Result) -> list[tuple[str, str]]:
    read = result.coverage
    return [
        ("Files", f"{len(result.targets):,}"),
        ("Cells", f"{read.cells:,}"),
        ("Outputs", f"{read.outputs:,}"),
        ("Read", wording.size(read.bytes)),
        ("Time", f"{result.seconds:.1f} s"),
        ("Rules", f"{len(result.rules):,}"),
        ("Version", result.version),
    ]


def _suppressed(targets: list[Target]) -> Iterator[tuple[str, Finding]]:
    for target in targets:
        for finding in findings_in_order(target.findings):
            if finding.suppressed is not None:
                yield target.path, finding


def _excerpt(finding: Finding) -> list[Line]:
    return excerpt(finding) if finding.evidence.strip() else []


def _link(reference: str) -> str | None:
    """The address of a reference, if it is one that can be trusted to be only that."""
    weakness = re.fullmatch(r"CWE-(\d{1,6})", reference)
    if weakness:
        return f"https://cwe.mitre.org/data/definitions/{weakness.group(1)}.html"
    return reference if re.fullmatch(r"https://[\w.-]+(/[\w./~%#?=&+-]*)?", reference, re.ASCII) else None


def _harmless_lines(value: object) -> object:
    """What every expression of a template passes through; markup of ours stays as it is."""
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return "\n".join(map(harmless, value.split("\n")))
    return value


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"
