"""The scanner's side of a worker: starts it, asks it, gives it up when it does not answer."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path
from queue import Empty, Queue
from typing import Any


class WorkerError(Exception):
    """The worker ended or did not answer in time."""


class Worker:
    """One script of this folder as a process; started when it is first asked, again after it died.

    Parameters
    ----------
    script
        The name of the script.
    seconds
        How long to wait for an answer. The worker itself has a limit of processor time.
    """

    def __init__(self, script: str, *, seconds: float = 30.0) -> None:
        self._path = Path(__file__).with_name(script)
        self._seconds = seconds
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._replies: Queue[str] = Queue()

    def ask(self, request: dict[str, Any]) -> list[Any]:
        """The worker's answer.

        Raises
        ------
        WorkerError
            When there is none.
        """
        with self._lock:
            process = self._running()
            try:
                assert process.stdin  # noqa: S101 - opened as a pipe below
                process.stdin.write(json.dumps(request) + "\n")
                process.stdin.flush()
                reply = self._replies.get(timeout=self._seconds)
            except (OSError, Empty) as error:
                self._end(process)
                raise WorkerError("it took too long") from error
            if not reply:
                self._end(process)
                raise WorkerError("the library crashed or took too long")
            found: list[Any] = json.loads(reply)
            return found

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None:
            self._replies = Queue()
            self._process = subprocess.Popen(  # noqa: S603 - this interpreter, a script of this folder
                [sys.executable, str(self._path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
            threading.Thread(target=_pump, args=(self._process, self._replies), daemon=True).start()
        return self._process

    def _end(self, process: subprocess.Popen[str]) -> None:
        self._process = None
        process.kill()
        process.wait()


def _pump(process: subprocess.Popen[str], replies: Queue[str]) -> None:
    """Hand on each line; an empty one says that the process has ended."""
    for line in process.stdout or ():
        replies.put(line)
    replies.put("")
