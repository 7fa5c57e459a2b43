"""Opcodes that ask for names, call them, and set the state of what they made."""

from __future__ import annotations

from mlsec_nb.artifacts.pickles import calls
from mlsec_nb.artifacts.pickles.machine import Handler, Machine, Malformed
from mlsec_nb.artifacts.pickles.values import (
    KEEP,
    PERSISTENT,
    UNKNOWN,
    Call,
    Global,
    Items,
    Pairs,
    Value,
    show,
)


def _named(m: Machine, p: int) -> tuple[Global, int]:
    """The global that two lines name, asked for in both ways that C may read them."""
    module, at = m.line(p)
    name, end = m.line(at)
    torn_module, torn_name = m.torn(p, at), m.torn(at, end)
    if torn_module is not None or torn_name is not None:
        first = module if torn_module is None else torn_module
        m.ask(_spelled(first), _spelled(name if torn_name is None else torn_name))
    return m.ask(_spelled(module), _spelled(name)), end


def global_(m: Machine, p: int) -> int:
    """``GLOBAL``."""
    found, end = _named(m, p)
    m.stack.append(found)
    return end


def stack_global(m: Machine, p: int) -> int:
    """``STACK_GLOBAL``."""
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


def inst(m: Machine, p: int) -> int:
    """``INST``."""
    found, end = _named(m, p)
    items = m.pop_mark()
    m.stack.append(calls.call(m, found, tuple(items)))
    return end


def obj(m: Machine, p: int) -> int:
    """``OBJ``."""
    items = m.pop_mark()
    m.stack.append(calls.call(m, items[0], tuple(items[1:])))
    return p


def reduce(m: Machine, p: int) -> int:
    """``REDUCE``."""
    arguments = m.stack.pop()
    m.stack[-1] = calls.call(m, m.stack[-1], arguments)
    return p


def newobj(m: Machine, p: int) -> int:
    """``NEWOBJ``."""
    arguments = m.stack.pop()
    m.stack[-1] = calls.instantiate(m, m.stack[-1], arguments)
    return p


def newobj_ex(m: Machine, p: int) -> int:
    """``NEWOBJ_EX``."""
    m.stack.pop()
    return newobj(m, p)


def build(m: Machine, p: int) -> int:
    """``BUILD``."""
    state = m.stack.pop()
    return calls.build(m, m.stack[-1], state, p)


def ext(size: int) -> Handler:
    """The handler of an extension code of ``size`` bytes."""

    def ext(m: Machine, p: int) -> int:
        end = m.span(p, size)
        code = int.from_bytes(m.data[p:end], "little")
        m.trick("extension", f"extension code {code}")
        m.stack.append(Call(UNKNOWN, (code,)))
        return end

    return ext


def persid(m: Machine, p: int) -> int:
    """``PERSID``."""
    m.stack.append(PERSISTENT)
    return m.line(p)[1]


def binpersid(m: Machine, p: int) -> int:
    """``BINPERSID``."""
    m.stack[-1] = PERSISTENT
    return p


def readonly(m: Machine, p: int) -> int:
    """``READONLY_BUFFER``."""
    m.stack[-1] = m.stack[-1]
    return p


def frozenset_(m: Machine, p: int) -> int:
    """``FROZENSET``."""
    items = m.pop_mark()
    m.stack.append(Items(items[:KEEP]))
    return p
