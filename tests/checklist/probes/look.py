"""Run one probe by its id, as the checklist does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mlsec_nb.checklist.model import Observation, Outcome
from mlsec_nb.checklist.probes import probes, run_probe
from tests.checklist.machines import machine
from tests.checklist.situations import situation

PASS, ATTENTION, FAIL = Outcome.PASS, Outcome.ATTENTION, Outcome.FAIL
UNKNOWN, NOT_APPLICABLE = Outcome.UNKNOWN, Outcome.NOT_APPLICABLE


def look(probe: str, base: Path, **more: Any) -> Observation:
    """What the probe sees in ``base/project``; ``machine`` may be settings of one."""
    folder = base / "project"
    folder.mkdir(exist_ok=True)
    settings = more.pop("machine", {})
    own = machine(base, **settings) if isinstance(settings, dict) else settings
    return run_probe(probes()[probe], situation(folder, machine=own, **more))
