"""Every rule of every engine, and what stands for all of them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from mlsec_nb._version import __version__
from mlsec_nb.core.rule import Rule
from mlsec_nb.errors import UsageError, did_you_mean

DECIDING = (
    *("core", "notebook", "policy", "privacy", "secrets", "code", "artifacts", "suppression"),
    *("loaded.py", "scan"),
)
"""The folders and files whose sources decide what is found."""


@lru_cache(maxsize=1)
def all_rules() -> tuple[Rule, ...]:
    """Every rule of every engine, by id."""
    from mlsec_nb.artifacts.engine import rules as artifact_rules
    from mlsec_nb.code.engine import rules as code_rules
    from mlsec_nb.privacy.rule import rules as privacy_rules
    from mlsec_nb.profile.rule import rules as profile_rules
    from mlsec_nb.secrets.engine import rules as secret_rules
    from mlsec_nb.suppression.apply import UNUSED

    rules = (UNUSED, *secret_rules(), *code_rules(), *artifact_rules(), *privacy_rules(), *profile_rules())
    return tuple(sorted(rules, key=lambda rule: rule.id))


def find_rule(name: str) -> Rule:
    """The rule with this id or name.

    Raises
    ------
    UsageError
        When there is none.
    """
    for rule in all_rules():
        if name.upper() == rule.id or name.lower() == rule.name:
            return rule
    close = did_you_mean(name.lower(), (rule.name for rule in all_rules()))
    raise UsageError(f"No rule is called {name!r}.", f"{close}`mlsec-nb rules` lists them.")


@lru_cache(maxsize=1)
def ruleset() -> str:
    """A digest of what decides the findings: the sources of the engines. Caches are keyed by it."""
    import hashlib

    digest = hashlib.blake2b(__version__.encode(), digest_size=6)
    root = Path(__file__).parent
    for deciding in (root / name for name in DECIDING):
        for source in sorted(deciding.rglob("*")) if deciding.is_dir() else [deciding]:
            if source.suffix in (".py", ".txt"):
                digest.update(source.read_bytes())
    return digest.hexdigest()
