"""Everything that a file or byte string holds as pickles: one after the other, nested, in the tail."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsec_nb.artifacts.blob import Blob
from mlsec_nb.artifacts.facts import Broken, Child, Extent, Fact, Gap, Hidden, Imports, Trick
from mlsec_nb.artifacts.limits import Budget
from mlsec_nb.artifacts.pickles.codeobject import code_fact
from mlsec_nb.artifacts.pickles.machine import Judge, Machine
from mlsec_nb.artifacts.pickles.plain import end_of_plain
from mlsec_nb.artifacts.pickles.values import Payload

TAIL = 4 << 20
"""How much of what follows the last pickle is searched for the start of another."""

MAX_PICKLES = 10_000

_START = re.compile(
    rb"\x80[\x00-\x05](?=[\x80-\x98(\]})cNKMJGCXUTVSILFhqPi\x95])"
    rb"|c[A-Za-z_][\w.]{1,80}\n[A-Za-z_][\w.]{0,80}\n"
    rb"|\(i[A-Za-z_][\w.]{1,80}\n[A-Za-z_][\w.]{0,80}\n"
)
"""What the beginning of a pickle that imports something looks like."""

_MAGIC = (
    b"\x80",
    b"\x1f\x8b",
    b"PK\x03\x04",
    b"BZh",
    b"\xfd7zXZ",
    b"\x93NUMPY",
    b"\x78\x9c",
    b"\x78\x01",
    b"\x78\xda",
)


def read_pickles(blob: Blob, judge: Judge, budget: Budget, *, tail_is_data: bool = False) -> Iterator[Fact]:
    """Run every pickle of ``blob`` from its start.

    Parameters
    ----------
    tail_is_data
        The format puts raw data after its pickles, so what follows them is not odd.
    """
    position, count = blob.start, 0
    while position < blob.end and count < MAX_PICKLES:
        machine = run_one(blob, position, judge, budget)
        if not machine.stopped and count and not machine.names:
            break
        yield from _facts(machine, blob, position)
        if not machine.stopped:
            yield Broken(offset=machine.position - blob.start, what="a pickle", why=machine.error)
            yield from _search_tail(blob, machine.position, judge, budget)
            return
        count += 1
        position = machine.position
        yield Extent(end=position - blob.start)
        position = _after_padding(blob, position)
        if budget.late:
            yield Gap(what="what follows", why="the time is up")
            return
    if position < blob.end:
        yield from _search_tail(blob, position, judge, budget, odd=not tail_is_data)


def _after_padding(blob: Blob, position: int) -> int:
    """Key-value files pad their pickles to blocks with NUL bytes."""
    window = bytes(blob.data[position : min(blob.end, position + 512)])
    used = len(window) - len(window.lstrip(b"\0"))
    return position + used if used < len(window) else position


def run_one(blob: Blob, position: int, judge: Judge, budget: Budget) -> Machine:
    """Run the pickle at ``position``; one of plain data alone is only skimmed."""
    machine = Machine(blob.data, position, blob.end, judge, budget, origin=blob.start)
    end, payloads = end_of_plain(blob.data, position, blob.end)
    if end is None:
        machine.run()
    else:
        machine.position, machine.stopped, machine.payloads = end, True, payloads
    return machine


def _facts(machine: Machine, blob: Blob, position: int) -> Iterator[Fact]:
    base = blob.start
    if machine.names:
        yield Imports(offset=position - base, names=tuple(machine.names.values()))
    for at, kind, subject, severe in machine.tricks:
        yield Trick(offset=at - base, kind=kind, subject=subject, severe=severe)
    for at, kind, argument, runs in machine.code:
        yield code_fact(at - base, kind, argument, runs, Blob(machine.data, 0, machine.end))
    for number, inner in enumerate(machine.loaded):
        inside = Blob(inner) if isinstance(inner, bytes) else _content(inner, blob)
        yield Child(offset=position - base, name=f"loaded bytes {number}", blob=inside)
    done = {id(inner) for inner in machine.loaded}
    for payload in machine.payloads:
        if id(payload) in done:
            continue
        yield from _nested(payload, blob)


def _content(payload: Payload, blob: Blob) -> Blob:
    """The bytes of a payload; those that protocol 2 wrote as text are told from it."""
    whole = Blob(blob.data, payload.start, payload.start + payload.size)
    if not payload.text:
        return whole
    return Blob(whole.read().decode("utf-8", "replace").encode("latin-1", "replace"))


def _nested(payload: Payload, blob: Blob) -> Iterator[Child]:
    """A byte string that looks like a pickle or an archive is looked into."""
    head = bytes(blob.data[payload.start : payload.start + 96])
    if payload.text:
        if not any(mark in head for mark in (b"\xc2\x80", b"\nsystem\n", b"c__builtin__\n", b"cos\n")):
            return
        text = bytes(blob.data[payload.start : payload.start + min(payload.size, TAIL)]).decode(
            "utf-8", "replace"
        )
        raw = text.encode("latin-1", "replace")
        if not (raw.startswith(_MAGIC) or _START.match(raw)):
            return
        inner = Blob(raw)
    elif head.startswith(_MAGIC) or _START.match(head):
        inner = Blob(blob.data, payload.start, payload.start + payload.size)
    else:
        return
    yield Child(
        offset=payload.start - blob.start,
        name=f"bytes at {payload.start - blob.start}",
        blob=inner,
        quiet=True,
    )


def _search_tail(
    blob: Blob, position: int, judge: Judge, budget: Budget, *, odd: bool = False
) -> Iterator[Fact]:
    """Look for pickles that start somewhere in what is left."""
    window = bytes(blob.data[position : min(blob.end, position + TAIL)])
    for number, match in enumerate(_START.finditer(window)):
        if number > 500 or budget.late:
            yield Gap(what="the data after the last pickle", why="too much in it looks like pickles")
            return
        machine = Machine(blob.data, position + match.start(), blob.end, judge, budget, origin=blob.start)
        machine.run()
        if any(found.verdict in ("dangerous", "reflective") for found in machine.names.values()):
            yield from _facts(machine, blob, position + match.start())
            yield Hidden(
                offset=position + match.start() - blob.start,
                what="a pickle behind the end of the one that is loaded",
                severe=True,
            )
            return
    if odd and window.strip(b"\0 \r\n"):
        yield Hidden(
            offset=position - blob.start, what=f"{blob.end - position:,} bytes after the pickle's end"
        )


def search(blob: Blob, judge: Judge, budget: Budget, *, every: bool = False) -> Iterator[Fact]:
    """Look for pickles in a file of no known format; in a database, ``every`` one counts."""
    if not every:
        yield from _search_tail(blob, blob.start, judge, budget)
        return
    at = blob.start
    for _ in range(MAX_PICKLES):
        match = _START.search(blob.data, at, blob.end)
        if match is None:
            return
        machine = Machine(blob.data, match.start(), blob.end, judge, budget, origin=blob.start)
        machine.run()
        if machine.stopped or any(found.verdict == "dangerous" for found in machine.names.values()):
            yield from _facts(machine, blob, match.start())
        at = max(machine.position if machine.stopped else 0, match.start() + 1)
        if budget.late:
            break
    yield Gap(what="further values", why="there are too many of them")
