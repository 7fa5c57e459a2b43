"""Opcodes that make containers, move the stack and use the memo."""

from __future__ import annotations

from struct import Struct

from mlsec_nb.artifacts.pickles.calls import touch
from mlsec_nb.artifacts.pickles.machine import Machine, Malformed
from mlsec_nb.artifacts.pickles.values import KEEP, Items, Pairs, Value

U32 = Struct("<I").unpack_from


def mark(m: Machine, p: int) -> int:
    """``MARK``."""
    m.metastack.append(m.stack)
    m.stack = []
    return p


def empty_list(m: Machine, p: int) -> int:
    """``EMPTY_LIST``, ``EMPTY_SET``."""
    m.stack.append(Items())
    return p


def empty_dict(m: Machine, p: int) -> int:
    """``EMPTY_DICT``."""
    m.stack.append(Pairs())
    return p


def list_(m: Machine, p: int) -> int:
    """``LIST``."""
    items = m.pop_mark()
    m.stack.append(Items(items[:KEEP]))
    return p


def dict_(m: Machine, p: int) -> int:
    """``DICT``."""
    items = m.pop_mark()
    m.stack.append(Pairs(items[: 2 * KEEP]))
    return p


def tuple_(m: Machine, p: int) -> int:
    """``TUPLE``."""
    items = m.pop_mark()
    m.stack.append(tuple(items))
    return p


def tuple1(m: Machine, p: int) -> int:
    """``TUPLE1``."""
    m.stack[-1] = (m.stack[-1],)
    return p


def tuple2(m: Machine, p: int) -> int:
    """``TUPLE2``."""
    last = m.stack.pop()
    m.stack[-1] = (m.stack[-1], last)
    return p


def tuple3(m: Machine, p: int) -> int:
    """``TUPLE3``."""
    last = m.stack.pop()
    middle = m.stack.pop()
    m.stack[-1] = (m.stack[-1], middle, last)
    return p


def append(m: Machine, p: int) -> int:
    """``APPEND``."""
    item = m.stack.pop()
    _extend(m, m.stack[-1], [item])
    return p


def appends(m: Machine, p: int) -> int:
    """``APPENDS``, ``SETITEMS``, ``ADDITEMS``."""
    items = m.pop_mark()
    _extend(m, m.stack[-1], items)
    return p


def setitem(m: Machine, p: int) -> int:
    """``SETITEM``."""
    value = m.stack.pop()
    key = m.stack.pop()
    _extend(m, m.stack[-1], [key, value])
    return p


def _extend(m: Machine, target: Value, items: list[Value]) -> None:
    if isinstance(target, list):
        if len(target) < KEEP:
            target.extend(items[:KEEP])
    else:
        touch(m, target)


def pop(m: Machine, p: int) -> int:
    """``POP``."""
    if m.stack:
        m.stack.pop()
    elif m.metastack:
        m.stack = m.metastack.pop()
    else:
        raise Malformed("the stack is empty")
    return p


def pop_mark(m: Machine, p: int) -> int:
    """``POP_MARK``."""
    m.pop_mark()
    return p


def dup(m: Machine, p: int) -> int:
    """``DUP``."""
    m.stack.append(m.stack[-1])
    return p


def memoize(m: Machine, p: int) -> int:
    """``MEMOIZE``."""
    m.memo[len(m.memo)] = m.stack[-1]
    return p


def _index_line(m: Machine, p: int) -> tuple[int, int]:
    line, end = m.line(p)
    return int(line.split(b"\0", 1)[0]), end  # C's number ends at a NUL


def put(m: Machine, p: int) -> int:
    """``PUT``."""
    index, end = _index_line(m, p)
    if index < 0:
        raise Malformed("a memo index is negative")
    m.memo[index] = m.stack[-1]
    return end


def binput(m: Machine, p: int) -> int:
    """``BINPUT``."""
    m.memo[m.data[p]] = m.stack[-1]
    return p + 1


def long_binput(m: Machine, p: int) -> int:
    """``LONG_BINPUT``."""
    m.memo[U32(m.data, p)[0]] = m.stack[-1]
    return p + 4


def get_(m: Machine, p: int) -> int:
    """``GET``."""
    index, end = _index_line(m, p)
    m.stack.append(m.memo[index])
    return end


def binget(m: Machine, p: int) -> int:
    """``BINGET``."""
    m.stack.append(m.memo[m.data[p]])
    return p + 1


def long_binget(m: Machine, p: int) -> int:
    """``LONG_BINGET``."""
    m.stack.append(m.memo[U32(m.data, p)[0]])
    return p + 4
