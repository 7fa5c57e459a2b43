"""Fixing files where they lie: with what goes into the environment, what git ignores, and a way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from mlsec_nb.core.files import leads_out
from mlsec_nb.core.finding import Finding
from mlsec_nb.errors import UsageError
from mlsec_nb.fix.notebook import FixedNotebook, fix_notebook
from mlsec_nb.fix.undo import Undo, Written
from mlsec_nb.fix.variables import Variables, ignoring
from mlsec_nb.git import git
from mlsec_nb.options import project_folder
from mlsec_nb.scan import Scanner


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixing:
    """How files are fixed.

    Attributes
    ----------
    scanner
        Says what is wrong.
    undo
        Keeps what was there.
    wanted
        Whether a finding is to be fixed.
    variables_file
        The name of the file that secrets move to, at the root of the project.
    keep_backup
        Whether to leave a copy, ``NAME.bak``, beside each file.
    """

    scanner: Scanner
    undo: Undo
    wanted: Callable[[Finding], bool] = field(default=lambda finding: True)
    variables_file: str = ".env"
    keep_backup: bool = False

    def propose(self, path: Path) -> tuple[FixedNotebook, Variables]:
        """What fixing the notebook comes to; nothing is written. Raises ``UnreadableError``."""
        variables = Variables(_text(project_folder(path.parent) / self.variables_file))
        return fix_notebook(path, self.scanner, variables, wanted=self.wanted), variables

    def write(self, fixed: FixedNotebook, variables: Variables) -> list[Path]:
        """Write the notebook, and before it the files that it now needs; the paths that were written.

        Raises
        ------
        UsageError
            When a file has changed in the meantime or leads out of the project, or no copy can be kept.
        OSError
            When a file cannot be written.
        """
        files = [*self._environment(fixed.path, variables)]
        if self.keep_backup:
            backup = fixed.path.with_name(f"{fixed.path.name}.bak")
            files.append(Written(path=backup, before=_bytes(backup), after=fixed.before, private=True))
        files.append(Written(path=fixed.path, before=fixed.before, after=fixed.after))
        root = project_folder(fixed.path.absolute().parent)
        for file in files:
            if leads_out(file.path, root):
                raise UsageError(f"{file.path} leads out of {root}.", "Fix the file where it is.")
        self.undo.write(files)
        return [file.path for file in files]

    def _environment(self, path: Path, variables: Variables) -> list[Written]:
        if not variables.added:
            return []
        root = project_folder(path.parent)
        environment, ignored = root / self.variables_file, root / ".gitignore"
        files = []
        if (after := ignoring(_text(ignored), self.variables_file).encode()) != _bytes(ignored):
            files.append(Written(path=ignored, before=_bytes(ignored), after=after))
        content = variables.content().encode("utf-8", "surrogateescape")
        files.append(Written(path=environment, before=_bytes(environment), after=content, private=True))
        return files


def is_dirty(path: Path) -> bool:
    """Whether git has the file and it has been changed since: then a fix would mix with other work.

    Asked without ``git status``, which would run the filters that the repository names.
    """
    try:
        known = git(path.parent, "ls-files", "--stage", "--", path.name, check=False).split()
        now = git(path.parent, "hash-object", "--no-filters", "--", path.name, check=False).strip()
    except UsageError:  # no git
        return False
    return len(known) > 1 and known[1] != now


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.", "Mend or remove it.") from error


def _text(path: Path) -> str:
    return (_bytes(path) or b"").decode("utf-8", "surrogateescape")
