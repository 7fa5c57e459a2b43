"""A fast way through pickles of plain data, which can neither import nor call anything.

One regular expression reads runs of opcodes; it knows no opcode that could ask for a name, so a
pickle which it reads to STOP needs no machine. Anything else is left to the machine, from the start.
"""

from __future__ import annotations

import re
import struct

from mlsec_nb.artifacts.blob import Data
from mlsec_nb.artifacts.pickles.values import Payload

_SHORT = 48
_SINGLE = rb"[N\x88\x89()\]}\x8ftldaesu\x90\x91\x85\x86\x870-2\x94\x97\x98]"


def _texts(opcode: bytes) -> bytes:
    sizes = b"|".join(re.escape(bytes([size])) + b"." * size for size in range(_SHORT + 1))
    return re.escape(opcode) + b"(?:" + sizes + b")"


_RUN = re.compile(
    b"(?s)(?:" + _SINGLE + b"|h.|K.|" + _texts(b"\x8c") + b"|q.|M..|J....|G........|[rj]....|\x95........)"
    b"{1,1000}"
)
_WIDE = {
    0x8C: "B",
    0x58: "<I",
    0x8D: "<Q",
    0x43: "B",
    0x42: "<I",
    0x8E: "<Q",
    0x96: "<Q",
    0x8A: "B",
    0x8B: "<I",
}
_WIDTH = {"B": 1, "<I": 4, "<Q": 8}
_BYTES = frozenset((0x43, 0x42, 0x8E, 0x96))
_NESTED_FROM = 10


def end_of_plain(data: Data, position: int, end: int) -> tuple[int | None, list[Payload]]:
    """Where the pickle at ``position`` ends if it holds plain data only, with its long strings.

    Returns
    -------
    tuple
        The position after STOP, or ``None`` when the machine has to read it; and the byte strings
        and texts that deserve a look of their own.
    """
    payloads: list[Payload] = []
    if data[position : position + 1] == b"\x80":
        if data[position + 1 : position + 2] > b"\x05":
            return None, payloads
        position += 2
    match = _RUN.match
    while position < end:
        run = match(data, position, end)
        if run:
            position = run.end()
            continue
        opcode = data[position]
        if opcode == 0x2E:
            return position + 1, payloads
        kind = _WIDE.get(opcode)
        if kind is None:
            break
        try:
            size = struct.unpack_from(kind, data, position + 1)[0]
        except struct.error:
            break
        start = position + 1 + _WIDTH[kind]
        position = start + size
        if position > end:
            break
        if size >= _NESTED_FROM and opcode not in (0x8A, 0x8B):
            payloads.append(Payload(start, size, text=opcode not in _BYTES))
    return None, payloads
