"""How the rules of this engine state themselves, and all of them."""

from __future__ import annotations

from functools import lru_cache

from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.core.folder import rules_in
from mlsec_nb.core.rule import Rule


def rule(identity: str, name: str, summary: str, *, severity: Severity, advice: str) -> Rule:
    """The standing facts of a rule on personal data in notebooks."""
    return Rule(
        id=identity,
        name=name,
        engine="privacy",
        severity=severity,
        confidence=Confidence.HIGH,
        summary=summary,
        advice=advice,
        references=("CWE-359", "GDPR Art. 5(1)(c)"),
        controls=("DATA-02",),
    )


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """Every rule of this engine, with its documentation, by id."""
    return rules_in("mlsec_nb.privacy.rules")
