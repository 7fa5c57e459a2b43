"""Results as JSON and back: what a cache holds is data, and reading it runs nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
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
    made: T = _made(kind, orjson.loads(data))
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
def _is_dataclass(kind: Any) -> bool:
    return is_dataclass(kind)


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _made(kind: Any, value: Any) -> Any:
    if _is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _made(hints[name], item) for name, item in value.items()})
    if get_origin(kind) is tuple:
        of = get_args(kind)
        if of[-1] is Ellipsis:
            return tuple([_made(of[0], item) for item in value])
        return tuple([_made(each, item) for each, item in zip(of, value, strict=True)])
    if get_origin(kind) in (UnionType, Union):
        (of,) = (each for each in get_args(kind) if each is not type(None))
        return None if value is None else _made(of, value)
    if issubclass(kind, Enum):
        return kind(value)
    if not isinstance(value, kind):
        raise TypeError(f"{type(value).__name__} instead of {kind.__name__}")
    return value
