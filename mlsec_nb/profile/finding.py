"""How a question words a finding: the place is an object in memory, and a column of it."""

from __future__ import annotations

from mlsec_nb.core.finding import Confidence, Finding, Location, Severity, Surface, fingerprint
from mlsec_nb.core.rule import Rule
from mlsec_nb.profile.answer import Answer


def finding(
    rule: Rule,
    answer: Answer,
    message: str,
    *,
    member: str | None = None,
    evidence: str = "",
    advice: str = "",
    severity: Severity | None = None,
    confidence: Confidence | None = None,
) -> Finding:
    """Report a rule about the subject of an answer.

    Parameters
    ----------
    message
        What is wrong, with the numbers; never a value of the data.
    member
        The column, or the path of the attribute, that it is about.
    evidence
        What a reader may check: counts, masked shapes.
    advice, severity, confidence
        By default the rule's own.
    """
    return Finding(
        rule=rule.id,
        name=rule.name,
        engine=rule.engine,
        severity=rule.severity if severity is None else severity,
        confidence=rule.confidence if confidence is None else confidence,
        message=message,
        advice=advice or rule.advice,
        evidence=evidence,
        location=Location(surface=Surface.OBJECT, member=member),
        fingerprint=fingerprint(rule.id, answer.subject, answer.name, member or ""),
        controls=rule.controls,
        references=rule.references,
    )
