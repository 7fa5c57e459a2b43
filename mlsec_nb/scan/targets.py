"""What a file is, before it is read; what is said of one that cannot be."""

from __future__ import annotations

from mlsec_nb.core.finding import Skipped
from mlsec_nb.core.notebook import Coverage
from mlsec_nb.core.result import Target

HEAD = 1024
"""Bytes that tell what a file is."""


def is_notebook(path: str, head: bytes | None = None) -> bool:
    """Whether the file is read as a notebook or script; ``.json`` may be either kind of thing.

    ``head`` is its beginning, where it is known already.
    """
    if path.endswith((".ipynb", ".py")):
        return True
    if not path.endswith(".json"):
        return False
    if head is None:
        try:
            with open(path, "rb") as file:
                head = file.read(HEAD)
        except OSError:
            return False
    return b'"cells"' in head


def unreadable(path: str, why: str, *, kind: str = "notebook") -> Target:
    """A target that could not be read at all."""
    gap = Skipped("the whole file", why)
    return Target(path=path, kind=kind, format="", sha256="", coverage=Coverage(), skipped=(gap,))


def tripped(path: str, error: Exception, *, kind: str = "notebook") -> Target:
    """A target that tripped an engine: it costs that file. The text of the error may hold a secret."""
    why = f"the analysis failed with {type(error).__name__}; please report this."
    return unreadable(path, why, kind=kind)
