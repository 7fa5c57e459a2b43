"""What each opcode does to the machine: a table of 256 small functions.

A handler takes the machine and the position after the opcode and gives the position of the next one.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable
from struct import Struct

from mlsec_nb.artifacts.pickles.calls import build, call, instantiate, touch
from mlsec_nb.artifacts.pickles.machine import Machine, Malformed, Stop
from mlsec_nb.artifacts.pickles.values import (
    BUFFER,
    FALSE,
    FLOAT,
    KEEP,
    PERSISTENT,
    TRUE,
    UNKNOWN,
    Call,
    Global,
    Items,
    Pairs,
    Payload,
    Value,
    show,
)

Handler = Callable[[Machine, int], int]
U16 = Struct("<H").unpack_from
I32 = Struct("<i").unpack_from
U32 = Struct("<I").unpack_from
U64 = Struct("<Q").unpack_from

LONG_TEXT = 4096
"""Texts above this size are left where they are."""

NESTED_FROM = 10
"""The shortest byte string that could be a pickle which imports something."""


def _unknown(m: Machine, p: int) -> int:
    raise Malformed(f"there is no opcode 0x{m.data[p - 1]:02x}")


def _frame(m: Machine, p: int) -> int:
    m.frame_end = p + 8 + U64(m.data, p)[0]
    return m.span(p, 8)


def _constant(value: Value, size: int = 0) -> Handler:
    def push(m: Machine, p: int) -> int:
        m.stack.append(value)
        return m.span(p, size) if size else p

    return push


def _proto(m: Machine, p: int) -> int:
    if m.data[p] > 5:
        raise Malformed(f"there is no protocol {m.data[p]}")
    m.protocol = m.data[p]
    return p + 1


def _stop(m: Machine, p: int) -> int:
    m.stack.pop()
    m.position = m.at = p
    raise Stop


# --- numbers -----------------------------------------------------------------------------------


def _binint(m: Machine, p: int) -> int:
    m.stack.append(I32(m.data, p)[0])
    return p + 4


def _binint1(m: Machine, p: int) -> int:
    m.stack.append(m.data[p])
    return p + 1


def _binint2(m: Machine, p: int) -> int:
    m.stack.append(U16(m.data, p)[0])
    return p + 2


def _int_line(m: Machine, p: int) -> int:
    line, p = m.line(p)
    m.stack.append({b"00": FALSE, b"01": TRUE}.get(line, UNKNOWN))
    if line.strip().lstrip(b"-").isdigit() and len(line) < 20 and line not in (b"00", b"01"):
        m.stack[-1] = int(line)
    return p


def _float_line(m: Machine, p: int) -> int:
    m.stack.append(FLOAT)
    return m.line(p)[1]


def _long_line(m: Machine, p: int) -> int:
    line, p = m.line(p)
    digits = line.rstrip(b"L")
    m.stack.append(int(digits) if digits.isdigit() and len(digits) < 20 else UNKNOWN)
    return p


def _long1(m: Machine, p: int) -> int:
    size = m.data[p]
    end = m.span(p + 1, size)
    m.stack.append(int.from_bytes(m.data[p + 1 : end], "little", signed=True) if size <= 8 else UNKNOWN)
    return end


def _long4(m: Machine, p: int) -> int:
    size = I32(m.data, p)[0]
    if size < 0:
        raise Malformed("a number has a negative length")
    m.stack.append(UNKNOWN)
    return m.span(p + 4, size)


# --- text and bytes ----------------------------------------------------------------------------


def _push_text(m: Machine, start: int, size: int) -> int:
    end = m.span(start, size)
    if size <= LONG_TEXT:
        text = m.data[start:end]
        m.stack.append(text)
        if size >= NESTED_FROM and not text.isascii():
            m.payloads.append(Payload(start, size, text=True))
    else:
        payload = Payload(start, size, text=True)
        m.stack.append(payload)
        m.payloads.append(payload)
    return end


def _push_bytes(m: Machine, start: int, size: int) -> int:
    end = m.span(start, size)
    payload = Payload(start, size)
    m.stack.append(payload)
    if size >= NESTED_FROM:
        m.payloads.append(payload)
    return end


def _short_binunicode(m: Machine, p: int) -> int:
    start = p + 1
    end = start + m.data[p]
    if end > m.end:
        raise Malformed("the data end in an argument")
    m.stack.append(m.data[start:end])
    return end


def _binunicode(m: Machine, p: int) -> int:
    return _push_text(m, p + 4, U32(m.data, p)[0])


def _binunicode8(m: Machine, p: int) -> int:
    return _push_text(m, p + 8, U64(m.data, p)[0])


def _short_binbytes(m: Machine, p: int) -> int:
    return _push_bytes(m, p + 1, m.data[p])


def _binbytes(m: Machine, p: int) -> int:
    return _push_bytes(m, p + 4, U32(m.data, p)[0])


def _binbytes8(m: Machine, p: int) -> int:
    return _push_bytes(m, p + 8, U64(m.data, p)[0])


def _push_latin(m: Machine, start: int, size: int) -> int:
    """Python 2's ``str``: text or bytes, as the loader likes; taken as text, looked at as bytes too."""
    end = m.span(start, size)
    if size >= NESTED_FROM:
        m.payloads.append(Payload(start, size))
    if size > LONG_TEXT:
        m.stack.append(Payload(start, size))
    else:
        raw = m.data[start:end]
        m.stack.append(raw if raw.isascii() else raw.decode("latin-1").encode())
    return end


