"""What a repository does by itself: a hook that scans before a commit, a filter that cleans outputs."""

from __future__ import annotations

import shlex
import sys
from dataclasses import dataclass
from pathlib import Path

from mlsec_nb.core.files import leads_out, write_atomically
from mlsec_nb.errors import UsageError
from mlsec_nb.git import git, root_of

MARK = "# mlsec-nb: scans what is about to be committed"
ATTRIBUTE = "*.ipynb filter=mlsec"
PROGRAM = "; ".join(
    (
        "import sys",
        "sys.path[:] = filter(None, sys.path)",
        "from mlsec_nb.frontends.cli import main",
        "sys.exit(main())",
    )
)
"""Not ``-m mlsec_nb``: that would import a ``json.py``, or what else the repository has of such a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that would be installed: a sentence, whether it is there already, where it goes."""

    name: str
    sentence: str
    present: bool
    path: Path


class Hooks:
    """The hook and the filter of the repository that ``folder`` is in.

    Raises
    ------
    UsageError
        When it is in none.
    """

    def __init__(self, folder: Path) -> None:
        self._root = root_of(folder)
        self._program = f"{shlex.quote(sys.executable)} -c {shlex.quote(PROGRAM)}"

    def steps(self) -> tuple[Step, Step]:
        """What can be installed."""
        hook, attributes = self._hook(), self._root / ".gitattributes"
        return (
            Step(
                name="pre-commit",
                sentence=f"{hook}: scan what is staged, and stop the commit at a finding of high severity",
                present=f"exec {self._program} " in _text(hook),
                path=hook,
            ),
            Step(
                name="filter",
                sentence=f"{attributes} and .git/config: mask secrets in outputs of notebooks that are added",
                present=ATTRIBUTE in _text(attributes).splitlines()
                and self._setting("filter.mlsec.clean") == f"{self._program} filter",
                path=attributes,
            ),
        )

    def install(self, step: Step) -> None:
        """Install one; what others have put there stays.

        Raises
        ------
        UsageError
            When another program owns the hook, or a link leads out of the repository.
        """
        self._refuse_links(step)
        if step.name == "filter":
            self._install_filter(step.path)
        else:
            self._install_hook(step.path)

    def remove(self, step: Step) -> None:
        """Take one away; what others have put there stays."""
        self._refuse_links(step)
        if step.name == "filter":
            lines = [line for line in _text(step.path).splitlines() if line != ATTRIBUTE]
            write_atomically(step.path, "".join(f"{line}\n" for line in lines))
            git(self._root, "config", "--local", "--remove-section", "filter.mlsec", check=False)
        elif step.present:
            step.path.unlink()

    def _refuse_links(self, step: Step) -> None:
        if step.path.is_symlink() and leads_out(step.path, self._root):
            raise UsageError(f"{step.path} leads out of the repository.", "Remove the link.")

    def _install_hook(self, path: Path) -> None:
        if path.exists() and MARK not in _text(path):
            advice = f"Add `{self._program} scan --staged --quiet` to it, or use the pre-commit framework."
            raise UsageError(f"There is another hook at {path}.", advice)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, f"#!/bin/sh\n{MARK}\nexec {self._program} scan --staged --quiet\n")
        path.chmod(0o755)

    def _install_filter(self, attributes: Path) -> None:
        git(self._root, "config", "--local", "filter.mlsec.clean", f"{self._program} filter")
        git(self._root, "config", "--local", "filter.mlsec.required", "true")
        text = _text(attributes)
        if ATTRIBUTE not in text.splitlines():
            gap = "\n" if text and not text.endswith("\n") else ""
            write_atomically(attributes, f"{text}{gap}{ATTRIBUTE}\n")

    def _hook(self) -> Path:
        folder = (
            git(self._root, "rev-parse", "--git-path", "hooks").decode("utf-8", "surrogateescape").strip()
        )
        return self._root / folder / "pre-commit"

    def _setting(self, name: str) -> str:
        return (
            git(self._root, "config", "--local", "--get", name, check=False)
            .decode("utf-8", "replace")
            .strip()
        )


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", "surrogateescape")
    except FileNotFoundError:
        return ""
