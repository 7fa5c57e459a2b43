"""What a rule says of itself; how it looks is the business of its engine."""

from __future__ import annotations

from dataclasses import dataclass

from mlsec_nb.core.finding import Confidence, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The identity and the standing facts of a rule.

    ``id`` (``MLS201``) is for suppression and SARIF, ``name`` (``pickle-load``) for people.
    ``severity`` and ``confidence`` are what the rule gives when nothing raises or lowers them.
    ``docs`` is the module's docstring: *What it does / Why it matters / Use instead / References*.
    """

    id: str
    name: str
    engine: str
    severity: Severity
    confidence: Confidence
    summary: str
    advice: str
    docs: str = ""
    references: tuple[str, ...] = ()
    controls: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()
    good: tuple[str, ...] = ()
