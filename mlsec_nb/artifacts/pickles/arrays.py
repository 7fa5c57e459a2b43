"""joblib writes arrays raw into the pickle, right after their wrapper: where does each one end?"""

from __future__ import annotations

import re
from math import prod
from typing import TYPE_CHECKING

from mlsec_nb.artifacts.pickles.values import Call, Global, Pairs, Value

if TYPE_CHECKING:
    from mlsec_nb.artifacts.pickles.machine import Machine

WRAPPERS = frozenset(
    {
        "joblib.numpy_pickle.NumpyArrayWrapper",
        "sklearn.externals.joblib.numpy_pickle.NumpyArrayWrapper",
    }
)
POLYGLOT_OPCODES = 2_000
"""How far raw array bytes are read as if they were opcodes, as plain ``pickle.load`` would."""

_TYPE = re.compile(r"[<>|=]?([?bBhHiIlLqQpPefdgFDGUSaVOmMcuft])(\d{0,9})", re.ASCII)
_PLAIN = {
    "?": 1, "b": 1, "B": 1, "c": 1, "h": 2, "H": 2, "e": 2, "i": 4, "I": 4, "f": 4,
    "l": 8, "L": 8, "q": 8, "Q": 8, "d": 8, "F": 8, "p": 8, "P": 8, "D": 16, "g": 16, "G": 32,
    "m": 8, "M": 8, "S": 0, "a": 0, "U": 0, "V": 0, "O": 8,
}  # fmt: skip


def skip_array(m: Machine, state: Value, position: int) -> int:
    """The position after the array whose wrapper has just been built, object arrays run through."""
    from mlsec_nb.artifacts.pickles.machine import Malformed

    if not isinstance(state, Pairs):
        return position
    shape, dtype = state.get(b"shape"), state.get(b"dtype")
    if not isinstance(shape, tuple) or not all(isinstance(n, int) and n >= 0 for n in shape):
        raise Malformed("an array has no shape")
    size = item_size(dtype)
    if size is None:
        raise Malformed("an array has an unknown type")
    if size < 0:
        return _object_array(m, position)
    _polyglot(m, position)
    if isinstance(state.get(b"numpy_array_alignment_bytes"), int):
        position += 1 + m.data[position]
    m.arrays.append(position)
    return m.span(position, size * prod(shape))


def item_size(dtype: Value) -> int | None:
    """The bytes of one element of a pickled ``numpy.dtype``; -1 for objects, ``None`` if unclear."""
    if not (
        isinstance(dtype, Call) and isinstance(dtype.function, Global) and dtype.function.name == "dtype"
    ):
        return None
    spelled = dtype.arguments[0] if isinstance(dtype.arguments, tuple) and dtype.arguments else None
    match = _TYPE.fullmatch(spelled.decode("latin-1")) if isinstance(spelled, bytes) else None
    if not match:
        return None
    kind, width = match.groups()
    if kind == "O" or (kind == "V" and _holds_objects(dtype.state)):
        return -1
    if not width:
        return _PLAIN.get(kind)
    return int(width) * 4 if kind == "U" else int(width)


def _holds_objects(state: Value) -> bool:
    """Whether a structured type has a field of objects, or cannot be understood."""
    fields = state[4] if isinstance(state, tuple) and len(state) > 4 else None
    if not isinstance(fields, Pairs):
        return False
    for value in fields[1::2]:
        if not isinstance(value, tuple) or not value or (item_size(value[0]) or -1) < 0:
            return True
    return False


def _object_array(m: Machine, position: int) -> int:
    """An array of objects is a pickle of its own."""
    from mlsec_nb.artifacts.pickles.machine import Machine, Malformed

    inner = Machine(m.data, position, m.end, m.judge, m.budget, origin=m.origin)
    inner.raw_arrays = False  # joblib hands an array of objects to plain ``pickle.load``
    inner.run()
    m.absorb(inner)
    if not inner.stopped:
        raise Malformed(f"an array of objects is broken: {inner.error}")
    return inner.position


def _polyglot(m: Machine, position: int) -> None:
    """See what plain ``pickle.load`` would find where joblib sees numbers."""
    other = m.beside(position)
    other.run(POLYGLOT_OPCODES)
    if any(found.verdict == "dangerous" for found in other.names.values()):
        m.absorb(other)
        m.trick("array-is-code", f"bytes of an array at {position}")
