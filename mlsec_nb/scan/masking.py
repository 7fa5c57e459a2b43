"""Secrets and personal values in what an engine quotes that does not look for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mlsec_nb.core.finding import Finding
from mlsec_nb.core.redact import Redactor

NOT_SHOWN = "(not shown: the search for secrets failed)"
_LIKELY = re.compile(r"@|\d(?:[ ./-]{0,2}\d){6}")
"""Without an at sign or many digits no text holds a value that is personal beyond doubt."""


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


def searched(findings: Sequence[Finding], salt: str) -> list[Finding]:
    """Mask the secrets in what is quoted of a file or of a notebook that was not searched to its end."""
    from mlsec_nb.secrets.texts import redactor

    try:
        texts = [text for finding in findings for text in (finding.evidence, finding.message)]
        redact = redactor(texts, salt=salt, surely=True)
    except Exception:  # whatever the cause: nothing is quoted that was not searched
        return [replace(finding, evidence=NOT_SHOWN, highlight=None) for finding in findings]
    return [masked(finding, redact) for finding in findings]


def impersonal(finding: Finding, salt: str) -> Finding:
    """Mask personal values beside what was found: an address in the same line of an output, say."""
    quoted = f"{finding.evidence}\n{finding.message}"
    if not _LIKELY.search(quoted):
        return finding
    from mlsec_nb.privacy.text import find

    values = {(quoted[span.start : span.end], span.kind.name) for span in find(quoted)}
    return masked(finding, Redactor(values, salt)) if values else finding
