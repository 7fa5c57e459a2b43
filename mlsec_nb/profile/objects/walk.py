"""Everything that an object holds, each with the path to it, as far as it can be seen without running it.

Attributes and containers are read as they lie in memory. Only compiled classes of well-known libraries, which
have no attributes to read, are asked for their state; a class of the user's own never is.
"""

from __future__ import annotations

import types
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np

MOST_OBJECTS = 200_000
MOST_DEPTH = 40
MOST_ITEMS = 20_000
"""Items of one container that are looked at."""

TRUSTED = ("sklearn", "numpy", "scipy", "xgboost", "lightgbm", "catboost", "pandas", "torch")
"""Libraries whose compiled classes are asked for their state."""

LEAVES = (str, bytes, bytearray, int, float, complex, bool, type(None), np.generic)
CODE = (types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.ModuleType, type, np.ufunc)


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """Something that the object holds.

    Attributes
    ----------
    path
        From the object to it, such as ``steps[1][1]._fit_X``.
    value
        The thing itself; never to be changed.
    """

    path: str
    value: Any


def walk(root: Any) -> Iterator[Held]:
    """Everything reachable from an object, each thing once, the nearest first; bounded."""
    waiting: deque[tuple[Held, int]] = deque([(Held("", root), 0)])
    seen: dict[int, Any] = {}  # keeps what it has seen alive, so that no address is used twice
    while waiting and len(seen) < MOST_OBJECTS:
        held, depth = waiting.popleft()
        if not isinstance(held.value, LEAVES):
            if id(held.value) in seen:
                continue
            seen[id(held.value)] = held.value
        yield held
        if depth < MOST_DEPTH:
            waiting.extend((inner, depth + 1) for inner in parts(held))


def parts(held: Held) -> Iterator[Held]:
    """What a thing holds directly."""
    value = held.value
    if isinstance(value, (*LEAVES, *CODE)):
        return
    if isinstance(value, Mapping) and type(value).__module__ in ("builtins", "collections"):
        yield from _items(held, value)
    elif isinstance(value, (list, tuple, set, frozenset, deque)):
        for i, inner in zip(range(MOST_ITEMS), value, strict=False):
            yield Held(f"{held.path}[{i}]", inner)
    elif isinstance(value, np.ndarray):
        if value.dtype == object:
            yield from (Held(f"{held.path}[{i}]", inner) for i, inner in enumerate(value.flat[:MOST_ITEMS]))
    elif hasattr(value, "tocsr") or is_frame(value):
        return
    else:
        yield from _attributes(held)


def attributes(value: Any) -> dict[str, Any]:
    """What an object has in its ``__dict__`` and slots, or in the state of a compiled class."""
    found: dict[str, Any] = {}
    with suppress(AttributeError, TypeError):
        found.update(object.__getattribute__(value, "__dict__"))
    for kind in type(value).__mro__:
        slots = kind.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            member = kind.__dict__.get(name)
            if isinstance(member, types.MemberDescriptorType):
                try:
                    found[name] = member.__get__(value)
                except AttributeError:
                    continue
    if not found and type(value).__module__.partition(".")[0] in TRUSTED:
        return _state(value)
    return found


def is_frame(value: Any) -> bool:
    """Whether it is a table or series of pandas or polars."""
    return type(value).__module__.partition(".")[0] in ("pandas", "polars") and hasattr(value, "to_numpy")


def _items(held: Held, value: Mapping[Any, Any]) -> Iterator[Held]:
    for _, (name, inner) in zip(range(MOST_ITEMS), list(value.items()), strict=False):
        shown = repr(name)[:60] if isinstance(name, LEAVES) else f"<{type(name).__name__}>"
        yield Held(f"{held.path}[{shown}]", inner)
        if not isinstance(name, LEAVES):
            yield Held(f"{held.path}.keys()", name)


def _attributes(held: Held) -> Iterator[Held]:
    for name, inner in attributes(held.value).items():
        yield Held(f"{held.path}.{name}".lstrip("."), inner)


def _state(value: Any) -> dict[str, Any]:
    """The state of a compiled class of a library that is trusted with it."""
    try:
        state = value.__getstate__() if hasattr(value, "__getstate__") else None
        if state is None:
            reduced = value.__reduce__()
            state = reduced[2] if isinstance(reduced, tuple) and len(reduced) > 2 else None
    except Exception:  # what it has cannot be seen then
        return {}
    if isinstance(state, dict):
        return dict(state)
    return {"state": state} if isinstance(state, (tuple, list, np.ndarray)) else {}
