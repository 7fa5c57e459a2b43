"""Every kind of secret, found by looking into ``plugins/``: dropping a file in is all it takes."""

from __future__ import annotations

from functools import lru_cache

from mlsec_nb.core.folder import modules_in
from mlsec_nb.secrets.provider import Pattern, Provider


@lru_cache(maxsize=1)
def providers() -> tuple[Provider, ...]:
    """All kinds of secrets, by id."""
    found = (module.PROVIDER for module in modules_in("mlsec_nb.secrets.plugins"))
    return tuple(sorted(found, key=lambda provider: provider.id))


@lru_cache(maxsize=1)
def _by_name() -> dict[str, Provider]:
    return {provider.name: provider for provider in providers()}


def kind(name: str) -> Provider:
    """The kind of secret with this name."""
    return _by_name()[name]


@lru_cache(maxsize=1)
def patterns() -> dict[str, tuple[tuple[Provider, Pattern], ...]]:
    """The patterns to try on a line that holds a needle, by needle."""
    found: dict[str, list[tuple[Provider, Pattern]]] = {}
    for provider in providers():
        for pattern in provider.patterns:
            found.setdefault(pattern.needle, []).append((provider, pattern))
    return {needle: tuple(pairs) for needle, pairs in found.items()}


@lru_cache(maxsize=1)
def shaped() -> tuple[Provider, ...]:
    """The kinds of secrets that only a name gives away."""
    return tuple(provider for provider in providers() if provider.shape)
