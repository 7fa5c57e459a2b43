"""How the rules of this engine state themselves."""

from __future__ import annotations

from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.core.rule import Rule

SAFER = (
    "Store weights as safetensors, scikit-learn models with skops, arrays as .npy with allow_pickle=False."
)


def rule(
    identity: str,
    name: str,
    summary: str,
    *,
    severity: Severity,
    advice: str,
    confidence: Confidence = Confidence.HIGH,
    references: tuple[str, ...] = (),
    controls: tuple[str, ...] = ("MODEL-02",),
) -> Rule:
    """The standing facts of a rule on model files."""
    return Rule(
        id=identity,
        name=name,
        engine="artifacts",
        severity=severity,
        confidence=confidence,
        summary=summary,
        advice=advice,
        references=references,
        controls=controls,
    )
