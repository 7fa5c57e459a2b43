"""Which release of which operating system this is."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from pathlib import Path

from mlsec_nb.checklist.machine.process import read

FIRST_HUMAN = 1_000
LAST_HUMAN = 60_000
"""Ids of accounts that belong to people, by the custom of Linux distributions (login.defs)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """``id`` and ``version`` as os-release(5) has them, or ``windows``/``macos`` and a release."""

    id: str
    version: str
    name: str


def read_system(root: Path) -> System:
    """The release of this machine; ``root`` is where ``/etc`` is."""
    said = _release(read(root / "etc/os-release") or read(root / "usr/lib/os-release"))
    if said:
        id_, version = said.get("ID", "linux"), said.get("VERSION_ID", "")
        return System(id=id_, version=version, name=said.get("PRETTY_NAME", f"{id_} {version}".strip()))
    if platform.system() == "Darwin":
        version = platform.mac_ver()[0]
        return System(id="macos", version=version.partition(".")[0], name=f"macOS {version}")
    name = f"{platform.system()} {platform.release()}"
    return System(id=platform.system().lower(), version=platform.release(), name=name)


def people(root: Path) -> int | None:
    """How many accounts with a shell belong to people; ``None`` where that cannot be read."""
    rows = [line.split(":") for line in read(root / "etc/passwd").splitlines()]
    if not rows:
        return None
    return sum(
        len(row) == 7
        and row[2].isdigit()
        and FIRST_HUMAN <= int(row[2]) < LAST_HUMAN
        and not row[6].endswith(("nologin", "false"))
        for row in rows
    )


def _release(text: str) -> dict[str, str]:
    pairs = (line.partition("=") for line in text.splitlines() if "=" in line and not line.startswith("#"))
    return {key.strip(): value.strip().strip("\"'") for key, _, value in pairs}
