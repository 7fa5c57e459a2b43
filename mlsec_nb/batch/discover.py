"""From what was asked for to the files to scan."""

from __future__ import annotations

import fnmatch
import os
from collections.abc import Callable, Iterator, Sequence
from glob import has_magic, iglob
from pathlib import Path

from mlsec_nb.core.finding import Skipped

SUFFIXES = (".ipynb", ".py")
PRUNED = frozenset(
    {".git", ".hg", ".svn", ".ipynb_checkpoints", "__pycache__", "node_modules", "site-packages"}
)
"""Folders that hold no work of the user: version control, checkpoints, installed packages."""


HEAD = 1024
"""Bytes that are enough to recognise a model file."""

Recognise = Callable[[bytes, str], bool]
"""Whether a file with this beginning and this name is wanted whatever its suffix."""


def discover(
    paths: Sequence[str], exclude: Sequence[str] = (), *, also: Recognise | None = None
) -> Iterator[str | Skipped]:
    """Yield each file once, in a stable order; a path that leads nowhere yields a gap.

    Parameters
    ----------
    paths
        Files, folders (notebooks and scripts below them; environments, checkpoints and hidden
        version control left out), globs, or ``-`` for standard input.
    exclude
        Globs over POSIX paths of what folders and globs do not yield.
    also
        Recognises further files that folders and globs yield.
    """
    seen: set[str] = set()
    for asked in paths:
        for found in _expand(asked, exclude, also):
            if isinstance(found, Skipped) or found not in seen:
                yield found
            if isinstance(found, str):
                seen.add(found)


def _expand(asked: str, exclude: Sequence[str], also: Recognise | None) -> Iterator[str | Skipped]:
    if asked == "-" or os.path.isfile(asked):
        yield asked
    elif os.path.isdir(asked):
        yield from _folder(asked, exclude, also)
    elif has_magic(asked):
        matches = sorted(path for path in iglob(asked, recursive=True) if not _excluded(path, exclude))
        if not matches:
            yield Skipped(asked, "no file matches")
        for path in matches:
            yield from _folder(path, exclude, also) if os.path.isdir(path) else _wanted(path, also)
    else:
        yield Skipped(asked, "there is no such file or folder")


def _folder(root: str, exclude: Sequence[str], also: Recognise | None) -> Iterator[str | Skipped]:
    problems: list[OSError] = []
    for folder, subfolders, files in os.walk(root, onerror=problems.append):
        subfolders[:] = sorted(
            name
            for name in subfolders
            if name not in PRUNED and not os.path.exists(os.path.join(folder, name, "pyvenv.cfg"))
        )
        for name in sorted(files):
            path = os.path.join(folder, name)
            if not _excluded(path, exclude):
                yield from _wanted(path, also)
    for problem in problems:
        yield Skipped(str(problem.filename), f"cannot be listed: {problem.strerror}")


def _wanted(path: str, also: Recognise | None) -> Iterator[str | Skipped]:
    """The path, if it is a notebook or script, or recognised by its first bytes."""
    if path.endswith(SUFFIXES):
        yield path
    elif also is not None and os.path.isfile(path):  # no pipe, no device: reading could wait for ever
        try:
            with open(path, "rb", buffering=0) as file:
                if also(file.read(HEAD), os.path.basename(path)):
                    yield path
        except OSError as error:
            yield Skipped(path, f"cannot be read: {error.strerror}")


def _excluded(path: str, exclude: Sequence[str]) -> bool:
    posix = Path(path).as_posix()
    return any(fnmatch.fnmatch(posix, glob) or fnmatch.fnmatch(posix, f"*/{glob}") for glob in exclude)
