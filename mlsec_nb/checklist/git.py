"""Questions to git that run nothing of the repository: no hook, filter, pager or program it may name."""

from __future__ import annotations

import subprocess
from pathlib import Path

from mlsec_nb.git import command, environment

SECONDS = 10
MOST_BYTES = 16 * 1024 * 1024
READING = frozenset(
    {"cat-file", "check-ignore", "config", "log", "ls-files", "rev-list", "rev-parse", "shortlog"}
)
"""Subcommands that only read objects, the index or settings; ``status`` would run clean filters."""


def ask_git(folder: Path, *arguments: str) -> str | None:
    """What git answers in ``folder``; ``None`` when there is no git or repository, or it fails.

    Parameters
    ----------
    folder
        Where git is asked.
    arguments
        A subcommand of :data:`READING` and its arguments.
    """
    if not arguments or arguments[0] not in READING:
        raise ValueError(f"git {arguments[:1]} is not among the questions that run nothing")
    words = command(folder, *arguments)
    try:
        done = subprocess.run(  # noqa: S603 a list
            words, capture_output=True, check=False, timeout=SECONDS, env=environment()
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    if done.returncode or len(done.stdout) > MOST_BYTES:
        return None
    return done.stdout.decode("utf-8", "surrogateescape")
