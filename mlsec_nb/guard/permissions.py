"""What a person allowed in spite of the policy: once, for one file, or always in this project."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from mlsec_nb.core.files import write_atomically
from mlsec_nb.errors import ConfigError, UsageError
from mlsec_nb.guard.source import file_digest
from mlsec_nb.options import find_config, is_dotted, parse_options, project_folder


@dataclass(slots=True)
class Permissions:
    """Permissions of this process; only those in the configuration outlive it.

    Attributes
    ----------
    once
        Names that the next load which asks for them may use.
    files
        SHA-256 digests of files that may do what they want.
    always
        Names allowed by the configuration since the guard was switched on.
    """

    once: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    always: set[str] = field(default_factory=set)

    def allow_file(self, path: Path) -> str:
        """Allow the file with the content it has now; returns its digest.

        Raises
        ------
        UsageError
            When it cannot be read.
        """
        digest = file_digest(path)
        if not digest:
            raise UsageError(f"{path} cannot be read, or is too large.", "Name the file that is loaded.")
        self.files.add(digest)
        return digest

    def allow_always(self, name: str) -> Path:
        """Add ``name`` to ``allow`` in the project's configuration; returns the file.

        Raises
        ------
        UsageError
            When it is no dotted name.
        ConfigError
            When the file cannot be changed.
        """
        if not is_dotted(name):
            raise UsageError(f"{name!r} is no full name.", "Write it as mypackage.model.Net.")
        path = write_allowed(name)
        self.always.add(name)
        return path


PERMISSIONS = Permissions()
"""Those of this process, which in a notebook is the kernel."""

_LIST = re.compile(r"^allow[ \t]*=[ \t]*\[", re.MULTILINE)
_TABLE = re.compile(r"^\[tool\.mlsec-nb\][^\n]*\n", re.MULTILINE)


def write_allowed(name: str, *, start: Path | None = None) -> Path:
    """Add ``name`` to the list ``allow`` of the configuration in force, or of a new ``mlsec.toml``.

    Raises
    ------
    ConfigError
        When the file cannot be read, changed or written.
    """
    path = find_config(start) or project_folder(start) / "mlsec.toml"
    try:
        before = path.read_text("utf-8") if path.exists() else ""
        old = parse_options(before, path).allow if before else ()
        if name in old:
            return path
        after = _with_entry(before, json.dumps(name), in_table=path.name == "pyproject.toml")
        if parse_options(after, path).allow not in ((name, *old), (*old, name)):
            raise ValueError("no entry fits")
        write_atomically(path, after)
    except (OSError, ValueError) as error:
        raise ConfigError(
            f"{path} cannot be changed: {error}.", f'Add `allow = ["{name}"]` by hand.'
        ) from error
    return path


def _with_entry(text: str, entry: str, *, in_table: bool) -> str:
    """``text`` with one more entry: in the list there is, or in a new one where keys of the top may stand."""
    found = _LIST.search(text)
    if found:
        rest = text[found.end() :]
        comma = "" if rest.lstrip().startswith("]") else ", "
        return text[: found.end()] + entry + comma + rest
    table = _TABLE.search(text) if in_table else None
    at = table.end() if table else 0
    return f"{text[:at]}allow = [{entry}]\n{text[at:]}"
