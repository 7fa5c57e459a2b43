"""What reading a hostile file never needs: other programs, the network, writing elsewhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

FORBIDDEN = (
    "socket.",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
    "urllib.",
    "ftplib.",
    "pty.",
    "webbrowser.",
)
PROGRAMS = {"git"}


def watched(folder: Path) -> Callable[[], list[str]]:
    """Note from now on what breaks the promise; call in a fork, for it cannot be undone.

    Programs other than git, any use of the network, and files written outside of ``folder``.
    """
    noted: list[str] = []

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith(FORBIDDEN) and event != "socket.gethostname":
            noted.append(f"{event} {arguments!r:.200}")
        elif event == "subprocess.Popen" and Path(os.fsdecode(arguments[0])).name not in PROGRAMS:
            noted.append(f"{event} {arguments[0]!r:.200}")
        elif event == "open" and _writes(arguments) and not _below(arguments[0], folder):
            noted.append(f"{event} {arguments!r:.200}")

    sys.addaudithook(hook)
    return lambda: noted


def _writes(arguments: tuple[Any, ...]) -> bool:
    _, mode, flags = arguments
    if isinstance(mode, str):
        return any(letter in mode for letter in "wax+")
    return bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def _below(path: Any, folder: Path) -> bool:
    if isinstance(path, int):
        return True  # opened, and judged, before
    real = Path(os.path.realpath(os.fsdecode(path)))
    return real.is_relative_to(os.path.realpath(folder)) or real.suffix == ".pyc" or real == Path(os.devnull)
