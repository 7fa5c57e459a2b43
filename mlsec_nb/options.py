"""Everything that can be set, and where it is read from.

The values come from ``mlsec.toml`` or ``[tool.mlsec-nb]`` in ``pyproject.toml``, looked up from the
working directory towards the root of its repository: never from the folder of a scanned file, which
may be somebody else's. Configuration is data: it names no code and no command.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from mlsec_nb.core.files import leads_out
from mlsec_nb.core.finding import Severity
from mlsec_nb.errors import ConfigError

DEFAULT_ENGINES = ("secrets", "code", "artifacts")
ENGINES = (*DEFAULT_ENGINES, "privacy")
"""Personal data is looked for when it is asked for: in many notebooks it is there by right."""

CHECKLIST = ("attestation", "control", "waiver")
"""Lists of tables that belong to the checklist."""

MAX_CONFIG_BYTES = 1_000_000
MAX_PARTS = 200
"""Dots in one name of a TOML file; the standard library's reader takes the square of their number."""

_TEXTS = re.compile(
    r'"""(?:[^\\]|\\.)*?"""|\'\'\'.*?\'\'\'|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*', re.DOTALL
)
"""Texts and comments of a TOML file, whose dots are none of a name."""

_BETWEEN_NAMES = re.compile(r"[=,{}\[\]\n]")

MAX_TEXT = 1_000
"""Characters of one text in a list of settings; globs are translated in the square of their length."""

MAX_BYTES = 512 * 1024 * 1024
"""A larger file is reported as not read; a notebook of this size cannot be opened in a browser."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignored:
    """One ``[[suppress]]`` entry: every key that is given must match.

    ``rule`` is an id, prefix or name, ``path`` a glob over POSIX paths, ``fingerprint`` exact.
    """

    rule: str = ""
    path: str = ""
    fingerprint: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The settings of a scan.

    Attributes
    ----------
    select
        Rules to report: ids, prefixes (``MLS2``) or names. Empty: all.
    ignore
        Rules not to report.
    engines
        Which engines run; ``privacy`` only when it is named.
    min_severity
        Findings below are left out of every report.
    fail_on
        From this severity on the exit status is 1.
    baseline
        File of known findings (made by ``--write-baseline``), or a ``.secrets.baseline``.
    exclude
        Globs of paths that directories do not yield.
    suppress
        Findings to keep, marked as suppressed.
    salt
        Salt of the short hashes that stand for masked values.
    max_bytes
        Notebooks and scripts above are reported as not read.
    allow
        Dotted names of the project's own (``mypackage.model.Net``) that a pickle may ask for.
    manifest
        File of expected digests of model files, as ``mlsec-nb manifest`` writes it.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    engines: tuple[str, ...] = DEFAULT_ENGINES
    min_severity: Severity = Severity.INFO
    fail_on: Severity = Severity.HIGH
    baseline: str = ""
    exclude: tuple[str, ...] = ()
    suppress: tuple[Ignored, ...] = field(default=())
    salt: str = ""
    max_bytes: int = MAX_BYTES
    allow: tuple[str, ...] = ()
    manifest: str = ""

    def updated(self, **changes: Any) -> Options:
        """A copy with those ``changes`` that are not ``None``."""
        return replace(self, **{key: value for key, value in changes.items() if value is not None})


GUARD_MODES = {
    "unpickling": ("off", "log", "ask", "block"),
    "cells": ("off", "warn", "block"),
    "outputs": ("off", "warn", "unsaved", "mask"),
}
"""What each part of the guard can be set to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarding:
    """The table ``[guard]``: what the guard of a kernel does from the start.

    Attributes
    ----------
    unpickling, cells, outputs
        Modes out of :data:`GUARD_MODES`.
    severity
        From this severity on a cell is not run.
    """

    unpickling: str = "off"
    cells: str = "off"
    outputs: str = "off"
    severity: Severity = Severity.HIGH


