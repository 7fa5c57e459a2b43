"""What an annotation says about a name: ``t: tarfile.TarFile`` is an instance of that class."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from mlsec_nb.notebook.names.values import UNKNOWN, Class, Instance, Ref, Value, union

if TYPE_CHECKING:
    from mlsec_nb.notebook.names.state import State

MAX_QUOTED = 200
MAX_DEPTH = 5
WRAPPERS = frozenset({"Optional", "Union", "Annotated", "ClassVar", "Final", "Required", "NotRequired"})
PLAIN = ("builtins", "typing", "collections", "pathlib", "os", "datetime", "numbers", "types")
"""Modules whose classes say nothing about where a value comes from."""


def annotated(walk: State, node: ast.expr | None, depth: int = 0) -> Value:
    """The value that a name annotated with ``node`` stands for; unknown for plain data."""
    if depth > MAX_DEPTH:
        return UNKNOWN
    match node:
        case ast.Constant(value=str() as quoted) if len(quoted) <= MAX_QUOTED:
            try:
                return annotated(walk, ast.parse(quoted.strip(), mode="eval").body, depth + 1)
            except (SyntaxError, ValueError):
                return UNKNOWN
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return union(annotated(walk, left, depth + 1), annotated(walk, right, depth + 1))
        case ast.Subscript(value=ast.Name(id=name) | ast.Attribute(attr=name), slice=inner):
            return _subscripted(walk, name, inner, depth)
        case ast.Name() | ast.Attribute():
            return _instances(walk.evaluate(node))
    return UNKNOWN


def _subscripted(walk: State, name: str, inner: ast.expr, depth: int) -> Value:
    if name in ("type", "Type") and isinstance(inner, ast.Name | ast.Attribute):
        return tuple(atom for atom in walk.evaluate(inner) if isinstance(atom, Ref | Class))
    if name not in WRAPPERS:
        return UNKNOWN
    parts = inner.elts if isinstance(inner, ast.Tuple) else [inner]
    return union(*(annotated(walk, part, depth + 1) for part in parts[: MAX_DEPTH + 1]))


def _instances(value: Value) -> Value:
    found: list[Ref | Instance] = []
    for atom in value:
        if isinstance(atom, Class):
            found.append(Instance(atom))
        elif isinstance(atom, Ref) and not atom.inputs and atom.path.partition(".")[0] not in PLAIN:
            found.append(Ref(atom.path + "()"))
    return tuple(found)
