"""Model files by the paths of the contents API: nothing outside the contents root is looked at."""

from __future__ import annotations

import os
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from mlsec_nb.core.result import Result, Target
from mlsec_nb.errors import MlsecError, UsageError
from mlsec_nb.frontends.server.frames import Head
from mlsec_nb.options import Options

MOST_LINES = 200
"""Lines of a disassembly that travel; `mlsec-nb inspect` shows all of them."""


class NotThereError(MlsecError):
    """There is no such file, or none that may be looked at: the answer does not tell which."""

    def __init__(self) -> None:
        super().__init__("There is no such file.", "Refresh the file browser, and choose a file in it.")


class TooLargeError(MlsecError):
    """The file is larger than the administrator lets the server look at."""

    def __init__(self, most: int) -> None:
        advice = "Scan it with `mlsec-nb scan`, or raise MlsecApp.max_artifact_bytes."
        super().__init__(f"The file is larger than {most:,} bytes.", advice)


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A model file and what came of it."""

    name: str
    result: Result


def answer(head: Head, path: object, options: Options) -> dict[str, Any]:
    """What is in one model file, as the panel shows it; raises as :func:`examine`."""
    from mlsec_nb.report.contents import read_contents
    from mlsec_nb.report.wire import to_wire

    found = examine(head, path, options)
    lines = read_contents(Path(found.name), allow=options.allow).lines[:MOST_LINES]
    return {"scan": to_wire(found.result), "disassembly": [asdict(line) for line in lines]}


def examine(head: Head, path: object, options: Options) -> Examined:
    """Scan one model file; it is never loaded.

    Raises
    ------
    NotThereError
        When ``path`` leads to no file, out of the root, or to a hidden file.
    TooLargeError
        When the file is larger than ``head["max_bytes"]``.
    UsageError
        When it is a notebook or script.
    """
    from mlsec_nb.scan import Scanner, is_notebook

    name = locate(head["root"], path, hidden=bool(head["hidden"]))
    if os.path.getsize(name) > head["max_bytes"]:
        raise TooLargeError(head["max_bytes"])
    if is_notebook(name):
        raise UsageError("That is a notebook or script, no model file.", "Open it to see its findings.")
    start = time.perf_counter()
    scanner = Scanner(options)
    target = named_below(head["root"], scanner.file(name))
    return Examined(name=name, result=scanner.result([target], seconds=time.perf_counter() - start))


def locate(root: str, path: object, *, hidden: bool) -> str:
    """The regular file that a path of the contents API leads to.

    Raises
    ------
    NotThereError
        When there is none below ``root``, links followed, or ``hidden`` files are not shown and it is one.
    """
    from jupyter_core.paths import is_hidden

    from mlsec_nb.loaded import inside

    if not root or not isinstance(path, str) or "\0" in path:
        raise NotThereError
    name = inside(Path(root), path.strip("/"))
    if not name:
        raise NotThereError
    real = os.path.realpath(name)
    if not hidden and (is_hidden(name, root) or is_hidden(real, os.path.realpath(root))):
        raise NotThereError
    return name


def folder_of(root: str, path: str) -> Path | None:
    """The folder of a notebook, when it is below the root."""
    if not root:
        return None
    folder = Path(os.path.abspath(os.path.join(root, os.path.dirname(path.strip("/")))))
    try:
        below = folder.is_relative_to(os.path.abspath(root)) and folder.resolve().is_relative_to(
            Path(root).resolve()
        )
    except (OSError, ValueError, RuntimeError):  # a loop of links, a name that no folder can have
        return None
    return folder if below else None


def named_below(root: str, target: Target) -> Target:
    """The target under the name that the contents API has for it."""
    return replace(target, path=Path(os.path.relpath(target.path, root)).as_posix())
