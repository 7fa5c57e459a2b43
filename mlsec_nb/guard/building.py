"""Where on the stack objects are being unpickled.

The unpickler written in C has no frame of its own. But the frame that called it stands still while it
works: as long as that frame is on the stack at the same instruction, objects are being built. That
frame is marked through its ``f_trace``, which nobody else uses unless code is being traced, and which
goes away with the frame: nothing is wrapped, and no frame is kept alive.
"""

from __future__ import annotations

import pickle
import sys
from types import CodeType, FrameType

UNPICKLERS: tuple[type, ...] = (pickle.Unpickler, pickle._Unpickler)
"""The one in C and the one in Python; every other is a subclass of either."""

DEPTH = 12
"""Frames between a question for a global and the caller of ``load``, at most."""

IMPORTING: CodeType = sys.modules["_frozen_importlib"]._find_and_load.__code__
"""What runs below it is the body of a module that is imported, not what a file asked for."""


class Mark:
    """Says that the frame it is on unpickles as long as it stands at instruction ``at``.

    Attributes
    ----------
    at
        The frame's ``f_lasti`` at the time.
    free
        Sources that a person let do what they want.
    made
        Code that this load made functions of.
    """

    __slots__ = ("at", "free", "made")

    def __init__(self, at: int) -> None:
        self.at = at
        self.free: set[object] = set()
        self.made: set[CodeType] = set()

    def __call__(self, _frame: FrameType, _event: str, _argument: object) -> None:
        """Trace nothing, should tracing be switched on while the mark is there."""


def caller_of_load(frame: FrameType) -> FrameType:
    """The frame that called ``load``, seen from the one that asks for a global."""
    caller, current = frame, frame
    for _ in range(DEPTH):
        if _mark_on(current):
            return current
        if _belongs_to_unpickler(current) and current.f_back:
            caller = current.f_back
        if current.f_back is None:
            break
        current = current.f_back
    return caller


def _belongs_to_unpickler(frame: FrameType) -> bool:
    """Whether it runs a method of an unpickler: a ``find_class`` of its own, an opcode written in Python."""
    code = frame.f_code
    if not code.co_argcount or code.co_varnames[0] != "self":
        return False
    return isinstance(frame.f_locals.get("self"), UNPICKLERS)


def mark(frame: FrameType) -> Mark:
    """The mark of the load that ``frame`` called; a new one if the last load is over."""
    there = _mark_on(frame)
    if there is None:
        there = Mark(frame.f_lasti)
        if frame.f_trace is None or isinstance(frame.f_trace, Mark):
            frame.f_trace = there
    return there


def _mark_on(frame: FrameType) -> Mark | None:
    """The mark of ``frame``, if it still stands where it did."""
    there = frame.f_trace
    return there if isinstance(there, Mark) and there.at == frame.f_lasti else None


def find_mark(frame: FrameType | None) -> tuple[Mark, FrameType] | None:
    """The load that ``frame`` is part of and the frame that called it, unless a module is being imported."""
    while frame is not None and frame.f_code is not IMPORTING:
        there = _mark_on(frame)
        if there is not None:
            return there, frame
        frame = frame.f_back
    return None


def is_direct(frame: FrameType, caller: FrameType) -> bool:
    """Whether the unpickler itself does it, without any library's code between."""
    while frame is not caller and _belongs_to_unpickler(frame) and frame.f_back:
        frame = frame.f_back
    return frame is caller
