"""The model files of a folder with their digests, named as a manifest names them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from mlsec_nb.artifacts.blob import open_blob
from mlsec_nb.artifacts.engine import sha256
from mlsec_nb.batch.discover import discover
from mlsec_nb.batch.item import LocalFile
from mlsec_nb.batch.run import model_files
from mlsec_nb.core.finding import Skipped
from mlsec_nb.core.result import Target
from mlsec_nb.options import Options
from mlsec_nb.scan import Scanner, is_notebook


def inventory(folder: Path, options: Options, *, root: Path) -> Iterator[Target | Skipped]:
    """Yield each model file below ``folder``, examined and with its digest.

    Parameters
    ----------
    folder
        Where to look.
    options
        Settings of the examination.
    root
        Where the manifest will be: paths are relative to it if it is above, else to ``folder``.
    """
    start = folder.resolve()
    base = root.resolve() if start.is_relative_to(root.resolve()) else start
    scanner = Scanner(options.updated(engines=("artifacts",), manifest=""))
    for found in discover([str(folder)], options.exclude, also=model_files(scanner.options)):
        if isinstance(found, Skipped):
            yield found
        elif isinstance(found, LocalFile) and not is_notebook(found.label):
            yield _entry(found.scan(scanner), Path(found.label), base)


def _entry(target: Target, path: Path, base: Path) -> Target | Skipped:
    name = Path(os.path.relpath(path.absolute(), base)).as_posix()
    if not name.isprintable():
        return Skipped(name, "a path with control characters has no place in a manifest")
    try:
        digest = target.sha256 or _digest(path)
    except OSError as error:
        return Skipped(name, f"cannot be read: {error.strerror}")
    return replace(target, path=name, sha256=digest)


def _digest(path: Path) -> str:
    """The digest of a file for which the examination makes none: it is large, or could not be examined."""
    with open_blob(path) as blob:
        return sha256(blob)
