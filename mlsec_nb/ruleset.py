"""Every rule of every engine, and what stands for all of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
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


def _secrets() -> tuple[Rule, ...]:
    from mlsec_nb.secrets.engine import rules

    return rules()


def _code() -> tuple[Rule, ...]:
    from mlsec_nb.code.engine import rules

    return rules()


def _suppression() -> tuple[Rule, ...]:
    from mlsec_nb.suppression.apply import UNUSED

    return (UNUSED,)


def _privacy() -> tuple[Rule, ...]:
    from mlsec_nb.privacy.rule import rules

    return rules()


def _artifacts() -> tuple[Rule, ...]:
    from mlsec_nb.artifacts.registry import rules

    return rules()


def _profile() -> tuple[Rule, ...]:
    from mlsec_nb.profile.rule import rules

    return rules()


_SOURCES = (_secrets, _code, _suppression, _privacy, _artifacts, _profile)
"""Where rules are, the places first that every scan of a notebook loads anyway."""


@lru_cache(maxsize=1)
def all_rules() -> tuple[Rule, ...]:
    """Every rule of every engine, by id."""
    return tuple(sorted((rule for rules in _SOURCES for rule in rules()), key=lambda rule: rule.id))


@lru_cache(maxsize=1_024)
def _rule(identity: str) -> Rule | None:
    """The rule with this id; the places behind the one that has it are not loaded."""
    return next((rule for rules in _SOURCES for rule in rules() if rule.id == identity), None)


class RulesInForce(Mapping[str, Rule]):
    """The rules of some engines by id; what no finding is about is not loaded to look one up."""

    def __init__(self, engines: Iterable[str]) -> None:
        self._engines = frozenset(engines)

    def __getitem__(self, identity: str) -> Rule:
        rule = _rule(identity)
        if rule is None or rule.engine not in self._engines:
            raise KeyError(identity)
        return rule

    def __iter__(self) -> Iterator[str]:
        return (rule.id for rule in all_rules() if rule.engine in self._engines)

    def __len__(self) -> int:
        return sum(1 for _ in self)


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
    for source in sorted(_sources(str(root / name) for name in DECIDING)):
        with open(source, "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


def _sources(deciding: Iterable[str]) -> Iterator[str]:
    for path in deciding:
        inside = ((folder, name) for folder, _, names in os.walk(path) for name in names)
        files = [os.path.join(*pair) for pair in inside] if os.path.isdir(path) else [path]
        yield from (file for file in files if file.endswith((".py", ".txt")))
