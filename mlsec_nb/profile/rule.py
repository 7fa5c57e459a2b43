"""How the rules of profiles state themselves, and all of them; nothing heavy is imported for it."""

from __future__ import annotations

import pkgutil
from dataclasses import replace
from functools import lru_cache
from importlib import import_module

from mlsec_nb.core.finding import Confidence, Severity
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
    from mlsec_nb.profile import rules as folder

    names = [info.name for info in pkgutil.iter_modules(folder.__path__)]
    modules = [import_module(f"{folder.__name__}.{name}") for name in names]
    found = [replace(module.RULE, docs=module.__doc__ or "") for module in modules]
    return tuple(sorted(found, key=lambda found_rule: found_rule.id))
