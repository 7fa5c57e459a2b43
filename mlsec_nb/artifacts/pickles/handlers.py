"""What each opcode does to the machine: a table of 256 small functions.

A handler takes the machine and the position after the opcode and gives the position of the next one.
"""

from __future__ import annotations

from struct import Struct

from mlsec_nb.artifacts.pickles import literals, names, structure
from mlsec_nb.artifacts.pickles.machine import Handler, Machine, Malformed, Stop
from mlsec_nb.artifacts.pickles.values import FALSE, FLOAT, TRUE

U64 = Struct("<Q").unpack_from


def _unknown(m: Machine, p: int) -> int:
    raise Malformed(f"there is no opcode 0x{m.data[p - 1]:02x}")


def _frame(m: Machine, p: int) -> int:
    m.frame_end = p + 8 + U64(m.data, p)[0]
    return m.span(p, 8)


def _proto(m: Machine, p: int) -> int:
    if m.data[p] > 5:
        raise Malformed(f"there is no protocol {m.data[p]}")
    m.protocol = m.data[p]
    return p + 1


def _stop(m: Machine, p: int) -> int:
    m.stack.pop()
    m.position = m.at = p
    raise Stop


OPCODES: tuple[tuple[str, int, Handler], ...] = (
    ("PROTO", 0x80, _proto),
    ("STOP", 0x2E, _stop),
    ("FRAME", 0x95, _frame),
    ("NONE", 0x4E, literals.constant(None)),
    ("NEWTRUE", 0x88, literals.constant(TRUE)),
    ("NEWFALSE", 0x89, literals.constant(FALSE)),
    ("INT", 0x49, literals.int_line),
    ("BININT", 0x4A, literals.binint),
    ("BININT1", 0x4B, literals.binint1),
    ("BININT2", 0x4D, literals.binint2),
    ("LONG", 0x4C, literals.long_line),
    ("LONG1", 0x8A, literals.long1),
    ("LONG4", 0x8B, literals.long4),
    ("FLOAT", 0x46, literals.float_line),
    ("BINFLOAT", 0x47, literals.constant(FLOAT, 8)),
    ("STRING", 0x53, literals.string_line),
    ("BINSTRING", 0x54, literals.binstring),
    ("SHORT_BINSTRING", 0x55, literals.short_binstring),
    ("UNICODE", 0x56, literals.unicode_line),
    ("BINUNICODE", 0x58, literals.binunicode),
    ("SHORT_BINUNICODE", 0x8C, literals.short_binunicode),
    ("BINUNICODE8", 0x8D, literals.binunicode8),
    ("BINBYTES", 0x42, literals.binbytes),
    ("SHORT_BINBYTES", 0x43, literals.short_binbytes),
    ("BINBYTES8", 0x8E, literals.binbytes8),
    ("BYTEARRAY8", 0x96, literals.binbytes8),
    ("NEXT_BUFFER", 0x97, literals.next_buffer),
    ("READONLY_BUFFER", 0x98, names.readonly),
    ("MARK", 0x28, structure.mark),
    ("EMPTY_LIST", 0x5D, structure.empty_list),
    ("EMPTY_DICT", 0x7D, structure.empty_dict),
    ("EMPTY_TUPLE", 0x29, literals.constant(())),
    ("EMPTY_SET", 0x8F, structure.empty_list),
    ("LIST", 0x6C, structure.list_),
    ("DICT", 0x64, structure.dict_),
    ("TUPLE", 0x74, structure.tuple_),
    ("TUPLE1", 0x85, structure.tuple1),
    ("TUPLE2", 0x86, structure.tuple2),
    ("TUPLE3", 0x87, structure.tuple3),
    ("APPEND", 0x61, structure.append),
    ("APPENDS", 0x65, structure.appends),
    ("SETITEM", 0x73, structure.setitem),
    ("SETITEMS", 0x75, structure.appends),
    ("ADDITEMS", 0x90, structure.appends),
    ("FROZENSET", 0x91, names.frozenset_),
    ("POP", 0x30, structure.pop),
    ("POP_MARK", 0x31, structure.pop_mark),
    ("DUP", 0x32, structure.dup),
    ("PUT", 0x70, structure.put),
    ("BINPUT", 0x71, structure.binput),
    ("LONG_BINPUT", 0x72, structure.long_binput),
    ("MEMOIZE", 0x94, structure.memoize),
    ("GET", 0x67, structure.get_),
    ("BINGET", 0x68, structure.binget),
    ("LONG_BINGET", 0x6A, structure.long_binget),
    ("GLOBAL", 0x63, names.global_),
    ("STACK_GLOBAL", 0x93, names.stack_global),
    ("INST", 0x69, names.inst),
    ("OBJ", 0x6F, names.obj),
    ("REDUCE", 0x52, names.reduce),
    ("NEWOBJ", 0x81, names.newobj),
    ("NEWOBJ_EX", 0x92, names.newobj_ex),
    ("BUILD", 0x62, names.build),
    ("EXT1", 0x82, names.ext(1)),
    ("EXT2", 0x83, names.ext(2)),
    ("EXT4", 0x84, names.ext(4)),
    ("PERSID", 0x50, names.persid),
    ("BINPERSID", 0x51, names.binpersid),
)
"""Name, code and handler of every opcode that CPython knows."""

NAMES: dict[int, str] = {code: name for name, code, _ in OPCODES}
HANDLERS: list[Handler] = [_unknown] * 256
for _, _code, _handler in OPCODES:
    HANDLERS[_code] = _handler
