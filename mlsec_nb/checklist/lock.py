"""One writer at a time, also between processes: a lock on a file, which ends with its process."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mlsec_nb.errors import ConfigError

PATIENCE = 20.0
"""Seconds to wait for another writer."""

PAUSE = 0.02


@contextmanager
def locked(path: Path, *, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock file ``path``; it stays behind, empty.

    Raises
    ------
    ConfigError
        When somebody else holds it for longer than ``patience`` seconds.
    OSError
        When the file cannot be made, or the file system has no locks.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
    try:
        end = time.monotonic() + patience
        while not _try(handle):
            if time.monotonic() > end:
                raise ConfigError(f"{path} is held by another process.", "Wait until it has ended.")
            time.sleep(PAUSE)
        yield
    finally:
        os.close(handle)  # which gives the lock back


if sys.platform == "win32":
    import msvcrt

    def _try(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except (BlockingIOError, PermissionError):
            return False
        return True
else:

    def _try(handle: int) -> bool:
        try:
            import fcntl
        except ImportError:  # Python in the browser: there is no other process
            return True
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            return False
        return True