def load_guarding(*, start: Path | None = None) -> Guarding:
    """Read the table ``[guard]`` of the configuration in force.

    Parameters
    ----------
    start
        Folder to search from (default: the working directory).

    Raises
    ------
    ConfigError
        When the configuration cannot be read, or has a key or value that means nothing.
    """
    path = find_config(start)
    table = _table(_content(path), path, explicit=True).get("guard", {}) if path else {}
    if not isinstance(table, Mapping):
        raise ConfigError(
            f"{path}: guard = {table!r:.100} is no table.", "Write [guard], and its keys below."
        )
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key == "severity" and str(value).upper() in Severity.__members__:
            values[key] = Severity.parse(str(value))
        elif value in GUARD_MODES.get(key, ()):
            values[key] = value
        else:
            ways = "; ".join(f"{part}: {', '.join(modes)}" for part, modes in GUARD_MODES.items())
            raise ConfigError(
                f"{path}: [guard] {key} = {value!r} means nothing.", f"There are {ways}; severity."
            )
    return Guarding(**values)


def load_options(config: Path | None = None, *, start: Path | None = None) -> Options:
    """Read the configuration.

    Parameters
    ----------
    config
        A file to use; it must exist. By default the nearest one above ``start`` is searched.
    start
        Folder to search from (default: the working directory).

    Raises
    ------
    ConfigError
        When a file cannot be read, or has a key or value that means nothing.
    """
    path = find_config(start) if config is None else config
    return Options() if path is None else parse_options(_content(path), path)


def parse_options(content: str, path: Path) -> Options:
    """The options that the file ``path`` with this ``content`` stands for.

    Raises
    ------
    ConfigError
        When it is no TOML, or has a key or value that means nothing.
    """
    return _options(_table(content, path, explicit=True), path)


def find_config(start: Path | None = None, *, within: Path | None = None) -> Path | None:
    """The configuration file in force at ``start`` (default: the working directory).

    Nothing above ``within`` is looked at, and what lies in that folder holds for all below it.

    Raises
    ------
    ConfigError
        When a candidate cannot be read.
    """
    folders = _upwards((start or Path.cwd()).resolve(), within)
    if within is not None and within.resolve() not in folders:
        folders.append(within.resolve())
    for folder in folders:
        for name in ("mlsec.toml", "pyproject.toml"):
            path = folder / name
            if path.is_file() and _table(_content(path), path, explicit=False):
                return path
    return None


def project_folder(start: Path | None = None, *, within: Path | None = None) -> Path:
    """The root of the repository that ``start`` is in, or ``start`` itself: where a new file belongs.

    Nothing above ``within`` is looked at: there, what is below it counts as the whole repository.
    """
    return _upwards((start or Path.cwd()).resolve(), within)[-1]


def _upwards(folder: Path, within: Path | None = None) -> list[Path]:
    """The folder and its parents up to the root of the repository it is in; none of them above ``within``."""
    chain = [folder, *folder.parents]
    roots = [number for number, parent in enumerate(chain) if (parent / ".git").exists()]
    found = chain[: roots[0] + 1] if roots else chain[:1]
    if within is None:
        return found
    return [parent for parent in found if parent.is_relative_to(within.resolve())] or [folder]


