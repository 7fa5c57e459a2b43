"""The files of a project as probes see them: bounded, read once, never outside of the folder."""

from __future__ import annotations

import fnmatch
import hashlib
import os
import stat
from functools import cached_property
from pathlib import Path

from mlsec_nb.batch.discover import PRUNED
from mlsec_nb.checklist.git import ask_git

MOST_FILES = 20_000
MOST_TEXT = 2_000_000
MOST_DIGESTED = 8 * 1024**3


class Files:
    """What lies below a project's folder. Paths are relative, with ``/``; links are not followed.

    Parameters
    ----------
    folder
        The root of the project.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._texts: dict[str, str | None] = {}

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The regular files, sorted, at most :data:`MOST_FILES`: no environments, no version control."""
        found: list[str] = []
        for place, folders, names in os.walk(self.folder):
            folders[:] = sorted(
                name
                for name in folders
                if name not in PRUNED and not os.path.exists(os.path.join(place, name, "pyvenv.cfg"))
            )
            for name in sorted(names):
                path = Path(place, name)
                if not path.is_symlink() and path.is_file():
                    found.append(path.relative_to(self.folder).as_posix())
            if len(found) > MOST_FILES:
                break
        return tuple(found[:MOST_FILES])

    @property
    def truncated(self) -> bool:
        """Whether there may be more files than :attr:`paths` lists."""
        return len(self.paths) == MOST_FILES

    @cached_property
    def tracked(self) -> tuple[str, ...] | None:
        """What git tracks below the folder; ``None`` when it is no repository, or git is not there."""
        listed = self.git("ls-files", "-z")
        return None if listed is None else tuple(name for name in listed.split("\0") if name)

    def git(self, *arguments: str) -> str | None:
        """Ask git; see :func:`~mlsec_nb.checklist.git.ask_git`."""
        return ask_git(self.folder, *arguments)

    def glob(self, *patterns: str) -> tuple[str, ...]:
        """The files whose path, or name, matches one of the patterns, whatever the case of letters."""
        wanted = [pattern.lower() for pattern in patterns]
        return tuple(path for path in self.paths if _matches(path.lower(), wanted))

    def exists(self, path: str) -> bool:
        """Whether this is a regular file in the folder."""
        return self.place(path) is not None

    def place(self, path: str) -> Path | None:
        """The file on disk; ``None`` when it is outside of the folder, a link, or no regular file."""
        full = self.folder / path
        try:
            inside = full.resolve().is_relative_to(self.folder.resolve())
            return full if inside and not full.is_symlink() and full.is_file() else None
        except (OSError, ValueError, RuntimeError):  # a loop of links, a name that no file can have
            return None

    def text(self, path: str) -> str | None:
        """The text of a file; ``None`` when there is none, or it is larger than :data:`MOST_TEXT`."""
        if path not in self._texts:
            self._texts[path] = self._read(path)
        return self._texts[path]

    def stat(self, path: str) -> os.stat_result | None:
        """Mode, owner, size and times of a file."""
        place = self.place(path)
        try:
            return place.stat() if place else None
        except OSError:
            return None

    def digest(self, path: str, algorithm: str = "sha256") -> str:
        """The digest of a file; empty when it cannot be read, or is larger than :data:`MOST_DIGESTED`."""
        place, facts = self.place(path), self.stat(path)
        if place is None or facts is None or facts.st_size > MOST_DIGESTED:
            return ""
        digest = hashlib.new(algorithm, usedforsecurity=False)
        try:
            with open(place, "rb") as file:
                while piece := file.read(1024 * 1024):
                    digest.update(piece)
        except OSError:
            return ""
        return digest.hexdigest()

    def _read(self, path: str) -> str | None:
        place, facts = self.place(path), self.stat(path)
        if place is None or facts is None or facts.st_size > MOST_TEXT or not stat.S_ISREG(facts.st_mode):
            return None
        try:
            return place.read_text("utf-8-sig", errors="replace")
        except OSError:
            return None


def _matches(path: str, patterns: list[str]) -> bool:
    name = path.rpartition("/")[2]
    return any(fnmatch.fnmatchcase(path if "/" in pattern else name, pattern) for pattern in patterns)
