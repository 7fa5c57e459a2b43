"""The user and the rights a process runs with, and what of the host it can see (Linux: ``/proc``)."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

MOST_BYTES = 1_000_000
POWERFUL = {
    1: "CAP_DAC_OVERRIDE",
    2: "CAP_DAC_READ_SEARCH",
    12: "CAP_NET_ADMIN",
    16: "CAP_SYS_MODULE",
    17: "CAP_SYS_RAWIO",
    19: "CAP_SYS_PTRACE",
    21: "CAP_SYS_ADMIN",
    22: "CAP_SYS_BOOT",
    39: "CAP_BPF",
}
"""Capabilities that come close to being root on the host (capabilities(7))."""

BY_DEFAULT = frozenset({1})
"""Those of them that a container has when nobody gives it more."""

SOCKETS = (
    "run/docker.sock",
    "var/run/docker.sock",
    "run/containerd/containerd.sock",
    "run/podman/podman.sock",
    "run/crio/crio.sock",
)
CONTAINERS = {".dockerenv": "docker", "run/.containerenv": "podman"}
GROUPS = ("docker", "containerd", "lxd", "podman", "libvirt", "disk", "sudo", "wheel", "admin", "root")
"""Groups whose members can become root."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """Facts of one process.

    Attributes
    ----------
    user
        Effective user id; ``None`` where there is no such thing.
    mapped
        Whether that id stands for another one outside (a user namespace).
    groups
        Those of its groups that lead to root.
    capabilities
        Powerful capabilities in force; ``None`` where they cannot be read.
    confined
        ``no_new_privs`` or a seccomp filter is on.
    container
        ``docker``, ``podman``, ``kubernetes``, ``container`` or nothing.
    sockets
        Sockets of container engines that the process may write to.
    hosts
        Mount points below which there is another system's root.
    """

    user: int | None
    mapped: bool = False
    groups: tuple[str, ...] = ()
    capabilities: frozenset[str] | None = None
    confined: bool = False
    container: str = ""
    sockets: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()

    @property
    def privileged(self) -> frozenset[str]:
        """Capabilities beyond those that every container has."""
        return (self.capabilities or frozenset()) - {POWERFUL[bit] for bit in BY_DEFAULT}


def read_process(root: Path, environ: dict[str, str]) -> Process:
    """The facts of this process; ``root`` is where ``/proc``, ``/etc`` and ``/run`` are."""
    status = _status(read(root / "proc/self/status"))
    user = _first(status.get("uid", ""), place=1)
    if user is None and hasattr(os, "geteuid"):
        user = os.geteuid()
    mask = status.get("capeff")
    return Process(
        user=user,
        mapped=_mapped(read(root / "proc/self/uid_map")),
        groups=_groups(status.get("groups", ""), read(root / "etc/group")),
        capabilities=_capabilities(mask) if mask else None,
        confined=status.get("nonewprivs") == "1" or status.get("seccomp", "0") != "0",
        container=container(root, environ),
        sockets=tuple(name for name in SOCKETS if os.access(root / name, os.W_OK)),
        hosts=_hosts(root, read(root / "proc/self/mountinfo")),
    )


def container(root: Path, environ: dict[str, str]) -> str:
    """What kind of container this is; empty for none that can be seen."""
    if "KUBERNETES_SERVICE_HOST" in environ:
        return "kubernetes"
    for name, kind in CONTAINERS.items():
        if (root / name).exists():
            return kind
    groups = read(root / "proc/self/cgroup")
    for word, kind in (("docker", "docker"), ("kubepods", "kubernetes"), ("libpod", "podman")):
        if word in groups:
            return kind
    return "container" if environ.get("container") or "/lxc" in groups else ""


def read(path: Path) -> str:
    """The beginning of a small file; empty when it cannot be read."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read(MOST_BYTES)
    except OSError:
        return ""


def _status(text: str) -> dict[str, str]:
    pairs = (line.partition(":") for line in text.splitlines())
    return {name.lower(): value.strip() for name, _, value in pairs}


def _first(words: str, *, place: int) -> int | None:
    parts = words.split()
    return int(parts[place]) if len(parts) > place and parts[place].isdigit() else None


def _capabilities(mask: str) -> frozenset[str]:
    try:
        bits = int(mask, 16)
    except ValueError:
        return frozenset()
    return frozenset(name for bit, name in POWERFUL.items() if bits >> bit & 1)


def _mapped(text: str) -> bool:
    """Whether user 0 in here is somebody else outside."""
    rows = [line.split() for line in text.splitlines()]
    return any(len(row) == 3 and row[0] == "0" and row[1] != "0" for row in rows)


def _groups(ids: str, text: str) -> tuple[str, ...]:
    mine = set(ids.split())
    rows = (line.split(":") for line in text.splitlines())
    names = {row[2]: row[0] for row in rows if len(row) >= 3}
    return tuple(sorted(name for gid, name in names.items() if gid in mine and name in GROUPS))


def _hosts(root: Path, text: str) -> tuple[str, ...]:
    """Mount points that hold a whole system: what a container gets with ``-v /:/host``."""
    points = [row[4] for row in (line.split() for line in text.splitlines()) if len(row) > 4]
    inside = [point for point in points if point not in ("/", "/proc", "/sys", "/dev")]
    return tuple(point for point in inside if (root / point.lstrip("/") / "etc/passwd").exists())
