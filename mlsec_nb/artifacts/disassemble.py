"""An annotated disassembly of the pickles in a file, for ``mlsec-nb inspect``.

Only the part around what was found is shown, unless everything is asked for: a model has millions of
opcodes, an attack a dozen.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mlsec_nb.artifacts.blob import Blob, open_blob
from mlsec_nb.artifacts.facts import Child
from mlsec_nb.artifacts.job import Job
from mlsec_nb.artifacts.limits import Budget, Limits
from mlsec_nb.artifacts.pickles.handlers import HANDLERS, NAMES
from mlsec_nb.artifacts.pickles.machine import Machine, Malformed, Stop
from mlsec_nb.artifacts.pickles.values import Call, Global, show
from mlsec_nb.artifacts.sniff import reader_of, sniff
from mlsec_nb.policy.policy import Policy

PICKLES = frozenset({"pickle", "perhaps a pickle", "pickle-then-data"})
CONTEXT = 4
"""How many lines before and after a noted one are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One opcode: where, what, what is on top of the stack after it, and what is odd about it.

    ``opcode`` is ``…`` where lines were left out, and ``member`` the path inside the file.
    """

    offset: int
    opcode: str
    top: str = ""
    note: str = ""
    member: str = ""


def disassemble(
    path: Path,
    *,
    everything: bool = False,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    allow: Iterable[str] = (),
) -> Iterator[Line]:
    """Yield the lines of every pickle in the file, with notes.

    Parameters
    ----------
    path
        The file.
    everything
        Show all opcodes instead of those around the notes.
    limits, allow
        As for :func:`~mlsec_nb.artifacts.engine.examine`.

    Raises
    ------
    OSError
        When the file cannot be read.
    """
    policy, budget = Policy(allow), Budget(limits=limits)
    with open_blob(path) as blob:
        for member, inner in _pickles(blob, path.name, "", policy, budget, limits.depth):
            lines = _run(inner, member, policy, budget)
            yield from lines if everything else _around(lines)


def _pickles(
    blob: Blob, name: str, member: str, policy: Policy, budget: Budget, depth: int, hint: str | None = None
) -> Iterator[tuple[str, Blob]]:
    """Every pickle in a file, with its path inside."""
    kind = hint or sniff(blob, name)
    if kind in PICKLES and len(blob):
        yield member, blob
    if depth == 0 or budget.late:
        return
    for fact in reader_of(kind)(blob, Job(policy.judge, budget, name)):
        if isinstance(fact, Child):
            inner = f"{member}!{fact.name}" if member and fact.name else f"{member}{fact.name}"
            yield from _pickles(fact.blob, fact.name, inner, policy, budget, depth - 1, fact.hint)


def _run(blob: Blob, member: str, policy: Policy, budget: Budget) -> Iterator[Line]:
    machine = Machine(blob.data, blob.start, blob.end, policy.judge, budget, origin=blob.start)
    position = blob.start
    names = tricks = code = 0
    while position < blob.end and not budget.late:
        offset, opcode = position - blob.start, NAMES.get(blob.data[position], "?")
        machine.at, note = position, ""
        try:
            position = HANDLERS[blob.data[position]](machine, position + 1)
        except Stop:
            yield Line(offset=offset, opcode=opcode, member=member, note="the end of the pickle")
            return
        except (Malformed, IndexError, KeyError, ValueError) as error:
            yield Line(offset=offset, opcode=opcode, member=member, note=f"breaks off: {error}")
            return
        if len(machine.names) > names:
            note = "; ".join(_judged(found) for found in list(machine.names.values())[names:])
        note = "; ".join(
            filter(None, (note, *(f"{kind}: {text}" for _, kind, text, _ in machine.tricks[tricks:])))
        )
        if len(machine.code) > code:
            note = note or "makes code"
        names, tricks, code = len(machine.names), len(machine.tricks), len(machine.code)
        top = machine.stack[-1] if machine.stack else None
        if not note and opcode in ("REDUCE", "OBJ", "INST", "NEWOBJ", "NEWOBJ_EX"):
            note = _called(top)
        yield Line(offset=offset, opcode=opcode, top=show(top, 2)[:100], note=note, member=member)


def _judged(found: Global) -> str:
    if found.verdict == "safe":
        return ""
    return f"{found.path} is {found.verdict}" + (f": {found.effect}" if found.effect else "")


def _called(value: object) -> str:
    """A note on the call of a name that is not safe."""
    function = value.function if isinstance(value, Call) else None
    unsafe = isinstance(function, Global) and function.verdict != "safe"
    return f"calls {show(value)[:160]}" if unsafe else ""


def _around(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines near a note; what is between is one line of dots."""
    before: deque[Line] = deque(maxlen=CONTEXT)
    after = left_out = 0
    for line in lines:
        if line.note and line.opcode != "STOP":
            if left_out > len(before):
                yield Line(offset=before[0].offset if before else line.offset, opcode="…", member=line.member)
            yield from before
            before.clear()
            after, left_out = CONTEXT, 0
            yield line
        elif after:
            after -= 1
            yield line
        else:
            before.append(line)
            left_out += 1
