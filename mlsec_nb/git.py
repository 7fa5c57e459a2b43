"""Calling git, without the monitors, pagers and programs that a repository's own configuration may name."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from mlsec_nb.errors import UsageError

SECONDS = 600
SETTINGS = ("core.fsmonitor=false", "log.showSignature=false", "core.alternateRefsCommand=")
QUIET = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}
"""Environment of every call: nothing is asked, fetched or written on the side."""


def git(folder: Path, *arguments: str, check: bool = True, filters: bool = True) -> bytes:
    """What git prints; nothing when it fails and ``check`` is off.

    Without ``filters``, git compares files with no help of the programs that a repository's settings name.

    Raises
    ------
    UsageError
        When git is missing, or fails.
    """
    try:
        done = subprocess.run(  # noqa: S603 a list of words, no shell
            command(folder, *arguments),
            capture_output=True,
            check=False,
            timeout=SECONDS,
            env=environment() if filters else {**environment(), **_unfiltered(folder)},
        )
    except FileNotFoundError as error:
        raise UsageError("git is not installed.", "Name the files to scan instead.") from error
    if done.returncode and check:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UsageError(f"git failed: {reason[0] if reason else done.returncode}.", "Is this a repository?")
    return b"" if done.returncode else done.stdout


def command(folder: Path, *arguments: str) -> list[str]:
    """The words of a call of git in ``folder``."""
    options = [word for setting in SETTINGS for word in ("-c", setting)]
    return ["git", "--no-pager", "-C", str(folder), *options, *arguments]


def environment() -> dict[str, str]:
    """The environment of a call."""
    return {**os.environ, **QUIET}


def _unfiltered(folder: Path) -> dict[str, str]:
    """Environment that empties every filter and hook; ``-c`` would cut a name that holds ``=``."""
    listed = git(folder, "config", "-z", "--name-only", "--get-regexp", r"^filter\.", check=False)
    keys = {name for name in listed.decode("utf-8", "surrogateescape").split("\0") if name}
    settings = {key: "false" if key.endswith(".required") else "" for key in keys}
    settings["core.hooksPath"] = os.devnull  # a comparison may write the index anew, which has a hook
    found = {"GIT_CONFIG_COUNT": str(len(settings))}
    for number, (key, value) in enumerate(sorted(settings.items())):
        found[f"GIT_CONFIG_KEY_{number}"] = key
        found[f"GIT_CONFIG_VALUE_{number}"] = value
    return found


def fields(stream: Iterator[bytes], separator: bytes = b"\0") -> Iterator[str]:
    """What git prints with ``-z``, piece by piece as it comes."""
    rest = b""
    for chunk in stream:
        *whole, rest = (rest + chunk).split(separator)
        yield from (field.decode("utf-8", "surrogateescape") for field in whole)
    if rest:
        yield rest.decode("utf-8", "surrogateescape")


def root_of(folder: Path) -> Path:
    """The root of the repository that ``folder`` is in.

    Raises
    ------
    UsageError
        When it is in none.
    """
    return Path(git(folder, "rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape").strip())
