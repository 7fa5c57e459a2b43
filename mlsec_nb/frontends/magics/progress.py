"""How far a long scan is: one line that is written anew, in a cell's output or on a terminal.

The line in a notebook is HTML under a display id rather than a widget: it needs no widget manager,
and leaves no widget state in the saved file.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape

from mlsec_nb.frontends.magics.view import in_terminal
from mlsec_nb.report.terminal import flat

PATIENCE = 0.5
"""Seconds before anything is shown: a short scan needs no progress."""

INTERVAL = 0.2


@contextmanager
def show_progress(things: str = "files") -> Iterator[Callable[[int, int | None, str], None]]:
    """Yield what is to be called with (number, total, name) before each of the ``things``.

    The total is ``None`` as long as it is not known.
    """
    line: _TerminalLine | _OutputLine = _TerminalLine(things) if in_terminal() else _OutputLine(things)
    started = shown = 0.0

    def progress(number: int, total: int | None, path: str) -> None:
        nonlocal started, shown
        now = time.monotonic()
        started = started or now  # what came before the first file was not scanning
        if now - started >= PATIENCE and now - shown >= INTERVAL:
            line.show(number, total, flat(path))
            shown = now

    try:
        yield progress
    finally:
        if shown:
            line.clear()


def _words(number: int, total: int | None, things: str) -> str:
    return f"{number:,} of {total:,} {things}" if total else f"{number:,} {things}"


class _TerminalLine:
    """The last line of a terminal."""

    def __init__(self, things: str) -> None:
        self._things = things

    def show(self, number: int, total: int | None, path: str) -> None:
        width = shutil.get_terminal_size().columns - 1
        self._write(f"{_words(number, total, self._things)}, next {path}"[:width])

    def clear(self) -> None:
        self._write("")

    @staticmethod
    def _write(text: str) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r\x1b[K{text}")
            sys.stderr.flush()


class _OutputLine:
    """An output of the cell."""

    def __init__(self, things: str) -> None:
        from IPython.display import DisplayHandle

        self._things = things
        self._handle = DisplayHandle()
        self._displayed = False

    def show(self, number: int, total: int | None, path: str) -> None:
        words = _words(number, total, self._things)
        known = f'max="{total}" value="{number}"' if total else ""
        bar = f'<progress {known} aria-label="progress"></progress>'
        self._put(f"{words}, next {path}", f"{bar} {words}, next <code>{escape(path)}</code>")

    def clear(self) -> None:
        self._put("", "")

    def _put(self, text: str, markup: str) -> None:
        bundle = {"text/plain": text, "text/html": markup}
        if self._displayed:
            self._handle.update(bundle, raw=True)
        else:
            self._handle.display(bundle, raw=True)
            self._displayed = True