def _short_binstring(m: Machine, p: int) -> int:
    return _push_latin(m, p + 1, m.data[p])


def _binstring(m: Machine, p: int) -> int:
    size = I32(m.data, p)[0]
    if size < 0:
        raise Malformed("a string has a negative length")
    return _push_latin(m, p + 4, size)


def _string_line(m: Machine, p: int) -> int:
    line, end = m.line(p)
    if m.torn(p, end) is not None:
        m.stack.append(UNKNOWN)
        return end
    quoted = line.rstrip(b" \t\r\n\x0b\x0c")
    if len(quoted) < 2 or quoted[:1] not in b"'\"" or quoted[:1] != quoted[-1:]:
        raise Malformed("a string has no quotes")
    if len(quoted) - 2 >= NESTED_FROM:
        m.payloads.append(Payload(p + 1, len(quoted) - 2))
    if len(quoted) > LONG_TEXT:
        m.stack.append(Payload(p + 1, len(quoted) - 2))
        return end
    try:
        raw = codecs.escape_decode(quoted[1:-1])[0]
        m.stack.append(raw.decode("latin-1").encode())
    except ValueError:
        m.stack.append(UNKNOWN)
    return end


def _unicode_line(m: Machine, p: int) -> int:
    line, end = m.line(p)
    if m.torn(p, end) is not None:
        m.stack.append(UNKNOWN)
        return end
    if len(line) > LONG_TEXT:
        payload = Payload(p, len(line), text=True)
        m.stack.append(payload)
        m.payloads.append(payload)
        return end
    try:
        m.stack.append(line.decode("raw-unicode-escape").encode("utf-8", "surrogatepass"))
    except ValueError:
        m.stack.append(UNKNOWN)
    return end


def _next_buffer(m: Machine, p: int) -> int:
    m.stack.append(BUFFER)
    return p


# --- containers --------------------------------------------------------------------------------


def _mark(m: Machine, p: int) -> int:
    m.metastack.append(m.stack)
    m.stack = []
    return p


def _empty_list(m: Machine, p: int) -> int:
    m.stack.append(Items())
    return p


def _empty_dict(m: Machine, p: int) -> int:
    m.stack.append(Pairs())
    return p


def _list(m: Machine, p: int) -> int:
    items = m.pop_mark()
    m.stack.append(Items(items[:KEEP]))
    return p


def _dict(m: Machine, p: int) -> int:
    items = m.pop_mark()
    m.stack.append(Pairs(items[: 2 * KEEP]))
    return p


