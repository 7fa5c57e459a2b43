"""Errors that people see: what is wrong, and the way out."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pickle import UnpicklingError


class MlsecError(Exception):
    """A problem the caller can mend.

    Parameters
    ----------
    message
        What is wrong, in one sentence.
    advice
        What to do about it.
    """

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message} {self.advice}".rstrip()


class UsageError(MlsecError):
    """The call itself is wrong: an unknown option, rule or severity."""


class ConfigError(MlsecError):
    """A configuration or baseline file cannot be used."""


class UnreadableError(MlsecError):
    """A target exists but cannot be read as what it claims to be."""


class UnsafeUnpicklingError(MlsecError, UnpicklingError):
    """Unpickling was stopped by the guard, before what it names was reached."""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A sentence that names what is most like ``name``, with a blank behind it; empty when nothing is."""
    from difflib import get_close_matches

    close = get_close_matches(name, list(known), n=1)
    return f"Did you mean {close[0]!r}? " if close else ""


def lacking(error: ModuleNotFoundError) -> UsageError:
    """What to say where a module is missing: of a broken installation, or of Python in the browser."""
    if sys.platform == "emscripten":
        seen = f"This needs {error.name!r}, which Python in the browser (JupyterLite) does not have."
        return UsageError(seen, "Scanning files, inspect, explain, fix and the guard do without it.")
    seen = f"This needs the module {error.name!r}, which is not installed."
    return UsageError(seen, "`mlsec-nb doctor` says what is missing and how to mend it.")
