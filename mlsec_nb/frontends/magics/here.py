"""Which notebook a kernel belongs to, and what of it can be read.

A kernel is not told. What it can find out depends on who started it: :data:`PROVIDERS` are asked in
turn, a live notebook before a saved file, and the inputs of the session when there is neither.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from mlsec_nb.core.notebook import Notebook
from mlsec_nb.errors import UnreadableError
from mlsec_nb.frontends.magics.servers import served_notebook
from mlsec_nb.frontends.magics.view import code
from mlsec_nb.notebook.read import read_dict, read_notebook

if TYPE_CHECKING:
    from mlsec_nb.frontends.magics.session import Session

LIVE_SECONDS = 10.0
"""How long a front end may take to hand over its notebook."""


class Here(Protocol):
    """The notebook at hand."""

    @property
    def name(self) -> str:
        """What reports call it."""

    @property
    def description(self) -> str:
        """What exactly is read and how it was found, as the object of a sentence."""

    @property
    def unsaved(self) -> str:
        """A sentence about what was run but is not in what is read; empty if nothing is known."""

    def read(self) -> Notebook:
        """Read it; raises :class:`~mlsec_nb.errors.UnreadableError`."""


@dataclass(frozen=True, slots=True)
class LiveNotebook:
    """The notebook as the front end shows it."""

    model: Mapping[str, Any]
    front_end: str
    name: str = "this notebook"
    unsaved: str = ""

    @property
    def description(self) -> str:
        """What it is."""
        return f"the notebook as it is in the browser, unsaved edits included (given by {self.front_end})"

    def read(self) -> Notebook:
        """Read the model."""
        return read_dict(self.model, self.name)


@dataclass(frozen=True, slots=True)
class SavedNotebook:
    """The file on disk; edits since it was saved are not in it."""

    path: Path
    saved: float
    found: str
    session: Session

    @property
    def name(self) -> str:
        """The path, relative to the working directory where it is below."""
        try:
            return str(self.path.relative_to(Path.cwd()))
        except (OSError, ValueError):
            return str(self.path)

    @property
    def description(self) -> str:
        """What it is and how old."""
        moment = time.localtime(self.saved)
        today = moment[:3] == time.localtime()[:3]
        saved = time.strftime("%H:%M:%S" if today else "%Y-%m-%d %H:%M", moment)
        return (
            f"the saved file {code(self.name)} (found by {self.found}); edits after {saved} are not included"
        )

    @property
    def unsaved(self) -> str:
        """How many inputs were run since that the file does not hold."""
        try:
            cells = {cell.source.text.strip() for cell in self.read().cells}
        except UnreadableError:
            return ""
        missing = sum(source.strip() not in cells for source in self.session.inputs_since(self.saved))
        if not missing:
            return ""
        inputs = "1 input" if missing == 1 else f"{missing} inputs"
        return f"Not in this file: {inputs} run since. Save the notebook and scan again to include more."

    def read(self) -> Notebook:
        """Read the file."""
        notebook = read_notebook(self.path)
        return notebook.with_path(self.name)


@dataclass(frozen=True, slots=True)
class History:
    """The inputs of the session, when no notebook can be found."""

    inputs: tuple[str, ...]
    name: str = "this session"
    unsaved: str = ""

    @property
    def description(self) -> str:
        """What it is."""
        number = "1 input" if len(self.inputs) == 1 else f"{len(self.inputs)} inputs"
        return f"the {number} of this session, without outputs and text (no notebook file was found)"

    def read(self) -> Notebook:
        """Read the inputs as cells: cell 5 is ``In [5]``."""
        return read_dict(notebook_of(self.inputs), self.name)


def notebook_of(inputs: tuple[str, ...]) -> dict[str, object]:
    """The JSON of a notebook with these inputs as its cells, run in this order."""
    cells = [
        {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": count}
        for count, source in enumerate(inputs, 1)
    ]
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}


def colab(_session: Session) -> Here | None:
    """Colab's front end hands its notebook to any kernel that asks."""
    if "google.colab" not in sys.modules:
        return None
    try:
        message = import_module("google.colab._message")
        answer = message.blocking_request("get_ipynb", timeout_sec=LIVE_SECONDS)
        return LiveNotebook(answer["ipynb"], "Colab")
    except Exception:  # an undocumented API: whatever it does, the scan goes on with something else
        return None


def vs_code(session: Session) -> Here | None:
    """VS Code puts the path of the file into the namespace."""
    return _saved(session, session.shell.user_ns.get("__vsc_ipynb_file__"), "VS Code")


def session_name(session: Session) -> Here | None:
    """A Jupyter server (2 and later) tells each kernel the path of its notebook at the start."""
    if not hasattr(session.shell, "kernel"):
        return None  # the variable is inherited by an IPython that is run in a terminal
    return _saved(session, os.environ.get("JPY_SESSION_NAME"), "the server's session name")


def running_server(session: Session) -> Here | None:
    """An older server, or a notebook that was renamed: ask each server of this user for its sessions."""
    return _saved(session, served_notebook(session.shell), "the server's list of sessions")


def history(session: Session) -> Here:
    """What was typed in this session; there is always that."""
    return History(tuple(session.inputs()[1:]))


def _saved(session: Session, path: object, found: str) -> Here | None:
    if not isinstance(path, str) or not path.endswith(".ipynb"):
        return None
    try:
        return SavedNotebook(Path(path), os.stat(path).st_mtime, found, session)
    except OSError:  # moved or renamed since the kernel was told
        return None


PROVIDERS: tuple[Callable[[Session], Here | None], ...] = (colab, vs_code, session_name, running_server)


def find_notebook(session: Session) -> Here:
    """The notebook of this kernel, as fresh as can be had."""
    return next((here for provider in PROVIDERS if (here := provider(session))), None) or history(session)
