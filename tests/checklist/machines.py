"""Machines for tests: a folder that looks like the root of a Linux system."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mlsec_nb.checklist.machine import Environment, Machine

STATUS = """Uid:	{user}	{user}	{user}	{user}
Groups:	{groups}
CapEff:	{caps:016x}
NoNewPrivs:	0
Seccomp:	0
"""
DOCKER = 0xA80425FB
"""What Docker leaves to root in a container."""

EVERYTHING = 0x1FFFFFFFFFF


def write(path: Path, text: str, *, mode: int | None = None) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    if mode is not None:
        path.chmod(mode)
    return path


def machine(
    base: Path,
    *,
    user: int = 1000,
    groups: str = "1000",
    caps: int = 0,
    files: Mapping[str, str] | None = None,
    packages: Mapping[str, str] | None = None,
    python: tuple[int, ...] = (3, 12, 1),
    **more: Any,
) -> Machine:
    """A machine of one person below ``base``; ``files`` are written below its root."""
    root, home, prefix = base / "root", base / "home", base / "venv"
    write(root / "proc/self/status", STATUS.format(user=user, groups=groups, caps=caps))
    write(root / "etc/os-release", 'ID=debian\nVERSION_ID="13"\nPRETTY_NAME="Debian GNU/Linux 13 (trixie)"\n')
    write(root / "etc/passwd", "root:x:0:0::/root:/bin/bash\nada:x:1000:1000::/home/ada:/bin/bash\n")
    write(root / "etc/group", "root:x:0:\nsudo:x:27:\ndocker:x:998:\n")
    for name, text in (files or {}).items():
        write(root / name, text)
    home.mkdir(exist_ok=True)
    write(prefix / "pyvenv.cfg", f"version = {'.'.join(map(str, python))}\n")
    site = prefix / "lib/python3.12/site-packages"
    site.mkdir(parents=True, exist_ok=True)
    for name, version in (packages or {}).items():
        write(site / f"{name}-{version}.dist-info" / "METADATA", f"Name: {name}\nVersion: {version}\n")
    defaults = {
        "environ": {},
        "environment": Environment.of(prefix / "bin/python"),
        "home": home,
        "root": root,
    }
    return Machine(**{"seen_from": "the kernel", **defaults, **more})
