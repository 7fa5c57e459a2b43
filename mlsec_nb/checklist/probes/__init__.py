"""The probes: one subject a file, each with a tuple ``PROBES``; dropping a file in is all it takes."""

from __future__ import annotations

import importlib
import pkgutil
from functools import lru_cache

from mlsec_nb.checklist.probe import Probe, run_probe


@lru_cache(maxsize=1)
def probes() -> dict[str, Probe]:
    """Every probe in this folder, by id."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = (importlib.import_module(f"{__name__}.{name}") for name in names)
    return {probe.id: probe for module in modules for probe in module.PROBES}


__all__ = ["Probe", "probes", "run_probe"]