def _tuple(m: Machine, p: int) -> int:
    items = m.pop_mark()
    m.stack.append(tuple(items))
    return p


def _tuple1(m: Machine, p: int) -> int:
    m.stack[-1] = (m.stack[-1],)
    return p


def _tuple2(m: Machine, p: int) -> int:
    last = m.stack.pop()
    m.stack[-1] = (m.stack[-1], last)
    return p


def _tuple3(m: Machine, p: int) -> int:
    last = m.stack.pop()
    middle = m.stack.pop()
    m.stack[-1] = (m.stack[-1], middle, last)
    return p


def _append(m: Machine, p: int) -> int:
    item = m.stack.pop()
    _extend(m, m.stack[-1], [item])
    return p


def _appends(m: Machine, p: int) -> int:
    items = m.pop_mark()
    _extend(m, m.stack[-1], items)
    return p


def _setitem(m: Machine, p: int) -> int:
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


# --- stack and memo ----------------------------------------------------------------------------


def _pop(m: Machine, p: int) -> int:
    if m.stack:
        m.stack.pop()
    elif m.metastack:
        m.stack = m.metastack.pop()
    else:
        raise Malformed("the stack is empty")
    return p


def _pop_mark(m: Machine, p: int) -> int:
    m.pop_mark()
    return p


def _dup(m: Machine, p: int) -> int:
    m.stack.append(m.stack[-1])
    return p


def _memoize(m: Machine, p: int) -> int:
    m.memo[len(m.memo)] = m.stack[-1]
    return p


def _index_line(m: Machine, p: int) -> tuple[int, int]:
    line, end = m.line(p)
    return int(line.split(b"\0", 1)[0]), end  # C's number ends at a NUL


def _put(m: Machine, p: int) -> int:
    index, end = _index_line(m, p)
    if index < 0:
        raise Malformed("a memo index is negative")
    m.memo[index] = m.stack[-1]
    return end


def _binput(m: Machine, p: int) -> int:
    m.memo[m.data[p]] = m.stack[-1]
    return p + 1


def _long_binput(m: Machine, p: int) -> int:
    m.memo[U32(m.data, p)[0]] = m.stack[-1]
    return p + 4


def _get(m: Machine, p: int) -> int:
    index, end = _index_line(m, p)
    m.stack.append(m.memo[index])
    return end


def _binget(m: Machine, p: int) -> int:
    m.stack.append(m.memo[m.data[p]])
    return p + 1


def _long_binget(m: Machine, p: int) -> int:
    m.stack.append(m.memo[U32(m.data, p)[0]])
    return p + 4


# --- names and calls ---------------------------------------------------------------------------


def _named(m: Machine, p: int) -> tuple[Global, int]:
    """The global that two lines name, asked for in both ways that C may read them."""
    module, at = m.line(p)
    name, end = m.line(at)
    torn_module, torn_name = m.torn(p, at), m.torn(at, end)
    if torn_module is not None or torn_name is not None:
        first = module if torn_module is None else torn_module
        m.ask(_spelled(first), _spelled(name if torn_name is None else torn_name))
    return m.ask(_spelled(module), _spelled(name)), end


def _global(m: Machine, p: int) -> int:
    found, end = _named(m, p)
    m.stack.append(found)
    return end


def _stack_global(m: Machine, p: int) -> int:
    name, module = m.stack.pop(), m.stack.pop()
    if isinstance(name, bytes) and isinstance(module, bytes):
        m.stack.append(m.ask(_spelled(module), _spelled(name)))
    elif isinstance(name, (int, tuple, Items, Pairs)) or isinstance(module, (int, tuple, Items, Pairs)):
        raise Malformed("a name is not text")
    else:
        m.trick("computed-name", f"{show(module)}.{show(name)}")
        m.stack.append(m.ask(_piece(module), _piece(name)))
    return p


def _piece(value: Value) -> str:
    return _spelled(value) if isinstance(value, bytes) else "<computed>"


