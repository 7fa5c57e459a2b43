"""The probes: one subject a file, each with a tuple ``PROBES``; dropping a file in is all it takes."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import entry_points

from mlsec_nb.checklist.probe import Probe, run_probe

PLUGGED = "mlsec_nb.probes"
"""The entry points by which an installed package adds probes: each names a tuple of them."""


@lru_cache(maxsize=1)
def probes() -> dict[str, Probe]:
    """Every probe by id: those in this folder, and those of other packages, which replace none of ours."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = (importlib.import_module(f"{__name__}.{name}") for name in names)
    own = {probe.id: probe for module in modules for probe in module.PROBES}
    return {**{probe.id: probe for probe in _plugged()}, **own}


def _plugged() -> Iterator[Probe]:
    for point in entry_points(group=PLUGGED):
        with suppress(Exception):  # a package that cannot be loaded costs its own probes
            yield from (probe for probe in point.load() if isinstance(probe, Probe))


__all__ = ["Probe", "probes", "run_probe"]
