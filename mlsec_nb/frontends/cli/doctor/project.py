"""The project in the working directory: its configuration, and what looks at a commit before it is made."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from pathlib import Path

from mlsec_nb.checklist.git import ask_git
from mlsec_nb.errors import MlsecError
from mlsec_nb.frontends.cli.doctor.check import Check, advice, broken, fine
from mlsec_nb.options import find_config, load_guarding, load_options

MOST_BYTES = 1_000_000
MEND = "Run `mlsec-nb install-hooks`."


def checks() -> Iterator[Check]:
    """Configuration, hooks, filter."""
    yield configuration(Path.cwd())
    yield from hooks(Path.cwd())


def configuration(folder: Path) -> Check:
    """Whether the configuration in force can be used."""
    try:
        path = find_config(folder)
        load_options(path)
        load_guarding(start=folder)
    except MlsecError as error:
        return broken("configuration", error.message, error.advice)
    return fine("configuration", f"{path} is in force." if path else "There is none: defaults are in force.")


def hooks(folder: Path) -> Iterator[Check]:
    """Whether git runs a scan before a commit, and a filter that cleans what is committed."""
    root = (ask_git(folder, "rev-parse", "--show-toplevel") or "").rstrip("\n")
    if not root:
        yield fine("hooks", "This folder is in no git repository.")
        return
    yield _pre_commit(folder, Path(root))
    cleaning = (ask_git(folder, "config", "--get", "filter.mlsec.clean") or "").strip()
    if gone := _gone(cleaning):
        seen = f"git cleans notebooks with {gone}, which is not there: outputs stay as they are."
        yield broken("filter", seen, "Run `mlsec-nb install-hooks filter`.")
    elif cleaning:
        yield fine("filter", f"git cleans notebooks with `{cleaning}`.")
    elif "filter=mlsec" in _text(Path(root) / ".gitattributes"):
        seen = ".gitattributes asks for a filter that this clone does not know: outputs stay as they are."
        yield broken("filter", seen, "Run `mlsec-nb install-hooks filter`.")


def _pre_commit(folder: Path, root: Path) -> Check:
    named = "mlsec-nb" in _text(root / ".pre-commit-config.yaml")
    hook = _text(root / (ask_git(folder, "rev-parse", "--git-path", "hooks/pre-commit") or "").rstrip("\n"))
    called = next((line for line in hook.splitlines() if line.startswith("exec ") and "scan" in line), "")
    if gone := _gone(called.removeprefix("exec ")):
        seen = f"The hook calls {gone}, which is not there: no commit passes."
        return broken("hooks", seen, "Run `mlsec-nb install-hooks pre-commit`.")
    if "mlsec-nb" in hook or (named and "pre-commit" in hook):
        return fine("hooks", "A scan runs before each commit.")
    if named:
        seen = "The configuration of pre-commit names mlsec-nb, but no hook is installed."
        return broken("hooks", seen, "Run `pre-commit install`.")
    return advice("hooks", "No hook scans what is committed.", MEND)


def _gone(command: str) -> str:
    """The program of a command, when it is named by a path where nothing is, as of a removed environment."""
    try:
        program = (shlex.split(command) or [""])[0]
    except ValueError:  # git's business, not ours
        return ""
    return program if os.path.isabs(program) and not os.path.exists(program) else ""


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace") if path.stat().st_size <= MOST_BYTES else ""
    except OSError:
        return ""
