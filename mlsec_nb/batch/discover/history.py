"""Every version of every notebook that a repository has ever had, each content once."""

from __future__ import annotations

import atexit
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import IO, cast

from mlsec_nb.batch.discover.folders import MODEL_SUFFIXES, SUFFIXES, excluded
from mlsec_nb.batch.item import Item
from mlsec_nb.core.finding import Skipped
from mlsec_nb.errors import UnreadableError
from mlsec_nb.git import command, environment, fields, git, root_of

CHUNK = 1 << 16
FILE, SUBMODULE = "100", "160000"
"""How the modes of files begin, executable or not, and the mode of a submodule; links are neither."""


@dataclass(frozen=True, slots=True)
class Blob(Item):
    """A version of a file, called ``COMMIT:PATH`` after the first commit that has it, as git writes it."""

    root: str
    oid: str

    def identity(self) -> str:
        """The object's id."""
        return self.oid

    def read(self, limit: int) -> bytes:
        """The content."""
        return _reader(self.root).read(self.oid, limit)


def versions(
    folder: Path, below: Sequence[str], exclude: Sequence[str], *, recognised: bool
) -> Iterator[Item | Skipped]:
    """Yield each version of each notebook and script of all branches and tags, oldest first.

    Parameters
    ----------
    folder
        Somewhere in the repository.
    below
        Paths that limit it; empty: everything.
    exclude
        Globs over POSIX paths to leave out.
    recognised
        Whether model files are wanted too, known by their suffix.

    Raises
    ------
    UsageError
        When there is no repository, or git is missing.
    """
    root = _repository(folder)
    suffixes = SUFFIXES + (MODEL_SUFFIXES if recognised else ())
    seen: set[bytes] = set()
    submodules: set[str] = set()
    try:
        for commit, mode, oid, path in _additions(root, below):
            if mode == SUBMODULE and path not in submodules:
                submodules.add(path)
                yield Skipped(path, "it is a repository of its own", gap=False)
            wanted = mode.startswith(FILE) and path.endswith(suffixes) and not excluded(path, exclude)
            if wanted and (key := bytes.fromhex(oid)) not in seen:
                seen.add(key)
                yield Blob(f"{commit[:12]}:{path}", str(root), oid)
    except UnreadableError as error:
        yield Skipped("the rest of the history", str(error))
    if git(root, "rev-parse", "--is-shallow-repository").strip() == b"true":
        yield Skipped("commits before the oldest one here", "this is a shallow clone")


def _repository(folder: Path) -> Path:
    """The root of the working tree, so that paths start there; of a bare repository itself."""
    if git(folder, "rev-parse", "--is-bare-repository").strip() == b"true":
        return Path(git(folder, "rev-parse", "--absolute-git-dir").decode("utf-8", "surrogateescape").strip())
    return root_of(folder)


def _additions(root: Path, below: Sequence[str]) -> Iterator[tuple[str, str, str, str]]:
    """Commit, mode, object and path of each change that left a file, parents before children.

    Raises
    ------
    UnreadableError
        At the end, if that is not the end of the history.
    """
    options = ["--all", "--reverse", "--topo-order", "-m", "--root", "--raw", "--no-abbrev", "--no-renames"]
    words = command(root, "log", *options, "-z", "--diff-filter=d", "--format=commit %H", "--", *below)
    with subprocess.Popen(  # noqa: S603 a list of words, no shell
        words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment()
    ) as process:
        pieces = fields(_chunks(process.stdout))
        commit = ""
        for piece in pieces:
            text = piece.lstrip("\n")
            if text.startswith("commit "):
                commit = text.removeprefix("commit ").strip()
            elif text.startswith(":"):
                _, mode, _, oid, _ = text.split(" ")
                yield commit, mode, oid, next(pieces, "")
    if process.returncode:
        raise UnreadableError("git could not tell the history to its end.", "Ask `git fsck`.")


def _chunks(stream: IO[bytes] | None) -> Iterator[bytes]:
    while stream is not None and (chunk := stream.read(CHUNK)):
        yield chunk


class _Reader:
    """``git cat-file --batch``: one process for all objects of a repository."""

    def __init__(self, root: str) -> None:
        self._lock = Lock()
        process = subprocess.Popen(  # noqa: S603 a list of words, no shell
            command(Path(root), "cat-file", "--batch"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(),
        )
        atexit.register(process.kill)
        self._ask, self._answer = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)

    def read(self, oid: str, limit: int) -> bytes:
        """At most one byte more than ``limit`` of the object."""
        with self._lock:
            try:
                self._ask.write(f"{oid}\n".encode())
                self._ask.flush()
                header = self._answer.readline().split()
                if len(header) != 3:
                    raise UnreadableError("is not in the repository.", "Is this a partial clone?")
                left = int(header[2])
                data = self._answer.read(min(left, limit + 1))
                left -= len(data)
                while left > 0 and (passed := self._answer.read(min(left, CHUNK))):
                    left -= len(passed)
                self._answer.read(1)
            except (OSError, ValueError) as error:
                raise UnreadableError(f"cannot be read from git: {error}.", "Ask `git fsck`.") from error
        return data


@lru_cache(maxsize=4)
def _reader(root: str) -> _Reader:
    return _Reader(root)
