"""Secrets in what another engine quotes."""

from __future__ import annotations

from dataclasses import replace

from mlsec_nb.core.finding import Finding
from mlsec_nb.core.redact import Redactor


def masked(finding: Finding, redact: Redactor) -> Finding:
    """Mask secrets in the words of an engine that does not look for them."""
    start, end = finding.highlight or (0, 0)
    evidence, span = redact.span(finding.evidence, start, end)
    return replace(
        finding,
        evidence=evidence,
        message=redact(finding.message),
        advice=redact(finding.advice),
        highlight=span if finding.highlight else None,
    )
