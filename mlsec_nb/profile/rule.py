"""How the rules of profiles state themselves, and all of them; nothing heavy is imported for it."""

from __future__ import annotations

from functools import lru_cache

from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.core.folder import rules_in
from mlsec_nb.core.rule import Rule

ENGINES = {"MLS4": "data", "MLS5": "model", "MLS6": "privacy"}


def rule(
    identity: str,
    name: str,
    summary: str,
    *,
    severity: Severity,
    advice: str,
    confidence: Confidence = Confidence.MEDIUM,
    references: tuple[str, ...] = (),
    controls: tuple[str, ...] = (),
) -> Rule:
    """The standing facts of a rule on data (MLS4xx), models (MLS5xx) or privacy (MLS6xx)."""
    return Rule(
        id=identity,
        name=name,
        engine=ENGINES[identity[:4]],
        severity=severity,
        confidence=confidence,
        summary=summary,
        advice=advice,
        references=references,
        controls=controls,
    )


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """Every rule of profiles, with its documentation, by id."""
    return rules_in("mlsec_nb.profile.rules")
