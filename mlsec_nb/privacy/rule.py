"""How the rules of this engine state themselves, and all of them."""

from __future__ import annotations

import pkgutil
from dataclasses import replace
from functools import lru_cache
from importlib import import_module

from mlsec_nb.core.finding import Confidence, Severity
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
    from mlsec_nb.privacy import rules as folder

    modules = [
        import_module(f"{folder.__name__}.{info.name}") for info in pkgutil.iter_modules(folder.__path__)
    ]
    found = [replace(module.RULE, docs=module.__doc__ or "") for module in modules]
    return tuple(sorted(found, key=lambda found_rule: found_rule.id))
