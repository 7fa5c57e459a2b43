"""Folders in which dropping a file in is all it takes."""

from __future__ import annotations

import pkgutil
from dataclasses import replace
from importlib import import_module
from types import ModuleType

from mlsec_nb.core.rule import Rule


def modules_in(package: str) -> tuple[ModuleType, ...]:
    """The modules of a package and of the packages below it, by name."""
    found = pkgutil.walk_packages(import_module(package).__path__, f"{package}.")
    return tuple(import_module(name) for name in sorted(info.name for info in found if not info.ispkg))


def rules_in(package: str) -> tuple[Rule, ...]:
    """The ``RULE`` of each module, documented by the docstring of the module, by id."""
    rules = (replace(module.RULE, docs=module.__doc__ or "") for module in modules_in(package))
    return tuple(sorted(rules, key=lambda rule: rule.id))
