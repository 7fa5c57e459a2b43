"""A progress bar on a terminal's standard error; nothing where nobody watches."""

from __future__ import annotations

import shutil
import sys
import time
from types import TracebackType

PATIENCE = 0.5
"""Seconds before a bar appears: a short scan needs none."""

INTERVAL = 0.1
WIDTH = 24


class ProgressBar:
    """Use as a context; call with (number, total, path) before each file."""

    def __init__(self, *, enabled: bool) -> None:
        self._enabled = enabled and sys.stderr.isatty()
        self._start = time.monotonic()
        self._shown = 0.0

    def __enter__(self) -> ProgressBar:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def __call__(self, number: int, total: int, path: str) -> None:
        """Show that file ``number`` (from 0) of ``total`` is next, at most ten times a second."""
        now = time.monotonic()
        if not self._enabled or now - self._start < PATIENCE or now - self._shown < INTERVAL:
            return
        self._shown = now
        left = (now - self._start) / number * (total - number) if number else 0.0
        done = "█" * (WIDTH * number // total)
        name = "".join(c if c.isprintable() else "�" for c in path)
        line = f"{done:░<{WIDTH}} {number:,} of {total:,}, {left:.0f} s left  {name}"
        sys.stderr.write("\r\x1b[K" + line[: shutil.get_terminal_size().columns - 1])
        sys.stderr.flush()