def _content(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_CONFIG_BYTES:
            raise ConfigError(f"{path} is larger than {MAX_CONFIG_BYTES:,} bytes.", "It is no configuration.")
        return path.read_text("utf-8-sig")
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error


def parse_toml(text: str, path: Path) -> dict[str, Any]:
    """What a TOML file says.

    Raises
    ------
    ConfigError
        When it is no TOML.
    """
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        bare = _TEXTS.sub("text", text)
        if any(name.count(".") > MAX_PARTS for name in _BETWEEN_NAMES.split(bare)):
            raise ValueError(f"a name has more than {MAX_PARTS} parts")
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise _unreadable(path, error) from error


def read_settings(path: Path) -> Mapping[str, Any]:
    """Everything that a configuration file says: ``mlsec.toml``, or its table in ``pyproject.toml``.

    Raises
    ------
    ConfigError
        When it cannot be read.
    """
    return parse_settings(_content(path), path)


def parse_settings(content: str, path: Path) -> Mapping[str, Any]:
    """The same of a file ``path`` with this ``content``."""
    return _table(content, path, explicit=False)


def _table(text: str, path: Path, *, explicit: bool) -> Mapping[str, Any]:
    content = parse_toml(text, path)
    if path.name != "pyproject.toml":
        return content
    table = content.get("tool", {}).get("mlsec-nb", {})
    if explicit and not table:
        raise ConfigError(f"{path} has no [tool.mlsec-nb] table.", "Add one, or name an mlsec.toml.")
    return table if isinstance(table, Mapping) else {}


def _unreadable(path: Path, error: Exception) -> ConfigError:
    why = getattr(error, "strerror", None) or error
    return ConfigError(f"{path} cannot be read: {why}.", "Mend the file or name another --config.")


def _options(table: Mapping[str, Any], path: Path) -> Options:
    known = {f.name: f for f in fields(Options)}
    values: dict[str, Any] = {}
    for key, value in table.items():
        name = key.replace("-", "_")
        if isinstance(value, Mapping) or key in CHECKLIST:
            continue  # a table of another part of the product, such as [checklist]
        if name not in known:
            raise ConfigError(f"{path} has an unknown key {key!r}.", f"Known: {', '.join(sorted(known))}.")
        try:
            values[name] = _value(name, value)
        except (KeyError, TypeError, ValueError) as error:
            raise ConfigError(f"{path}: {key} = {value!r:.100} is not usable.", _hint(name)) from error
    for name in ("baseline", "manifest"):
        if values.get(name):
            values[name] = str(_in_project(path.parent / values[name], path))
    return Options(**values)


def _in_project(named: Path, path: Path) -> Path:
    """A file that the configuration ``path`` names: a baseline is written to as well."""
    if leads_out(named, project_folder(path.absolute().parent)):
        raise ConfigError(f"{path}: {named} is outside of the project.", "Name it on the command line.")
    return named


def _value(name: str, value: object) -> object:
    if name in ("min_severity", "fail_on"):
        return Severity.parse(str(value))
    if name == "max_bytes":
        if not isinstance(value, int) or isinstance(value, bool) or value <= 0:
            raise ValueError(value)
        return value
    if name in ("baseline", "manifest", "salt"):
        if not isinstance(value, str):
            raise TypeError(value)
        return value
    if not isinstance(value, list):
        raise TypeError(value)
    if name == "suppress":
        return tuple(_ignored(entry) for entry in value)
    if name == "engines" and not set(value) <= set(ENGINES):
        raise ValueError(value)
    if not all(isinstance(item, str) for item in value):
        raise TypeError(value)
    if any(len(item) > MAX_TEXT for item in value):
        raise ValueError(value)
    if name == "allow" and not all(map(is_dotted, value)):
        raise ValueError(value)
    return tuple(value)


def is_dotted(name: str) -> bool:
    """Whether ``name`` is the full name of something in a module: ``mypackage.model.Net``."""
    parts = name.split(".")
    return len(parts) > 1 and all(part.isidentifier() for part in parts)


def _ignored(entry: Mapping[str, str]) -> Ignored:
    ignored = Ignored(**entry)
    if not all(isinstance(value, str) for value in entry.values()):
        raise TypeError(entry)
    if len(ignored.path) > MAX_TEXT:
        raise ValueError(entry)
    if not (ignored.rule or ignored.path or ignored.fingerprint):
        raise ValueError(entry)
    return ignored


def _hint(name: str) -> str:
    hints = {
        "min_severity": "Use info, low, medium, high or critical.",
        "fail_on": "Use info, low, medium, high or critical.",
        "engines": f"Use a list out of {', '.join(ENGINES)}.",
        "max_bytes": "Use a positive whole number.",
        "baseline": "Use a path in quotes.",
        "manifest": "Use a path in quotes.",
        "allow": "Use a list of full names, such as mypackage.model.Net.",
        "salt": "Use a text in quotes.",
        "suppress": "Use [[suppress]] with rule, path or fingerprint, and a reason.",
    }
    return hints.get(name, "Use a list of texts.")
