"""The folder ``.mlsec/``: the last answers, what was measured, and the history of runs.

``state.json`` (not for version control) is replaced whole; ``history.jsonl`` (for version control) only
grows. Both are written under one lock and survive being killed at any moment.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mlsec_nb.checklist.history import HistoryFile, Kept
from mlsec_nb.checklist.lock import locked
from mlsec_nb.checklist.model import Answer, Outcome, Run
from mlsec_nb.checklist.records import (
    read_answer,
    read_measurement,
    write_answer,
    write_measurement,
)
from mlsec_nb.core.files import write_atomically
from mlsec_nb.core.measured import MAX_KEPT, Measurement
from mlsec_nb.errors import ConfigError

FOLDER = ".mlsec"
SCHEMA = "mlsec-nb/state/v1"
MOST_BYTES = 32 * 1024 * 1024
BESIDE = {
    ".gitignore": "state.json\nlock\n.state.json.*\n.history.jsonl.*\n..git*\n",
    ".gitattributes": "history.jsonl merge=union\n",
}
"""So that git keeps the history, merges it line by line, and leaves the rest alone."""


@dataclass(frozen=True, slots=True)
class State:
    """What is remembered: the last answer to each control, and what was measured."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    measurements: tuple[Measurement, ...] = ()

    def updated(self, answers: Iterable[Answer] = (), measurements: Iterable[Measurement] = ()) -> State:
        """With the newest of what is known and what is given."""
        return State(_newest(self.answers, answers), _measured(self.measurements, measurements))


class Store:
    """What a project remembers.

    Parameters
    ----------
    folder
        The root of the project. Nothing is written before the first :meth:`remember` or :meth:`append`.

    Every method raises :class:`~mlsec_nb.errors.ConfigError` when a file cannot be used.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder / FOLDER
        self._state = self.folder / "state.json"
        self._history = HistoryFile(self.folder / "history.jsonl")

    def state(self) -> State:
        """The last answers."""
        self._refuse_links()
        try:
            if self._state.stat().st_size > MOST_BYTES:
                raise ConfigError(f"{self._state} is larger than {MOST_BYTES:,} bytes.", "Remove it.")
            content = json.loads(self._state.read_bytes())
            return _read(content)
        except FileNotFoundError:
            return State()
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            advice = "Remove it: probes will look again, decisions are not in it."
            raise ConfigError(f"{self._state} cannot be read ({type(error).__name__}).", advice) from error

    def remember(self, answers: Iterable[Answer] = (), measurements: Iterable[Measurement] = ()) -> State:
        """Keep the newest of what is given and what another process has written meanwhile."""
        with self.writing():
            before = self.state()
            state = before.updated(answers, measurements)
            if state != before:
                write_atomically(self._state, json.dumps(_written(state), indent=1) + "\n")
        return state

    def runs(self) -> Kept:
        """The history."""
        self._refuse_links()
        try:
            return self._history.read()
        except OSError as error:
            problem = f"{self.folder} cannot be read: {error.strerror}."
            raise ConfigError(problem, "Give yourself the right to read there.") from error

    def append(self, run: Run) -> None:
        """Add a run to the history."""
        with self.writing():
            self._history.append(run)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Make the folder if need be, and keep other writers out."""
        self._refuse_links()
        try:
            self.folder.mkdir(exist_ok=True)
            with locked(self.folder / "lock"):
                self._tidy()
                yield
        except OSError as error:
            advice = "Give yourself the right to write there, or use `--no-history`."
            raise ConfigError(f"{self.folder} cannot be written: {error.strerror}.", advice) from error

    def _tidy(self) -> None:
        """Put the files beside where they are missing; remove drafts of writers that were killed."""
        for name, content in BESIDE.items():
            if not (self.folder / name).exists():
                write_atomically(self.folder / name, content)
        for name in ("state.json", "history.jsonl", *BESIDE):
            for draft in self.folder.glob(f".{name}.*"):
                draft.unlink(missing_ok=True)

    def _refuse_links(self) -> None:
        """A project may be somebody else's: nothing is read or written through a link in it."""
        names = ("state.json", "history.jsonl", "lock", *BESIDE)
        for path in (self.folder, *(self.folder / name for name in names)):
            if os.path.islink(path):
                raise ConfigError(f"{path} is a link.", "Remove it: the checklist keeps its files there.")


def _newest(before: Mapping[str, Answer], answers: Iterable[Answer]) -> dict[str, Answer]:
    """The newest answer to each control; that a probe could not look is nothing to remember."""
    kept = dict(before)
    for answer in answers:
        known = kept.get(answer.control)
        if answer.observation.outcome is not Outcome.UNKNOWN and (known is None or known.at <= answer.at):
            kept[answer.control] = answer
    return kept


def _measured(before: Iterable[Measurement], new: Iterable[Measurement]) -> tuple[Measurement, ...]:
    kept: dict[tuple[str, str, str], Measurement] = {}
    for each in (*before, *new):
        key = (each.kind, each.subject, each.question)
        if key not in kept or kept[key].at <= each.at:
            kept[key] = each
    return tuple(sorted(kept.values(), key=lambda each: each.at)[-MAX_KEPT:])


def _written(state: State) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "answers": [write_answer(answer) for answer in state.answers.values()],
        "measurements": [write_measurement(each) for each in state.measurements],
    }


def _read(content: Mapping[str, Any]) -> State:
    if content["schema"] != SCHEMA:
        raise ValueError(content["schema"])
    answers = map(read_answer, content["answers"])
    return State(
        {answer.control: answer for answer in answers}, tuple(map(read_measurement, content["measurements"]))
    )
