"""All rules of the folder ``rules``, and which facts each of them listens to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from types import ModuleType
from typing import Any, TypeAlias

from mlsec_nb.artifacts.facts import Fact
from mlsec_nb.artifacts.verdict import Verdict
from mlsec_nb.core.folder import modules_in, rules_in
from mlsec_nb.core.rule import Rule

Check: TypeAlias = "tuple[Rule, Callable[[Any], Iterable[Verdict]]]"


@lru_cache(maxsize=1)
def modules() -> tuple[ModuleType, ...]:
    """The modules of the rules, by id."""
    return tuple(sorted(modules_in("mlsec_nb.artifacts.rules"), key=lambda module: str(module.RULE.id)))


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """Every rule of this engine, with its documentation."""
    return rules_in("mlsec_nb.artifacts.rules")


@lru_cache(maxsize=1)
def checks() -> Mapping[type[Fact], tuple[Check, ...]]:
    """For each kind of fact, the rules that listen to it."""
    table: dict[type[Fact], tuple[Check, ...]] = {}
    for rule, module in zip(rules(), modules(), strict=True):
        table[module.LISTENS] = (*table.get(module.LISTENS, ()), (rule, module.check))
    return table
