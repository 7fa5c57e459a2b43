"""Finds the rules and looks up which of them care for a name."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from types import ModuleType

from mlsec_nb.code.rule import Checker
from mlsec_nb.core.folder import modules_in


@lru_cache(maxsize=1)
def checkers() -> tuple[Checker, ...]:
    """Every rule in ``code/rules``, by id."""
    found = [_checker(module) for module in modules_in("mlsec_nb.code.rules")]
    return tuple(sorted(found, key=lambda checker: checker.rule.id))


def _checker(module: ModuleType) -> Checker:
    described = replace(module.RULE, docs=module.__doc__ or "", bad=module.BAD, good=module.GOOD)
    return Checker(described, module.WATCH, module.check)


class Patterns:
    """Checkers by dotted name; ``*`` in a pattern stands for any number of parts.

    A pattern without ``*`` is one look-up; the others are found by their last part.
    """

    def __init__(self, pairs: Iterable[tuple[str, Checker]]) -> None:
        self.exact: dict[str, list[Checker]] = {}
        self.by_tail: dict[str, list[tuple[str, Checker]]] = {}
        for pattern, checker in pairs:
            start, star, tail = pattern.rpartition("*")
            if star:
                self.by_tail.setdefault(tail.lstrip("."), []).append((start, checker))
            else:
                self.exact.setdefault(pattern, []).append(checker)
        self.ends = frozenset(tail.rpartition(".")[2] for tail in self.by_tail)
        self.find = lru_cache(maxsize=4096)(self._find)
        """The checkers whose pattern a name matches: the same few names come again and again."""

    def __contains__(self, name: object) -> bool:
        if name in self.exact:
            return True
        return isinstance(name, str) and name.rpartition(".")[2] in self.ends and bool(self.find(name))

    def _find(self, name: str) -> list[Checker]:
        found = list(self.exact.get(name, ()))
        parts = name.split(".")
        for size in range(min(len(parts), 3), -1, -1):
            tail = ".".join(parts[-size:]) if size else ""
            for start, checker in self.by_tail.get(tail, ()):
                if name.startswith(start):
                    found.append(checker)
        return found


class Registry:
    """The rules in force, indexed by what they watch."""

    def __init__(self, active: Iterable[Checker]) -> None:
        self.checkers = tuple(active)
        self.calls = self._patterns("calls")
        self.assignments = self._patterns("assignments")
        self.variables = self._patterns("variables")
        self.subclasses = self._patterns("subclasses")
        self.imports = self._patterns("imports")
        self.programs = self._patterns("programs")
        self.magics = self._patterns("magics")
        self.keywords = self._patterns("keywords").exact
        self.references: Container[str] = Patterns(
            (name, c) for c in self.checkers if c.watch.references for name in c.watch.calls
        )
        self.tails = frozenset(tail.rpartition(".")[2] for tail in self.calls.by_tail)

    def _patterns(self, kind: str) -> Patterns:
        return Patterns((name, c) for c in self.checkers for name in getattr(c.watch, kind))

    def wants_call(self, names: tuple[str, ...], method: str, keywords: Mapping[str, object]) -> bool:
        """Whether a call is worth looking at."""
        if any(map(self.calls.find, names)) or (not names and method in self.tails):
            return True
        if keywords:
            for keyword in keywords:
                if keyword in self.keywords:
                    return True
        return False


@lru_cache(maxsize=1)
def registry() -> Registry:
    """The registry of all rules."""
    return Registry(checkers())
