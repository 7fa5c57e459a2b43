"""Ask the Jupyter servers of this user which notebook a kernel belongs to, and how they are set up."""

from __future__ import annotations

import json
import os
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mlsec_nb.checklist.transfer import facts_from_json

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from mlsec_nb.checklist.situation import ServerFacts

TIMEOUT = 1.0
PATIENT = 5.0
"""How long to wait for the one server that has the answer."""

MAX_ANSWER = 10_000_000
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A token goes to the server it belongs to and nowhere else."""

    def redirect_request(self, *_: Any) -> None:
        return None


def served_notebook(shell: InteractiveShell) -> str | None:
    """The path of the notebook whose session has this kernel; ``None`` when no server says so."""
    kernel_id = _kernel_id(shell)
    if kernel_id is None:
        return None
    for server in _servers():
        for session in _sessions(server):
            kernel = session.get("kernel") or {}
            path = session.get("path")
            if kernel.get("id") == kernel_id and isinstance(path, str):
                # jupyter-collaboration puts the name of a drive in front
                return os.path.join(str(server.get("root_dir", "")), path.removeprefix("RTC:"))
    return None


def own_server() -> ServerFacts | None:
    """What the server that started this kernel says of itself; ``None`` when it cannot be asked."""
    said = _ask_own("mlsec-nb/api/checklist/server")
    try:
        return facts_from_json(said) if isinstance(said, dict) else None
    except ValueError:
        return None  # another version answers


def keep_unsaved(shell: InteractiveShell, values: Mapping[str, str] | None, salt: str) -> bool:
    """Have the server that started this kernel mask values in what it saves; says whether it will.

    Parameters
    ----------
    shell
        The running shell.
    values
        Name by value, in addition to those of earlier calls; ``None`` for forgetting all of them.
    salt
        The salt of the short hashes in masks.
    """
    kernel = _kernel_id(shell)
    told = {"kernel": kernel, "values": None if values is None else dict(values), "salt": salt}
    return kernel is not None and _ask_own("mlsec-nb/api/guard/values", told) == {}


def _ask_own(route: str, body: object = None) -> object:
    """What the server that started this kernel answers; ``None`` when it cannot be asked."""
    parent = os.environ.get("JPY_PARENT_PID", "")
    own = [server for server in _servers() if parent and str(server.get("pid")) == parent]
    return _ask(own[0], route, body, seconds=PATIENT) if own else None


def _kernel_id(shell: InteractiveShell) -> str | None:
    """The id in the name of the connection file, ``kernel-<id>.json``."""
    if not hasattr(shell, "kernel"):
        return None
    try:
        from ipykernel.connect import get_connection_file

        name = os.path.basename(get_connection_file())
    except (ImportError, RuntimeError):
        return None
    return name.removeprefix("kernel-").removesuffix(".json")


def _servers() -> Iterator[Mapping[str, Any]]:
    """What servers say of themselves in the runtime folder.

    ``jupyter_server.serverapp.list_running_servers`` reads the same files, after a second of imports,
    and only where the kernel's own environment has the server.
    """
    try:
        from jupyter_core.paths import jupyter_runtime_dir
    except ImportError:
        return
    for path in sorted(Path(jupyter_runtime_dir()).glob("jpserver-*.json")):
        try:
            server = json.loads(path.read_bytes())
            local = urlsplit(server["url"]).hostname in LOOPBACK
        except (OSError, ValueError, TypeError, KeyError):
            continue
        if local:
            yield server


def _sessions(server: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    sessions = _ask(server, "api/sessions")
    return [each for each in sessions if isinstance(each, dict)] if isinstance(sessions, list) else []


def _ask(server: Mapping[str, Any], route: str, body: object = None, *, seconds: float = TIMEOUT) -> object:
    """What a server answers, to a POST when there is a ``body``; ``None`` when it does not, or in no time."""
    request = urllib.request.Request(  # noqa: S310 - the address is that of a loopback server
        f"{server['url']}{route}",
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": f"token {server.get('token', '')}"},
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)
    try:
        with opener.open(request, timeout=seconds) as answer:
            return json.loads(answer.read(MAX_ANSWER))
    except (OSError, ValueError):
        return None
