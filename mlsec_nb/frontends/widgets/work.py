"""What takes long: one task at a time in a thread, with its progress and a button to cancel it.

The kernel stays free for cells and buttons meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread
from typing import TypeVar

import ipywidgets

from mlsec_nb.errors import MlsecError
from mlsec_nb.frontends.widgets.markup import text

T = TypeVar("T")
Progress = Callable[[int, int, str], None]
Task = Callable[[Progress, Event], T]


class Work:
    """Runs tasks and says how far they are."""

    def __init__(self) -> None:
        self.cancelled = Event()
        self._thread: Thread | None = None
        self._bar = ipywidgets.IntProgress(value=0, max=1, layout={"width": "220px"})
        self._said = ipywidgets.HTML()
        self._cancel = ipywidgets.Button(description="Cancel", tooltip="Stop; what was answered is kept")
        self._cancel.on_click(lambda _: self.cancel())
        self._running = ipywidgets.HBox([self._bar, self._cancel], layout={"display": "none"})
        self.box = ipywidgets.HBox([self._running, self._said])
        self.box.add_class("mlsec-work")

    @property
    def busy(self) -> bool:
        """Whether a task is running."""
        return self._thread is not None and self._thread.is_alive()

    def start(self, title: str, task: Task[T], done: Callable[[T], None]) -> bool:
        """Run a task unless one is running; ``done`` is given what it returns, in its thread.

        Parameters
        ----------
        title
            What is being done, for people.
        task
            Called with a function to tell the progress to, and an event that is set to cancel.
        done
            Called with the result; not when the task fails, which is said instead.
        """
        if self.busy:
            self.say("One thing at a time: wait or cancel first.")
            return False
        self.cancelled.clear()
        self._bar.value, self._bar.max = 0, 1
        self._running.layout.display = "flex"
        self.say(f"{title} …")
        self._thread = Thread(target=self._run, args=(title, task, done), name="mlsec-widget", daemon=True)
        self._thread.start()
        return True

    def cancel(self) -> None:
        """Ask the running task to stop."""
        if self.busy:
            self.cancelled.set()
            self.say("Cancelling …")

    def wait(self, seconds: float | None = None) -> None:
        """Wait until nothing is running."""
        if self._thread is not None:
            self._thread.join(seconds)

    def say(self, sentence: str) -> None:
        """Show a sentence of plain text."""
        self._said.value = f'<span role="status">{text(sentence)}</span>'

    def _run(self, title: str, task: Task[T], done: Callable[[T], None]) -> None:
        try:
            done(task(self._progress, self.cancelled))
            self.say(
                f"{title}: {'cancelled; what was answered is kept' if self.cancelled.is_set() else 'done'}."
            )
        except MlsecError as error:
            self.say(str(error))
        except Exception as error:  # its text may quote the data
            self.say(f"{title} failed with {type(error).__name__}; please report this.")
        finally:
            self._running.layout.display = "none"

    def _progress(self, number: int, total: int, name: str) -> None:
        self._bar.max, self._bar.value = max(total, 1), number
        if name and not self.cancelled.is_set():
            self.say(f"{number:,} of {total:,}: {name}")
