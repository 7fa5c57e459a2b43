"""Every regular expression of ours and of detect-secrets', and texts that make a bad one take for ever.

The texts come from a pattern's own parse tree: what each of its repetitions likes, many times over, and
an end that nothing matches. See Davis et al., "The Impact of Regular Expression Denial of Service", 2018.
"""

from __future__ import annotations

import gc
import importlib
import pkgutil
import re
from collections.abc import Iterator
from re import _parser as sre  # type: ignore[attr-defined]
from types import FunctionType, ModuleType
from typing import Any

import mlsec_nb

OWNERS = ("mlsec_nb", "detect_secrets.plugins")
MANY = 50
"""How often a repetition without an upper bound is taken in one seed."""

TAILS = ("\x00!", "")


def patterns() -> dict[str, re.Pattern[Any]]:
    """Every compiled pattern that can be reached from a module, by the module and its text."""
    found: dict[str, re.Pattern[Any]] = {}
    for module in _modules():
        for pattern in _reachable(module):
            found.setdefault(f"{module.__name__}: {pattern.pattern!r:.200}", pattern)
    return {name: pattern for name, pattern in found.items() if not name.endswith("''")}


def _modules() -> Iterator[ModuleType]:
    import detect_secrets.plugins

    for package in (mlsec_nb, detect_secrets.plugins):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.endswith("__main__"):
                yield importlib.import_module(found.name)


def _reachable(module: ModuleType) -> Iterator[re.Pattern[Any]]:
    """Patterns in the module's variables, in containers, objects, classes and closures of ours below them."""
    waiting: list[Any] = list(vars(module).values())
    seen: set[int] = {id(vars(module))}
    while waiting:
        value = waiting.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, re.Pattern):
            yield value
        elif _ours(value, module):
            waiting += gc.get_referents(value)


def _ours(value: Any, module: ModuleType) -> bool:
    if isinstance(value, (dict, list, tuple, set, frozenset)) or type(value).__name__ == "cell":
        return True
    if isinstance(value, (type, FunctionType)):
        return value.__module__ == module.__name__
    return type(value).__module__.startswith(OWNERS) or type(value).__name__ == "_lru_cache_wrapper"


def pumps(pattern: re.Pattern[Any], length: int) -> Iterator[str]:
    """Texts of about this length: each part that the pattern repeats, repeated, after what leads to it."""
    seeds: dict[str, None] = {}
    for before, repeated in _repeats(_tree(pattern), ""):
        for unit in {repeated, repeated[:1]} - {""}:
            seeds.setdefault(before + unit * max(1, (length - len(before)) // len(unit)))
    whole = example(_tree(pattern))
    for text in (*seeds, whole * (length // max(1, len(whole)) + 1)):
        for tail in TAILS:
            yield text[:length] + tail


def _tree(pattern: re.Pattern[Any]) -> Any:
    return sre.parse(pattern.pattern, pattern.flags & ~re.DEBUG)


def _repeats(parsed: Any, before: str) -> Iterator[tuple[str, str]]:
    """What leads to each repetition of the tree, and what it repeats."""
    for op, value in parsed:
        name = str(op)
        if name.endswith("REPEAT"):
            yield before, example(value[2])
            yield from _repeats(value[2], before)
        for inner in _inner(name, value):
            yield from _repeats(inner, before)
        before += _one(name, value)


def _inner(name: str, value: Any) -> tuple[Any, ...]:
    if name == "BRANCH":
        return tuple(value[1])
    if name in ("SUBPATTERN", "ASSERT", "ASSERT_NOT"):
        return (value[-1],)
    return (value,) if name == "ATOMIC_GROUP" else ()


def example(parsed: Any) -> str:
    """A text that the tree likes."""
    return "".join(_one(str(op), value) for op, value in parsed)


def _one(name: str, value: Any) -> str:
    if name == "LITERAL":
        return chr(value)
    if name in ("NOT_LITERAL", "ANY"):
        return "b" if value == ord("a") else "a"
    if name == "IN":
        return _member(value)
    if name.endswith("REPEAT"):
        return example(value[2]) * max(int(value[0]), min(1, int(value[1])))
    if name == "ASSERT_NOT":
        return ""
    return example(inner[0]) if (inner := _inner(name, value)) else ""


def _member(items: list[tuple[Any, Any]]) -> str:
    kinds = {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a", "CATEGORY_NOT_DIGIT": "a"}
    if str(items[0][0]) == "NEGATE":
        banned = {chr(value) for op, value in items if str(op) == "LITERAL"}
        return next((char for char in "a1~ -" if char not in banned), "a")
    op, value = items[0]
    if str(op) == "LITERAL":
        return chr(value)
    return chr(value[0]) if str(op) == "RANGE" else kinds.get(str(value), "a")
