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

    def __call__(self, number: int, total: int | None, path: str) -> None:
        """Show that ``number`` files of ``total`` (``None``: not known) are done, not too often."""
        now = time.monotonic()
        if not self._enabled or now - self._start < PATIENCE or now - self._shown < INTERVAL:
            return
        self._shown = now
        name = "".join(c if c.isprintable() else "�" for c in path)
        line = f"{_state(number, total, now - self._start)}  {name}"
        sys.stderr.write("\r\x1b[K" + line[: shutil.get_terminal_size().columns - 1])
        sys.stderr.flush()


def _state(number: int, total: int | None, seconds: float) -> str:
    """How far it is, how fast, and how long it will take."""
    rate = number / seconds
    if not total:
        return f"{number:,} files, {rate:,.0f} a second"
    done = "█" * (WIDTH * number // total)
    left = f", {(total - number) / rate:,.0f} s left" if number else ""
    return f"{done:░<{WIDTH}} {number:,} of {total:,}, {rate:,.0f} a second{left}"
