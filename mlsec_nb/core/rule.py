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
    ``aliases`` are bandit's ids for the same thing (``B301``; ruff's ``S301`` counts as well), so that
    a ``# nosec`` or ``# noqa`` which is already there is honoured.
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
    aliases: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()
    good: tuple[str, ...] = ()

    def answers_to(self, name: str) -> bool:
        """Whether ``name`` selects this rule: its id, a prefix of it (``MLS2``), or its name."""
        return name == self.name or (name.startswith("MLS") and self.id.startswith(name))
