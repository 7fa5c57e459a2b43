"""Which of the cells that were run before matter to the one that is about to run.

Scanning a cell together with all earlier ones takes longer with each. Those that bind a name which the
cell uses, directly or through one another, are enough to know what its names mean.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

MOST = 40
"""Earlier cells at most, the latest first."""

_WORD = re.compile(r"[^\W\d]\w*")
_EFFECT = re.compile(
    r"^[ \t]*[%!]|\bchdir\b|\bsys\.path\b|\bimport[ \t]*\*|\bglobals\(|\bexec\(", re.MULTILINE
)
"""What changes how other cells are read without binding one of their names."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names that a cell binds and those it mentions."""

    bound: frozenset[str]
    used: frozenset[str]


def with_context(earlier: Sequence[str], cell: str) -> list[str]:
    """The earlier cells, emptied where they do not matter, and the cell; numbers stay what they are."""
    needed = set(names_of(cell).used)
    kept = [""] * len(earlier)
    left = MOST
    for number in range(len(earlier) - 1, -1, -1):
        names = names_of(earlier[number])
        if left and (not needed.isdisjoint(names.bound) or _EFFECT.search(earlier[number])):
            kept[number] = earlier[number]
            needed |= names.used
            left -= 1
    return [*kept, cell]


@lru_cache(maxsize=1024)
def names_of(cell: str) -> Names:
    """The names of a cell; of one that is no plain Python every word may be bound."""
    words = frozenset(_WORD.findall(cell))
    try:
        tree = ast.parse(cell)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Names(words, words)
    bound: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()):
                bound.add(name)
            case ast.Attribute(ctx=ast.Store()) | ast.Subscript(ctx=ast.Store()):
                bound.add(_base(node))
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                bound.add(name)
            case ast.alias(name=name, asname=other):
                bound.add(other or name.partition(".")[0])
    return Names(frozenset(bound), words)


def _base(node: ast.expr) -> str:
    """The name at the root of ``a.b[c].d``; empty if there is none."""
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""
