"""The files of a folder that are worth scanning."""

from __future__ import annotations

import fnmatch
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from mlsec_nb.batch.discover.ignored import ignored_by_git
from mlsec_nb.core.files import leads_out
from mlsec_nb.core.finding import Skipped

SUFFIXES = (".ipynb", ".py")
PRUNED = frozenset(
    {".git", ".hg", ".svn", ".ipynb_checkpoints", "__pycache__", "node_modules", "site-packages"}
)
"""Folders that hold no work of the user: version control, checkpoints, installed packages."""

MODEL_SUFFIXES = tuple(
    ".pkl .pickle .joblib .pt .pth .ckpt .bin .npy .npz .h5 .hdf5 .keras .onnx .pb .safetensors .gguf .skops"
    " .dill .cloudpickle .pmml .zip .tar .tgz .7z .model .ubj".split()
)
"""What is taken for a model file where its beginning is not looked at."""

HEAD = 1024
"""Bytes that are enough to recognise a model file."""

NOT_REGULAR = "leads to no regular file"
"""Why a pipe, a socket, a device or a broken link is not read: it could wait, or go on, for ever."""

Recognise = Callable[[bytes, str], bool]
"""Whether a file with this beginning and this name is wanted whatever its suffix."""


def files_in(root: str, exclude: Sequence[str], also: Recognise | None) -> Iterator[str | Skipped]:
    """Yield the files below ``root`` in a stable order, and what was left out or could not be listed."""
    problems: list[OSError] = []
    ignored = ignored_by_git(root)
    left_out = linked = 0
    for folder, subfolders, names in os.walk(root, onerror=problems.append):
        mine = [name for name in subfolders if not _pruned(folder, name)]
        subfolders[:] = sorted(name for name in mine if os.path.join(folder, name) not in ignored)
        left_out += len(mine) - len(subfolders)
        linked += sum(os.path.islink(os.path.join(folder, name)) for name in subfolders)
        for name in sorted(names):
            path = os.path.join(folder, name)
            if path in ignored:
                left_out += 1
            elif not excluded(path, exclude):
                yield from wanted(path, also, root)
    for problem in problems:
        yield Skipped(str(problem.filename), f"cannot be listed: {problem.strerror}")
    if left_out:
        yield Skipped(f"{left_out:,} files and folders in {root}", "git ignores them", gap=False)
    if linked:
        why = "links to folders are not followed; name what they lead to"
        yield Skipped(f"{linked:,} links in {root}", why, gap=False)


def _pruned(folder: str, name: str) -> bool:
    return name in PRUNED or os.path.exists(os.path.join(folder, name, "pyvenv.cfg"))


def wanted(path: str, also: Recognise | None, root: str) -> Iterator[str | Skipped]:
    """The path, if it is a notebook or script, or recognised by its first bytes.

    A link that leads out of ``root`` is not read: whoever made the folder may want to see in a report, or
    have loaded, what lies elsewhere on this machine.
    """
    if os.path.islink(path) and leads_out(Path(path), Path(root)):
        if path.endswith(SUFFIXES if also is None else SUFFIXES + MODEL_SUFFIXES):
            yield Skipped(path, f"is a link that leads out of {root}; name it to have it read")
        return
    regular = os.path.isfile(path)
    if path.endswith(SUFFIXES):
        yield path if regular else Skipped(path, NOT_REGULAR)
    elif also is not None and regular:
        try:
            with open(path, "rb", buffering=0) as file:
                if also(file.read(HEAD), os.path.basename(path)):
                    yield path
        except OSError as error:
            yield Skipped(path, f"cannot be read: {error.strerror}")


def excluded(path: str, exclude: Sequence[str]) -> bool:
    """Whether a glob over POSIX paths leaves the file out."""
    posix = Path(path).as_posix()
    return any(fnmatch.fnmatch(posix, glob) or fnmatch.fnmatch(posix, f"*/{glob}") for glob in exclude)
