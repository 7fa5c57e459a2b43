"""Opcodes that push numbers, texts and byte strings."""

from __future__ import annotations

import codecs
from struct import Struct

from mlsec_nb.artifacts.pickles.machine import Handler, Machine, Malformed
from mlsec_nb.artifacts.pickles.values import BUFFER, FALSE, FLOAT, TRUE, UNKNOWN, Payload, Value

I32 = Struct("<i").unpack_from
U32 = Struct("<I").unpack_from
U64 = Struct("<Q").unpack_from

MEMOIZE = 0x94
"""Follows nearly every text; handled along with it, for speed."""

LONG_TEXT = 4096
"""Texts above this size are left where they are."""

NESTED_FROM = 10
"""The shortest byte string that could be a pickle which imports something."""


def constant(value: Value, size: int = 0) -> Handler:
    """The handler that pushes ``value`` and skips ``size`` bytes of argument."""

    def push(m: Machine, p: int) -> int:
        m.stack.append(value)
        return m.span(p, size) if size else p

    return push


def binint(m: Machine, p: int) -> int:
    """``BININT``."""
    m.stack.append(I32(m.data, p)[0])
    return p + 4


def binint1(m: Machine, p: int) -> int:
    """``BININT1``."""
    m.stack.append(m.data[p])
    return p + 1


def binint2(m: Machine, p: int) -> int:
    """``BININT2``."""
    m.stack.append(m.data[p] | m.data[p + 1] << 8)
    return p + 2


def int_line(m: Machine, p: int) -> int:
    """``INT``."""
    line, p = m.line(p)
    m.stack.append({b"00": FALSE, b"01": TRUE}.get(line, UNKNOWN))
    if line.strip().lstrip(b"-").isdigit() and len(line) < 20 and line not in (b"00", b"01"):
        m.stack[-1] = int(line)
    return p


def float_line(m: Machine, p: int) -> int:
    """``FLOAT``."""
    m.stack.append(FLOAT)
    return m.line(p)[1]


def long_line(m: Machine, p: int) -> int:
    """``LONG``."""
    line, p = m.line(p)
    digits = line.rstrip(b"L")
    m.stack.append(int(digits) if digits.isdigit() and len(digits) < 20 else UNKNOWN)
    return p


def long1(m: Machine, p: int) -> int:
    """``LONG1``."""
    size = m.data[p]
    end = m.span(p + 1, size)
    m.stack.append(int.from_bytes(m.data[p + 1 : end], "little", signed=True) if size <= 8 else UNKNOWN)
    return end


def long4(m: Machine, p: int) -> int:
    """``LONG4``."""
    size = I32(m.data, p)[0]
    if size < 0:
        raise Malformed("a number has a negative length")
    m.stack.append(UNKNOWN)
    return m.span(p + 4, size)


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


def short_binunicode(m: Machine, p: int) -> int:
    """``SHORT_BINUNICODE``."""
    start = p + 1
    end = start + m.data[p]
    if end > m.end:
        raise Malformed("the data end in an argument")
    text = m.data[start:end]
    m.stack.append(text)
    if end < m.end and m.data[end] == MEMOIZE:
        m.memo[len(m.memo)] = text
        return end + 1
    return end


def binunicode(m: Machine, p: int) -> int:
    """``BINUNICODE``."""
    return _push_text(m, p + 4, U32(m.data, p)[0])


def binunicode8(m: Machine, p: int) -> int:
    """``BINUNICODE8``."""
    return _push_text(m, p + 8, U64(m.data, p)[0])


def short_binbytes(m: Machine, p: int) -> int:
    """``SHORT_BINBYTES``."""
    return _push_bytes(m, p + 1, m.data[p])


def binbytes(m: Machine, p: int) -> int:
    """``BINBYTES``."""
    return _push_bytes(m, p + 4, U32(m.data, p)[0])


def binbytes8(m: Machine, p: int) -> int:
    """``BINBYTES8``, ``BYTEARRAY8``."""
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


def short_binstring(m: Machine, p: int) -> int:
    """``SHORT_BINSTRING``."""
    return _push_latin(m, p + 1, m.data[p])


def binstring(m: Machine, p: int) -> int:
    """``BINSTRING``."""
    size = I32(m.data, p)[0]
    if size < 0:
        raise Malformed("a string has a negative length")
    return _push_latin(m, p + 4, size)


def string_line(m: Machine, p: int) -> int:
    """``STRING``."""
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


def unicode_line(m: Machine, p: int) -> int:
    """``UNICODE``."""
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


def next_buffer(m: Machine, p: int) -> int:
    """``NEXT_BUFFER``."""
    m.stack.append(BUFFER)
    return p
