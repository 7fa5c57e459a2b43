"""Every kind, found by looking into ``recognizers/``: dropping a file in is all it takes."""

from __future__ import annotations

from functools import lru_cache

from mlsec_nb.core.folder import modules_in
from mlsec_nb.privacy.kind import Kind


@lru_cache(maxsize=1)
def kinds() -> tuple[Kind, ...]:
    """All kinds, in the order of their files."""
    return tuple(kind for module in modules_in("mlsec_nb.privacy.recognizers") for kind in module.KINDS)


@lru_cache(maxsize=1)
def _by_name() -> dict[str, Kind]:
    return {kind.name: kind for kind in kinds()}


def kind(name: str) -> Kind:
    """The kind with this name; raises ``KeyError`` when there is none."""
    return _by_name()[name]
