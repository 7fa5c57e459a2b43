"""The stretch of a text that rules look at, with what is known of its surroundings."""

from __future__ import annotations

from dataclasses import dataclass


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
    """

    text: str
    start: int
    whole: str
    code: bool = False
    around: tuple[str, ...] = ()
