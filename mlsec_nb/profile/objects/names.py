"""Which names a pickle of an object would ask for, without pickling it."""

from __future__ import annotations

import copyreg
import types
from collections.abc import Iterator
from typing import Any

import numpy as np

from mlsec_nb.profile.objects.walk import LEAVES, Held, walk

PLAIN = (str, bytes, bytearray, int, float, bool, type(None), list, tuple, dict, complex)
ARRAYS = (("numpy", "ndarray"), ("numpy", "dtype"))


def names_in(root: Any) -> dict[tuple[str, str], str]:
    """Each (module, qualified name) that is needed to load the object again, and a path where."""
    found: dict[tuple[str, str], str] = {}
    for held in walk(root):
        for name in _names(held):
            found.setdefault(name, held.path)
    return found


def own_reduction(kind: type) -> bool:
    """Whether the class says itself what pickling it runs."""
    return any(
        name in base.__dict__
        for base in kind.__mro__
        if base is not object
        for name in ("__reduce__", "__reduce_ex__", "__setstate__", "__getnewargs_ex__")
    )


def _names(held: Held) -> Iterator[tuple[str, str]]:
    value = held.value
    if isinstance(value, np.ndarray) and type(value) is np.ndarray:
        yield from ARRAYS
    elif isinstance(value, (types.MethodType, types.BuiltinMethodType)) and _bound_to(value) is not None:
        yield "builtins", "getattr"
    elif isinstance(value, (type, types.FunctionType, types.BuiltinFunctionType, np.ufunc)):
        yield _named(value)
    elif isinstance(value, types.ModuleType):
        yield "builtins", f"module {value.__name__}"
    elif type(value) not in PLAIN and not isinstance(value, LEAVES):
        yield _named(type(value))
        reducer = copyreg.dispatch_table.get(type(value))
        if reducer is not None:
            yield _named(reducer)
    elif isinstance(value, np.generic):
        yield "numpy", "dtype"


def _bound_to(method: Any) -> Any:
    owner = getattr(method, "__self__", None)
    return None if isinstance(owner, types.ModuleType) else owner


def _named(thing: Any) -> tuple[str, str]:
    """Where a class or function says that it can be found."""
    name = getattr(thing, "__qualname__", None) or getattr(thing, "__name__", type(thing).__name__)
    module = getattr(thing, "__module__", None) or ("numpy" if isinstance(thing, np.ufunc) else "builtins")
    return str(module), str(name)
