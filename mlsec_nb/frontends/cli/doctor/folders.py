"""The folders of this user: can results be remembered, and fixes be taken back?"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from mlsec_nb.batch import database
from mlsec_nb.errors import MlsecError
from mlsec_nb.fix import undo
from mlsec_nb.frontends.cli.doctor.check import Check, advice, broken, fine
from mlsec_nb.report.wording import size


def checks() -> Iterator[Check]:
    """The cache, and what is kept for ``fix --undo``."""
    yield remembered(database.default_folder())
    yield kept(undo.default_folder())


def remembered(folder: Path) -> Check:
    """Whether scans can keep results in ``folder``."""
    if not folder.exists():
        return _may_be_made("cache", folder)
    try:
        held = database.information(folder)
    except MlsecError as error:
        return broken("cache", error.message, error.advice)
    return fine("cache", f"{folder}: {held.results:,} results, {size(held.size)}.")


def kept(folder: Path) -> Check:
    """Whether fixes can keep in ``folder`` what they take out, where nobody else reads it."""
    if not folder.exists():
        return _may_be_made("undo", folder)
    if not os.access(folder, os.W_OK | os.X_OK):
        return broken("undo", f"{folder} cannot be written.", "Set MLSEC_UNDO to a folder of yours.")
    if os.name == "posix" and folder.stat().st_mode & 0o077:
        return advice("undo", f"Others may read {folder}, which holds secrets.", f"Run `chmod 700 {folder}`.")
    return fine("undo", f"{folder} is there, closed to others.")


def _may_be_made(subject: str, folder: Path) -> Check:
    """A folder that is not there yet is made when it is needed, if its nearest parent allows that."""
    parent = next(parent for parent in folder.absolute().parents if parent.exists())
    if not parent.is_dir() or not os.access(parent, os.W_OK | os.X_OK):
        mend = f"Let yourself write to {parent}, or set XDG_CACHE_HOME and MLSEC_UNDO to folders of yours."
        return broken(subject, f"{folder} cannot be made.", mend)
    return fine(subject, f"{folder} is made when it is needed.")
