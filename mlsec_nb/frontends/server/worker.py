"""The process that scans for the server.

A notebook is hostile input, and a scan takes the interpreter for itself: in a process of its own it
can neither stall the kernels' messages nor outlive its time limit.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

from mlsec_nb.frontends.server import frames
from mlsec_nb.frontends.server.frames import Head

# Not the folder the server runs in: `python -m` puts the working directory on the import path, and
# a notebook's neighbour called json.py must never be imported.
_HOME = Path(__file__).parents[3]
_COMMAND = (sys.executable, "-m", "mlsec_nb.frontends.server.service")


class OverdueError(Exception):
    """The worker did not answer in time; it has been ended."""


class EndedError(Exception):
    """The worker ended before it had answered, by itself or by somebody else's hand."""


class Worker:
    """One child process, started when it is first asked and again when it has died."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()

    def ask(self, head: Head, body: bytes, *, seconds: float) -> tuple[Head, bytes]:
        """Send one question and wait for its answer; safe to call from several threads.

        Raises
        ------
        OverdueError
            When there is no answer within ``seconds``, waiting for a turn included.
        EndedError
            When the process ended on the question.
        """
        if not self._turn.acquire(timeout=seconds):
            raise OverdueError
        try:
            process = self._running()
            late = threading.Event()
            timer = threading.Timer(seconds, _give_up, (process, late))
            timer.start()
            try:
                answer = _exchange(process, head, body)
            finally:
                timer.cancel()
            if answer is None:
                self._end()
                raise OverdueError if late.is_set() else EndedError
            return answer
        finally:
            self._turn.release()

    def interrupt(self) -> None:
        """End the process in the middle of a question, which has no answer then."""
        process = self._process
        if process is not None:
            process.kill()

    def stop(self) -> None:
        """End the process."""
        with self._turn:
            self._end()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                _COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=_HOME
            )
        return self._process

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


def _give_up(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _exchange(process: subprocess.Popen[bytes], head: Head, body: bytes) -> tuple[Head, bytes] | None:
    if process.stdin is None or process.stdout is None:
        return None
    try:
        frames.write(process.stdin, head, body)
        return frames.read(process.stdout)
    except OSError:
        return None
