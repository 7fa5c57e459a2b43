"""What git ignores below a folder: build products, downloads, environments."""

from __future__ import annotations

import os
from pathlib import Path

from mlsec_nb.git import SECONDS, command, environment

MAX_IGNORED = 200_000
"""Entries remembered; whole folders count once."""


def ignored_by_git(folder: str) -> frozenset[str]:
    """The paths below ``folder`` that its repository ignores; none where there is no repository.

    A folder that is ignored itself was asked for by name: nothing in it is left out.
    """
    if not _in_repository(Path(folder)) or _ask(folder, "check-ignore", "--quiet", ".") != b"1":
        return frozenset()
    listed = _ask(
        folder,
        "ls-files",
        "--others",
        "--ignored",
        "--exclude-standard",
        "--directory",
        "--no-empty-directory",
        "-z",
    )
    names = listed.decode("utf-8", "surrogateescape").split("\0")[:MAX_IGNORED]
    return frozenset(os.path.join(folder, name.rstrip("/")) for name in names if name and name != "./")


def _in_repository(folder: Path) -> bool:
    """Whether there is a repository around; cheaper than asking git."""
    try:
        return any((parent / ".git").exists() for parent in (folder.resolve(), *folder.resolve().parents))
    except OSError:
        return False


def _ask(folder: str, *arguments: str) -> bytes:
    """What git prints, or its exit status where it prints nothing; empty if it cannot be asked."""
    import subprocess

    try:
        done = subprocess.run(  # noqa: S603 a list of words, no shell
            command(Path(folder), *arguments),
            capture_output=True,
            check=False,
            timeout=SECONDS,
            env=environment(),
        )
    except (OSError, subprocess.SubprocessError):
        return b""
    return done.stdout or str(done.returncode).encode()
