"""What a rule says of one fact."""

from __future__ import annotations

from dataclasses import dataclass

from mlsec_nb.core.finding import Confidence, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A finding in the making: the engine adds the rule and the place.

    ``subject`` identifies the finding within its member; ``severity``, ``confidence`` and ``advice``
    are the rule's own when left out.
    """

    subject: str
    message: str
    evidence: str
    severity: Severity | None = None
    confidence: Confidence | None = None
    advice: str | None = None