def _spelled(raw: bytes) -> str:
    """A name as the unpickler decodes it; one that it would refuse is kept readable."""
    try:
        return raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return raw.decode("utf-8", "replace")


def _inst(m: Machine, p: int) -> int:
    found, end = _named(m, p)
    items = m.pop_mark()
    m.stack.append(call(m, found, tuple(items)))
    return end


def _obj(m: Machine, p: int) -> int:
    items = m.pop_mark()
    m.stack.append(call(m, items[0], tuple(items[1:])))
    return p


def _reduce(m: Machine, p: int) -> int:
    arguments = m.stack.pop()
    m.stack[-1] = call(m, m.stack[-1], arguments)
    return p


def _newobj(m: Machine, p: int) -> int:
    arguments = m.stack.pop()
    m.stack[-1] = instantiate(m, m.stack[-1], arguments)
    return p


def _newobj_ex(m: Machine, p: int) -> int:
    m.stack.pop()
    return _newobj(m, p)


def _build(m: Machine, p: int) -> int:
    state = m.stack.pop()
    return build(m, m.stack[-1], state, p)


def _ext(size: int) -> Handler:
    def ext(m: Machine, p: int) -> int:
        end = m.span(p, size)
        code = int.from_bytes(m.data[p:end], "little")
        m.trick("extension", f"extension code {code}")
        m.stack.append(Call(UNKNOWN, (code,)))
        return end

    return ext


def _persid(m: Machine, p: int) -> int:
    m.stack.append(PERSISTENT)
    return m.line(p)[1]


def _binpersid(m: Machine, p: int) -> int:
    m.stack[-1] = PERSISTENT
    return p


def _readonly(m: Machine, p: int) -> int:
    m.stack[-1] = m.stack[-1]
    return p


def _frozenset(m: Machine, p: int) -> int:
    items = m.pop_mark()
    m.stack.append(Items(items[:KEEP]))
    return p


BY_CODE: dict[int, Handler] = {
    0x80: _proto, 0x2E: _stop, 0x95: _frame,
    0x4E: _constant(None), 0x88: _constant(TRUE), 0x89: _constant(FALSE),
    0x49: _int_line, 0x4A: _binint, 0x4B: _binint1, 0x4D: _binint2,
    0x4C: _long_line, 0x8A: _long1, 0x8B: _long4, 0x46: _float_line, 0x47: _constant(FLOAT, 8),
    0x53: _string_line, 0x54: _binstring, 0x55: _short_binstring,
    0x56: _unicode_line, 0x58: _binunicode, 0x8C: _short_binunicode, 0x8D: _binunicode8,
    0x42: _binbytes, 0x43: _short_binbytes, 0x8E: _binbytes8, 0x96: _binbytes8,
    0x97: _next_buffer, 0x98: _readonly,
    0x28: _mark, 0x5D: _empty_list, 0x7D: _empty_dict, 0x29: _constant(()), 0x8F: _empty_list,
    0x6C: _list, 0x64: _dict, 0x74: _tuple, 0x85: _tuple1, 0x86: _tuple2, 0x87: _tuple3,
    0x61: _append, 0x65: _appends, 0x73: _setitem, 0x75: _appends, 0x90: _appends, 0x91: _frozenset,
    0x30: _pop, 0x31: _pop_mark, 0x32: _dup,
    0x70: _put, 0x71: _binput, 0x72: _long_binput, 0x94: _memoize,
    0x67: _get, 0x68: _binget, 0x6A: _long_binget,
    0x63: _global, 0x93: _stack_global, 0x69: _inst, 0x6F: _obj, 0x52: _reduce,
    0x81: _newobj, 0x92: _newobj_ex, 0x62: _build,
    0x82: _ext(1), 0x83: _ext(2), 0x84: _ext(4), 0x50: _persid, 0x51: _binpersid,
}  # fmt: skip

HANDLERS: list[Handler] = [BY_CODE.get(code, _unknown) for code in range(256)]
