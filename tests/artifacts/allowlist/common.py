"""What the samples share."""

from __future__ import annotations

import enum
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from typing import Any


class Pair(tuple[str, str]):
    """A name taken as it is, without pickling anything."""


def classes(package: str, wanted: Callable[[type], bool], skip: tuple[str, ...] = ()) -> Iterator[Pair]:
    """Every class below ``package`` that is defined there and wanted."""
    root = importlib.import_module(package)
    modules = [root]
    for info in pkgutil.walk_packages(root.__path__, f"{package}.", onerror=lambda _: None):
        if any(part in info.name for part in ("test", "conftest", "_array_api_compat", "benchmark", *skip)):
            continue
        try:
            modules.append(importlib.import_module(info.name))
        except BaseException:
            continue
    for module in modules:
        for _, found in inspect.getmembers(module, inspect.isclass):
            if found.__module__ == module.__name__ and wanted(found):
                yield Pair((found.__module__, found.__qualname__))


def attempts(makers: Iterable[Callable[[], Any]]) -> Iterator[Any]:
    """What each maker makes; those that fail in this version are left out."""
    for maker in makers:
        try:
            yield maker()
        except Exception:
            continue


def is_enum(kind: type) -> bool:
    """Whether a class is an enumeration."""
    return issubclass(kind, enum.Enum)
