"""What unpickling did that the policy does not allow, and what is done about it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from mlsec_nb.guard.source import Source


class Mode(IntEnum):
    """What is done about what is not allowed, from the mildest to the strictest."""

    LOG = 1
    ASK = 2
    BLOCK = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Something that the policy does not allow.

    Attributes
    ----------
    subject
        The global that was asked for, or the audit event.
    effect
        What it would do; empty for a name of which nothing is known.
    source
        What was being unpickled.
    building
        Whether it happened while an object was being built.
    stopped
        Whether it was stopped, or only logged.
    at
        When, with a time zone.
    """

    subject: str
    effect: str
    source: Source
    building: bool
    stopped: bool
    at: datetime

    @property
    def message(self) -> str:
        """What happened, in a sentence."""
        what = (
            f"{self.subject}, which {self.effect}" if self.effect else f"{self.subject}, which nobody judged"
        )
        how = "while its objects were built it would have reached" if self.building else "it asks for"
        state = "was stopped" if self.stopped else "is suspicious"
        return f"Unpickling {self.source.name} {state}: {how} {what}."

    @property
    def advice(self) -> str:
        """The way on."""
        ways = [f"`%mlsec guard allow {self.subject}` allows it for the next load"]
        if self.source.path:
            ways.append(f"`%mlsec guard allow --file {self.source.name}` allows this file as it is now")
        if not self.building and not self.effect:
            ways.append(f'`allow = ["{self.subject}"]` in mlsec.toml allows the name always')
        return f"If you trust whoever wrote it: {'; '.join(ways)}."


Ask = Callable[[Incident], bool]
"""Asks a person; says whether the load may go on."""

INCIDENTS: deque[Incident] = deque(maxlen=100)
"""The last of this process."""
