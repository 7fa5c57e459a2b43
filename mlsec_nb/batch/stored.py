"""Results as JSON and back: what a cache holds is data, and reading it runs nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache, partial
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import orjson

T = TypeVar("T")


def dumps(value: object) -> bytes:
    """A dataclass as JSON; what has its default is left out."""
    return orjson.dumps(_plain(value))


def loads(kind: type[T], data: bytes) -> T:
    """The dataclass that :func:`dumps` was given.

    Raises
    ------
    ValueError, TypeError, KeyError
        When the data is not that of such a dataclass.
    """
    hashable: Any = kind
    made: T = _maker(hashable)(orjson.loads(data))
    return made


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        found = {}
        for field in fields(value):
            item = getattr(value, field.name)
            if item != field.default:
                found[field.name] = _plain(item)
        return found
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.value if isinstance(value, Enum) else value


@cache
def _maker(kind: Any) -> Callable[[Any], Any]:
    """What makes a value of this kind from JSON; found out once for each kind."""
    make: Any = kind
    if is_dataclass(kind):
        makers = {name: _maker(hint) for name, hint in get_type_hints(kind).items()}
        return lambda value: make(**{name: makers[name](item) for name, item in value.items()})
    if get_origin(kind) is tuple:
        of = [_maker(each) for each in get_args(kind) if each is not Ellipsis]
        if Ellipsis in get_args(kind):
            return lambda value: tuple([of[0](item) for item in value])
        return lambda value: tuple([each(item) for each, item in zip(of, value, strict=True)])
    if get_origin(kind) in (UnionType, Union):
        (some,) = (_maker(each) for each in get_args(kind) if each is not type(None))
        return lambda value: None if value is None else some(value)
    return kind if issubclass(kind, Enum) else partial(_checked, kind)


def _checked(kind: type, value: object) -> object:
    if not isinstance(value, kind):
        raise TypeError(f"{type(value).__name__} instead of {kind.__name__}")
    return value
