"""Add a ``[[suppress]]`` entry to the project's configuration; nothing else in the file changes."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from mlsec_nb.core.files import write_atomically
from mlsec_nb.core.toml import added, table_text
from mlsec_nb.errors import ConfigError
from mlsec_nb.options import Ignored, find_config, parse_options, project_folder


@dataclass(frozen=True, slots=True)
class Added:
    """The lines that were added, and to which file."""

    path: Path
    text: str


def accept(entry: Ignored, *, start: Path | None = None, within: Path | None = None) -> Added:
    """Write ``entry`` where the next scan from ``start`` (default: the working directory) finds it.

    That is the configuration in force, or a new ``mlsec.toml`` in the project's folder. Nothing is
    written outside of ``within``, if that is given.

    Raises
    ------
    ConfigError
        When the file cannot be written, or an entry cannot be added at its end.
    """
    path = find_config(start) or (within or project_folder(start)) / "mlsec.toml"
    table = "tool.mlsec-nb.suppress" if path.name == "pyproject.toml" else "suppress"
    values = {key: value for key, value in asdict(entry).items() if value}
    text = table_text(table, values)
    if within is not None and not path.resolve().is_relative_to(within.resolve()):
        raise ConfigError(f"{path} is outside of {within}.", f"Add to it by hand:\n{text}")
    try:
        before = path.read_bytes() if path.exists() else b""
        after = added(before, text)
        parse_options(after.decode("utf-8-sig"), path)  # else the next scan could not start
        write_atomically(path, after)
    except ConfigError as error:
        raise ConfigError(f"No entry fits at the end: {error.message}", f"Add it by hand:\n{text}") from error
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path} cannot be written: {error}.", f"Add to it by hand:\n{text}") from error
    return Added(path, text)
