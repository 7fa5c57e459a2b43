"""Reads and scans targets one after the other, and puts the result together."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from mlsec_nb._version import __version__
from mlsec_nb.core.finding import Skipped
from mlsec_nb.core.result import Target
from mlsec_nb.errors import UnreadableError
from mlsec_nb.loaded import Examinations, LoadedFiles
from mlsec_nb.options import Options
from mlsec_nb.ruleset import ruleset
from mlsec_nb.scan.engines import run_engines
from mlsec_nb.scan.files import ModelFiles
from mlsec_nb.scan.result import ScanResult
from mlsec_nb.scan.selection import Selection
from mlsec_nb.scan.targets import HEAD, is_notebook, tripped, unreadable

if TYPE_CHECKING:
    from mlsec_nb.core.notebook import Notebook
    from mlsec_nb.secrets.memory import Memory

MOST_DIRECTIVES = 500
"""Instructions to ignore something in one notebook; each is compared with each finding of its cell."""

NO_TEXT = "is neither a notebook (.ipynb) nor a Python script (.py)."


class Scanner:
    """Scans notebooks and model files one after the other under the same options.

    Parameters
    ----------
    options
        What to look for.
    examinations
        What is known of model files from scans under the same options.
    memory
        What is known of large outputs from scans before.
    file_seconds, all_seconds
        Time for one model file, and for all of them: those beyond are reported as not examined.

    Raises
    ------
    UsageError
        When the options select a rule that does not exist.
    ConfigError
        When the baseline or the manifest cannot be read.
    """

    def __init__(
        self,
        options: Options,
        *,
        examinations: Examinations | None = None,
        file_seconds: float = 20.0,
        all_seconds: float = math.inf,
        memory: Memory | None = None,
    ) -> None:
        self.options = options
        self._memory = memory
        self._selection = Selection(options)
        self.rules = self._selection.rules
        self._files = ModelFiles(
            options,
            self._selection,
            examinations=Examinations() if examinations is None else examinations,
            file_seconds=file_seconds,
            all_seconds=all_seconds,
        )
        self._loaded = LoadedFiles(self._files.examine)

    def file(self, path: str) -> Target:
        """Scan a file on disk: by its suffix a notebook or script, else a model file."""
        from mlsec_nb.notebook.read import read_notebook

        if is_notebook(path):
            return self.target(
                path,
                lambda: read_notebook(Path(path), max_bytes=self.options.max_bytes),
                folder=Path(path).parent,
            )
        if "artifacts" not in self.options.engines:
            return unreadable(path, NO_TEXT)
        return self._examined(str(Path(path)))

    def content(self, data: bytes, name: str) -> Target:
        """Scan the content of a file that is in memory; its ``name`` and its beginning tell its kind."""
        from mlsec_nb.notebook.read import read_bytes

        if name == "-" or is_notebook(name, data[:HEAD]):
            return self.target(name, lambda: read_bytes(data, name))
        if "artifacts" not in self.options.engines:
            return unreadable(name, NO_TEXT)
        return self.data(data, name)

    def data(self, data: bytes, name: str) -> Target:
        """Scan a model file that is in memory; a manifest says nothing of it."""
        return self._selection.shown(self._files.examine_bytes(data, name))

    def target(self, path: str, read: Callable[[], Notebook], *, folder: Path | None = None) -> Target:
        """Read and scan one notebook; what cannot be read is a target with a gap, never an exception.

        Parameters
        ----------
        path
            What to call it if it cannot be read.
        read
            Reads it.
        folder
            Where it lies on disk: files there that it loads are examined as well.
        """
        try:
            return self.notebook(read(), folder=folder)
        except UnreadableError as error:
            return unreadable(path, str(error))
        except Exception as error:  # a notebook that trips an engine costs that notebook
            return tripped(path, error)

    def notebook(self, notebook: Notebook, *, folder: Path | None = None) -> Target:
        """Run the engines over a notebook that has been read; for ``folder`` see :meth:`target`."""
        from mlsec_nb.suppression.inline import directives

        found, skipped = run_engines(
            notebook, self.options, loaded=self._loaded, folder=folder, memory=self._memory
        )
        told = list(islice(directives(notebook), MOST_DIRECTIVES + 1))
        if len(told) > MOST_DIRECTIVES:
            why = f"more than {MOST_DIRECTIVES} instructions to ignore something: the others do not count"
            skipped.append(Skipped("the notebook", why))
        target = Target(
            path=notebook.path,
            kind=notebook.kind,
            format=notebook.format,
            sha256=notebook.sha256,
            coverage=notebook.coverage,
            findings=self._selection.marked(notebook.path, found, told[:MOST_DIRECTIVES]),
            skipped=(*notebook.skipped, *skipped),
        )
        return self._selection.shown(target)

    def take_loaded(self) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
        """What was loaded since the last call: real path and name of each file; every path that was named."""
        taken = tuple((str(real), name) for real, name in self._loaded.names.items())
        asked = tuple(dict.fromkeys(self._loaded.asked))
        self._loaded.names.clear()
        self._loaded.asked.clear()
        return taken, asked

    def result(
        self,
        targets: Iterable[Target],
        *,
        skipped: Iterable[Skipped] = (),
        loads: Iterable[tuple[str, str]] = (),
        seconds: float = 0.0,
    ) -> ScanResult:
        """Put targets together, and the files that they load: real path and name of those found elsewhere."""
        listed = list(targets)
        loaded = dict(loads) | {str(real): name for real, name in self._loaded.names.items()}
        known = {str(Path(target.path).resolve()) for target in listed} if loaded else set()
        beside = [name for real, name in sorted(loaded.items()) if real not in known]
        return ScanResult(
            targets=(*listed, *map(self._examined, beside)),
            skipped=tuple(skipped),
            rules=self.rules.values(),
            version=__version__,
            ruleset=ruleset(),
            seconds=seconds,
        )

    def _examined(self, path: str) -> Target:
        return self._selection.shown(self._files.examine(path).target)
