"""Questions to git that run nothing of the repository: no hook, filter, pager or program it may name."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

SECONDS = 10
MOST_BYTES = 16 * 1024 * 1024
READING = frozenset(
    {"cat-file", "check-ignore", "config", "log", "ls-files", "rev-list", "rev-parse", "shortlog"}
)
"""Subcommands that only read objects, the index or settings; ``status`` would run clean filters."""

SETTINGS = ("core.fsmonitor=false", "log.showSignature=false", "core.alternateRefsCommand=")


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
    options = [word for setting in SETTINGS for word in ("-c", setting)]
    quiet = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}
    command = ["git", "--no-pager", "-C", str(folder), *options, *arguments]
    try:
        done = subprocess.run(  # noqa: S603 a list
            command, capture_output=True, check=False, timeout=SECONDS, env={**os.environ, **quiet}
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    if done.returncode or len(done.stdout) > MOST_BYTES:
        return None
    return done.stdout.decode("utf-8", "surrogateescape")
