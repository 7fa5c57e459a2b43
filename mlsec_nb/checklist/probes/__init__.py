"""The probes: one subject a file, each with a tuple ``PROBES``; dropping a file in is all it takes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import entry_points

from mlsec_nb.checklist.probe import Probe, run_probe
from mlsec_nb.core.folder import modules_in

PLUGGED = "mlsec_nb.probes"
"""The entry points by which an installed package adds probes: each names a tuple of them."""


@lru_cache(maxsize=1)
def probes() -> dict[str, Probe]:
    """Every probe by id: those in this folder, and those of other packages, which replace none of ours."""
    own = {probe.id: probe for module in modules_in(__name__) for probe in module.PROBES}
    return {**{probe.id: probe for probe in _plugged()}, **own}


def _plugged() -> Iterator[Probe]:
    for point in entry_points(group=PLUGGED):
        with suppress(Exception):  # a package that cannot be loaded costs its own probes
            yield from (probe for probe in point.load() if isinstance(probe, Probe))


__all__ = ["Probe", "probes", "run_probe"]
