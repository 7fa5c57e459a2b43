"""The stretch of a text that rules look at, with what is known of its surroundings."""

from __future__ import annotations

import re
from dataclasses import InitVar, dataclass, field

from mlsec_nb.secrets.needles import Among

_TOKEN = re.compile(r"[A-Za-z0-9_\-+/=.~%:$\\]{12}")


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a window of a long one.

    Attributes
    ----------
    text
        The line.
    start
        Where it starts in ``whole``.
    whole
        The text of the part.
    code
        Whether it is Python code: a bare word at the place of a value is then a variable.
    around
        Words that the surroundings add to every name on the line.
    together, among
        The lines that are looked at together, by default this one alone.
    lowered
        The line in lower case.
    has_token
        Whether there is a word as long as the shortest token that a form gives away.
    gaps
        Collects what a rule did not look at on the line, and why.
    """

    text: str
    start: int
    whole: str
    code: bool = False
    around: tuple[str, ...] = ()
    together: InitVar[Among | None] = None
    gaps: list[str] = field(default_factory=list)
    among: Among = field(init=False)
    lowered: str = field(init=False)
    has_token: bool = field(init=False)

    def __post_init__(self, together: Among | None) -> None:
        object.__setattr__(self, "among", together or Among(self.text))
        object.__setattr__(self, "lowered", self.text.lower())
        object.__setattr__(self, "has_token", _TOKEN.search(self.text) is not None)
