"""The state of the machine, and the loop that runs it over the opcodes of one pickle.

It follows C's ``_pickle``: the marks fence the stack, the memo counts its entries, frames mean
nothing, a line without an end loses its last byte. Where the outcome depends on values that are not
known here it goes on, so that it sees at least every name which the real unpickler would ask for.
"""

from __future__ import annotations

import struct
from collections.abc import Callable

from mlsec_nb.artifacts.blob import Data
from mlsec_nb.artifacts.limits import Budget
from mlsec_nb.artifacts.pickles.values import UNKNOWN, Global, Payload, Value

Judge = Callable[[str, str, int], tuple[str, str]]
"""``judge(module, name, protocol)`` gives the verdict on a name and what it would do."""

Handler = Callable[["Machine", int], int]
"""What runs one opcode: the machine and the position of its argument give the next position."""

CHECK_EVERY = 4096
"""Opcodes between two looks at the clock."""


class Stop(Exception):  # noqa: N818 - the opcode's name
    """The pickle ended as it should."""


class Malformed(Exception):  # noqa: N818 - said of the data, not of the program
    """The unpickler would give up here."""


class Anything(dict[int, Value]):
    """A memo that knows every index, for starting in the middle of a stream."""

    def __missing__(self, key: int) -> Value:
        return UNKNOWN


class Machine:
    """Runs one pickle over abstract values.

    Parameters
    ----------
    data, position, end
        The bytes, where the pickle starts and where they end.
    judge
        The policy on names.
    origin
        What offsets in reports count from.
    budget
        Shared by everything in one file.

    Attributes
    ----------
    names
        Every global asked for, by (module, name), in order.
    tricks
        (offset, kind, subject, severe) of odd uses; see the rule ``pickle-trick``.
    code
        (offset, kind, argument, runs) of code objects and functions built by value.
    payloads
        Byte strings and long texts worth a look of their own.
    loaded
        Bytes that a loader called by the pickle would load in turn.
    arrays
        Offsets at which a wrapper's raw array was skipped; ``raw_arrays`` is whether to skip them.
    """

    __slots__ = (
        "arrays", "at", "budget", "code", "data", "end", "error", "frame_end", "judge", "loaded", "memo",
        "metastack", "names", "origin", "payloads", "position", "protocol", "raw_arrays", "stack", "stopped",
        "tricks",
    )  # fmt: skip

    def __init__(
        self, data: Data, position: int, end: int, judge: Judge, budget: Budget, *, origin: int = 0
    ) -> None:
        self.data = data
        self.position = position
        self.at = position
        self.end = end
        self.origin = origin
        self.judge = judge
        self.budget = budget
        self.protocol = 0
        self.stack: list[Value] = []
        self.metastack: list[list[Value]] = []
        self.memo: dict[int, Value] = {}
        self.names: dict[tuple[str, str], Global] = {}
        self.tricks: list[tuple[int, str, str, bool]] = []
        self.code: list[tuple[int, str, Value, bool]] = []
        self.payloads: list[Payload] = []
        self.loaded: list[Payload | bytes] = []
        self.arrays: list[int] = []
        self.raw_arrays = True
        self.frame_end = 0
        self.stopped = False
        self.error = ""

    def run(self, limit: int | None = None) -> None:
        """Run until STOP, an error (kept in ``error``) or an exhausted budget."""
        from mlsec_nb.artifacts.pickles.handlers import HANDLERS

        allowed = self.budget.limits.opcodes - self.budget.opcodes
        left = allowed if limit is None else min(limit, allowed)
        self.budget.opcodes += 1
        try:
            while left > 0:
                left -= CHECK_EVERY
                count = min(CHECK_EVERY, left + CHECK_EVERY)
                self._burst(count, HANDLERS)
                self.budget.opcodes += count
                if self.budget.late:
                    break
            self.error = "the limit of opcodes or time was reached"
        except Stop:
            self.stopped = True
        except Malformed as error:
            self.error = str(error)
        except IndexError:
            self.error = "the data end" if self.at >= self.end - 1 else "the stack is empty"
        except (KeyError, struct.error, ValueError):
            self.error = "an operand has no meaning"
        self.position = max(self.position, self.at)

    def _burst(self, count: int, handlers: list[Handler]) -> None:
        """Run ``count`` opcodes. ``at`` is where the running one starts, for the handlers' reports."""
        data, end, position = self.data, self.end, self.position
        for _ in range(count):
            if position >= end:
                raise Malformed("the data end before STOP")
            self.at = position
            position = handlers[data[position]](self, position + 1)
        self.position = position

    def ask(self, module: str, name: str) -> Global:
        """The global (module, name), judged when it is asked for the first time."""
        found = self.names.get((module, name))
        if found is None:
            verdict, effect = self.judge(module, name, self.protocol)
            found = Global(module, name, self.at - self.origin, verdict, effect)
            self.names[module, name] = found
        return found

    def trick(self, kind: str, subject: str, *, severe: bool = True) -> None:
        """Note an odd use at the running opcode; a flood of them says nothing more."""
        if len(self.tricks) < 200:
            self.tricks.append((self.at, kind, subject, severe))

    def line(self, position: int) -> tuple[bytes, int]:
        """The argument line at ``position`` and what comes after it, as C reads it from memory."""
        end = self.data.find(b"\n", position, self.end)
        if end >= 0:
            return self.data[position:end], end + 1
        if position >= self.end:
            raise Malformed("the data end in an argument")
        return self.data[position : self.end - 1], self.end

    def torn(self, position: int, after: int) -> bytes | None:
        """What C reads from a file instead, when the line lies across the end of a frame.

        It then loses the part within the frame. Honest picklers write no lines in frames.
        """
        if position < self.frame_end < after:
            self.trick("torn-line", f"byte {position:,}")
            return bytes(self.data[self.frame_end : after - 1])
        return None

    def span(self, position: int, size: int) -> int:
        """The end of an argument of ``size`` bytes, when it is there."""
        if position + size > self.end:
            raise Malformed("the data end in an argument")
        return position + size

    def pop_mark(self) -> list[Value]:
        """The values above the last mark."""
        if not self.metastack:
            raise Malformed("there is no mark")
        items = self.stack
        self.stack = self.metastack.pop()
        return items

    def beside(self, position: int) -> Machine:
        """A machine that starts at ``position`` not knowing the stack and the memo."""
        other = Machine(self.data, position, self.end, self.judge, self.budget, origin=self.origin)
        other.protocol = self.protocol
        other.stack = [UNKNOWN] * 16
        other.memo = Anything()
        return other

    def absorb(self, other: Machine) -> None:
        """Take over what another machine found."""
        for key, found in other.names.items():
            self.names.setdefault(key, found)
        self.tricks += other.tricks
        self.code += other.code
        self.payloads += other.payloads
        self.loaded += other.loaded
        self.arrays += other.arrays
