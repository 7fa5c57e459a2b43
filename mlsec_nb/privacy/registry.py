"""Every kind, found by looking into ``recognizers/``: dropping a file in is all it takes."""

from __future__ import annotations

import pkgutil
from functools import lru_cache
from importlib import import_module

from mlsec_nb.privacy import recognizers
from mlsec_nb.privacy.kind import Kind


@lru_cache(maxsize=1)
def kinds() -> tuple[Kind, ...]:
    """All kinds, in the order of their files."""
    names = sorted(
        info.name
        for info in pkgutil.walk_packages(recognizers.__path__, f"{recognizers.__name__}.")
        if not info.ispkg
    )
    return tuple(kind for name in names for kind in import_module(name).KINDS)


@lru_cache(maxsize=1)
def _by_name() -> dict[str, Kind]:
    return {kind.name: kind for kind in kinds()}


def kind(name: str) -> Kind:
    """The kind with this name; raises ``KeyError`` when there is none."""
    return _by_name()[name]
