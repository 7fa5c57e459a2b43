"""How much a process may use: control groups (Linux), resource limits, and what a hub says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mlsec_nb.checklist.machine.process import read

UNLIMITED = 1 << 60
"""Control groups of version 1 say a number of this size when there is no limit."""

RESOURCES = {"Max address space": "address space", "Max cpu time": "processor time"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits in force: ``memory`` in bytes, ``cpus`` as a number, ``tasks`` as a count; else ``None``."""

    memory: int | None = None
    cpus: float | None = None
    tasks: int | None = None
    resources: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether memory or processor time is limited at all."""
        return bool(self.memory or self.cpus or self.resources)


def read_limits(root: Path, environ: Mapping[str, str]) -> Limits:
    """The limits of this process; ``root`` is where ``/proc`` and ``/sys`` are."""
    groups = _groups(read(root / "proc/self/cgroup"))
    base = root / "sys/fs/cgroup"
    memory = _least(base, groups, "memory", ("memory.max", "memory.limit_in_bytes"))
    hub = environ.get("MEM_LIMIT", "")
    if memory is None and hub.isdigit():
        memory = int(hub)
    return Limits(
        memory=memory,
        cpus=_cpus(base, groups, environ.get("CPU_LIMIT", "")),
        tasks=_least(base, groups, "pids", ("pids.max",)),
        resources=_resources(read(root / "proc/self/limits")),
    )


def _groups(text: str) -> dict[str, str]:
    """The path of the control group by controller; the one of version 2 has no name."""
    rows = (line.split(":", 2) for line in text.splitlines())
    return {name: row[2] for row in rows if len(row) == 3 for name in row[1].split(",")}


def _folders(base: Path, groups: Mapping[str, str], controller: str) -> list[Path]:
    """The folders of the control group and those above it: each may limit."""
    found = []
    for start, path in ((base / controller, groups.get(controller)), (base, groups.get(""))):
        if path is not None:
            inside = start / path.lstrip("/")
            found += [folder for folder in (inside, *inside.parents) if folder.is_relative_to(start)]
    return found


def _least(base: Path, groups: Mapping[str, str], controller: str, names: tuple[str, ...]) -> int | None:
    said = [read(folder / name).strip() for folder in _folders(base, groups, controller) for name in names]
    numbers = [int(text) for text in said if text.isdigit()]
    return min((number for number in numbers if 0 < number < UNLIMITED), default=None)


def _cpus(base: Path, groups: Mapping[str, str], hub: str) -> float | None:
    shares = []
    for folder in _folders(base, groups, "cpu"):
        one = [read(folder / name).strip() for name in ("cpu.cfs_quota_us", "cpu.cfs_period_us")]
        for words in (read(folder / "cpu.max").split(), one):
            if len(words) == 2 and all(map(str.isdigit, words)) and int(words[1]):
                shares.append(int(words[0]) / int(words[1]))
    if not shares and hub.replace(".", "", 1).isdigit():
        shares.append(float(hub))
    return min(shares, default=None)


def _resources(text: str) -> tuple[str, ...]:
    """The soft limits of ``ulimit`` that keep one process from taking everything."""
    return tuple(
        word
        for line in text.splitlines()
        for name, word in RESOURCES.items()
        if line.startswith(name) and line[len(name) :].split()[:1] != ["unlimited"]
    )
