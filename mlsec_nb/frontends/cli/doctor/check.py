"""What a check says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class State(str, Enum):
    """How it stands; only what is broken changes the exit status."""

    FINE = "fine"
    ADVICE = "advice"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    Attributes
    ----------
    subject
        What was looked at.
    state
        How it stands.
    seen
        What was seen, in a sentence.
    mend
        What to do about it; empty when nothing has to be done.
    """

    subject: str
    state: State
    seen: str
    mend: str = ""


def fine(subject: str, seen: str) -> Check:
    """All is well."""
    return Check(subject, State.FINE, seen)


def advice(subject: str, seen: str, mend: str) -> Check:
    """It works, and could be better."""
    return Check(subject, State.ADVICE, seen, mend)


def broken(subject: str, seen: str, mend: str) -> Check:
    """It does not work."""
    return Check(subject, State.BROKEN, seen, mend)
