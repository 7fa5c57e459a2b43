"""Jupyter's runtime folder: which servers of this user run, and who else can read their tokens and keys."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mlsec_nb.checklist.machine.access import Access, access
from mlsec_nb.checklist.machine.process import read

MOST_FILES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningServer:
    """What the runtime file of a server says; of token and password only whether there is one."""

    pid: int
    host: str
    port: int
    socket: str
    token: bool
    password: bool
    secure: bool
    root: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Runtime:
    """The runtime folder; ``exposed`` are names of files with tokens or keys that others can read."""

    folder: Path
    access: Access | None
    servers: tuple[RunningServer, ...]
    exposed: tuple[str, ...]
    files: int


def runtime_folder(home: Path, environ: Mapping[str, str]) -> Path:
    """Where Jupyter keeps its runtime files (jupyter_core's rules)."""
    if named := environ.get("JUPYTER_RUNTIME_DIR"):
        return Path(named)
    return data_folder(home, environ) / "runtime"


def data_folder(home: Path, environ: Mapping[str, str]) -> Path:
    """Where Jupyter keeps data of the user (jupyter_core's rules)."""
    if named := environ.get("JUPYTER_DATA_DIR"):
        return Path(named)
    if os.name == "nt":
        return Path(environ.get("APPDATA", home)) / "jupyter"
    if (home / "Library/Jupyter").is_dir():
        return home / "Library/Jupyter"
    return Path(environ.get("XDG_DATA_HOME") or home / ".local/share") / "jupyter"


def read_runtime(folder: Path, root: Path) -> Runtime | None:
    """What is in the runtime folder; ``None`` when there is none. ``root`` is where ``/proc`` is."""
    if not folder.is_dir():
        return None
    files = _files(folder)
    seen = {path.name: access(path) for path in files}
    servers = [server for path in files if (server := _server(path)) and _alive(server.pid, root)]
    return Runtime(
        folder=folder,
        access=access(folder),
        servers=tuple(servers),
        exposed=tuple(name for name, facts in seen.items() if facts and facts.readable),
        files=len(files),
    )


def _files(folder: Path) -> list[Path]:
    """The files that hold a token or a key: of servers, of kernels, the secret of cookies."""
    wanted = ("jpserver-", "nbserver-", "kernel-", "jupyter_cookie_secret", "notebook_cookie_secret")
    try:
        names = sorted(entry.name for entry in os.scandir(folder) if entry.is_file(follow_symlinks=False))
    except OSError:
        return []
    return [folder / name for name in names if name.startswith(wanted)][:MOST_FILES]


def _server(path: Path) -> RunningServer | None:
    if not path.name.startswith(("jpserver-", "nbserver-")) or path.suffix != ".json":
        return None
    try:
        said: Mapping[str, Any] = json.loads(read(path))
        return RunningServer(
            pid=int(said["pid"]),
            host=str(said.get("hostname", "")),
            port=int(said.get("port") or 0),
            socket=str(said.get("sock") or ""),
            token=bool(said.get("token")),
            password=bool(said.get("password")),
            secure=bool(said.get("secure")),
            root=str(said.get("root_dir") or said.get("notebook_dir") or ""),
            version=str(said.get("version", "")),
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _alive(pid: int, root: Path) -> bool:
    """Whether the process is there: a server that was killed leaves its file behind."""
    processes = root / "proc"
    return (processes / str(pid)).exists() if (processes / "self").exists() else True
