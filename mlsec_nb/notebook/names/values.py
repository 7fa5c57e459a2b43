"""What an expression may stand for, as far as reading the notebook can tell.

A :data:`Value` is a tuple of alternatives; the empty tuple is "anything". Two branches that bind
a name differently give two alternatives.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from mlsec_nb.notebook.code import CellCode
    from mlsec_nb.notebook.names.scope import Scope

MAX_ALTERNATIVES = 8
MAX_DEPTH = 7
MAX_LEAVES = 80


class Shallow:
    """What adds nothing to the nesting of a value that holds it."""

    __slots__ = ()
    depth: ClassVar[int] = -1


@dataclass(frozen=True, slots=True)
class Ref:
    """Something reached from an import or builtin.

    ``path`` reads ``openai.OpenAI().chat.completions.create().choices[]``: calls and subscripts
    are kept. ``inputs`` are the values that flowed in as arguments.
    """

    path: str
    inputs: tuple[Value, ...] = ()
    depth: int = 0

    @property
    def name(self) -> str:
        """The path without calls and subscripts: ``requests.Session.get``."""
        return plain(self.path)


@dataclass(frozen=True, slots=True)
class Const(Shallow):
    """A literal: text, bytes, number, bool, ``None`` or ``...``."""

    value: Any


@dataclass(frozen=True, slots=True)
class Text:
    """Text put together from parts that are not all literal; literal parts are :class:`Const`."""

    parts: tuple[Value, ...]
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Seq:
    """A list, tuple or set display."""

    items: tuple[Value, ...]
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Map:
    """A dict display; ``open`` if it may hold more than the literal keys in ``items``."""

    items: Mapping[object, Value]
    open: bool = False
    depth: int = 0


@dataclass(slots=True, eq=False)
class Function(Shallow):
    """A function, method or lambda of the notebook.

    ``inert`` if its body returned nothing, passed nothing to other functions of the notebook and
    set nothing beyond its own names.
    """

    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    scope: Scope
    code: CellCode
    defaults: dict[str, Value] = field(default_factory=dict)
    owner: Class | None = None
    arguments: dict[str, Value] = field(default_factory=dict)
    reads: dict[str, Value | None] = field(default_factory=dict)
    returns: Value = ()
    changed: bool = False
    inert: bool = False

    @property
    def name(self) -> str:
        """The name it was defined with."""
        return getattr(self.node, "name", "<lambda>")


@dataclass(slots=True, eq=False)
class Class(Shallow):
    """A class of the notebook; ``attributes`` include those assigned to ``self``."""

    name: str
    bases: tuple[Value, ...]
    attributes: dict[str, Value] = field(default_factory=dict)

    def find(self, attribute: str, depth: int = 0) -> Value | None:
        """Look ``attribute`` up here and in the notebook's own base classes."""
        if attribute in self.attributes:
            return self.attributes[attribute]
        for base in flatten(self.bases):
            if isinstance(base, Class) and depth < MAX_DEPTH:
                found = base.find(attribute, depth + 1)
                if found is not None:
                    return found
        return None

    def ancestors(self, depth: int = 0) -> Iterator[Ref]:
        """The classes from elsewhere that it derives from."""
        for base in flatten(self.bases):
            if isinstance(base, Ref):
                yield base
            elif isinstance(base, Class) and depth < MAX_DEPTH:
                yield from base.ancestors(depth + 1)


@dataclass(frozen=True, slots=True)
class Instance(Shallow):
    """An object of a class of the notebook."""

    cls: Class


@dataclass(frozen=True, slots=True)
class Partial(Shallow):
    """``functools.partial``; ``node`` is the call that made it."""

    target: Value
    args: tuple[Value, ...]
    keywords: Mapping[str, Value]
    node: ast.AST


@dataclass(frozen=True, slots=True)
class Method(Shallow):
    """An attribute of plain data, such as ``{...}.get`` or ``"...".join``."""

    owner: Value
    name: str


Atom = Ref | Const | Text | Seq | Map | Function | Class | Instance | Partial | Method
Value = tuple[Atom, ...]
UNKNOWN: Value = ()


def plain(path: str) -> str:
    """Remove calls and subscripts from a path."""
    if "(" in path or "[" in path:
        return path.replace("()", "").replace("[]", "")
    return path


def union(*values: Value) -> Value:
    """All alternatives of ``values`` once; unknown ones add nothing."""
    known = [value for value in values if value]
    if not known:
        return UNKNOWN
    first = known[0]
    for value in known:
        if value is not first:
            break
    else:
        return first
    merged: dict[object, Atom] = {}
    for value in known:
        for atom in value:
            merged.setdefault(_key(atom), atom)
        if len(merged) >= MAX_ALTERNATIVES:
            break
    return tuple(merged.values())[:MAX_ALTERNATIVES]


def _key(atom: Atom) -> object:
    if type(atom) is Const:
        return type(atom.value), atom.value
    return atom.path if type(atom) is Ref else id(atom)


def flatten(values: tuple[Value, ...]) -> Iterator[Atom]:
    """Every alternative of every value."""
    for value in values:
        yield from value


def leaves(value: Value | None) -> Iterator[Atom]:
    """Everything that a value is made of: itself, its parts and what flowed into it; bounded."""
    queue: list[Atom] = list(value or ())
    seen = 0
    while queue and seen < MAX_LEAVES:
        atom = queue.pop(0)
        seen += 1
        yield atom
        match atom:
            case Ref(inputs=inputs):
                queue.extend(flatten(inputs))
            case Text(parts=parts) | Seq(items=parts):
                queue.extend(flatten(parts))
            case Map(items=items):
                queue.extend(flatten(tuple(items.values())))
            case Method(owner=owner):
                queue.extend(owner)
            case _:
                pass


def constants(value: Value | None) -> tuple[Any, ...]:
    """The literal alternatives."""
    return tuple([atom.value for atom in value if isinstance(atom, Const)]) if value else ()


def strings(value: Value | None) -> tuple[str, ...]:
    """The literal alternatives that are text."""
    return tuple([text for text in constants(value) if isinstance(text, str)]) if value else ()


def is_literal(value: Value | None) -> bool:
    """Whether the value is made of literals alone, displays of literals included."""
    if not value:
        return False
    for atom in value:
        match atom:
            case Const():
                continue
            case Seq(items=items):
                if all(map(is_literal, items)):
                    continue
            case Map(items=items, open=False):
                if all(map(is_literal, items.values())):
                    continue
        return False
    return True


def always(value: Value | None, constant: object) -> bool:
    """Whether every alternative is this constant (``True`` is not ``1``)."""
    return bool(value) and all(isinstance(a, Const) and a.value is constant for a in value or ())


def possibly(value: Value | None, constant: object) -> bool:
    """Whether some alternative is this constant."""
    return any(isinstance(a, Const) and a.value is constant for a in value or ())


def truthy(value: Value | None) -> bool:
    """Whether some literal alternative counts as true."""
    return any(constants(value)) or any(isinstance(a, Seq | Map) and a.items for a in value or ())


def names(value: Value | None) -> tuple[str, ...]:
    """The qualified names among the alternatives."""
    return tuple(atom.name for atom in value or () if isinstance(atom, Ref))


def prefix(value: Value | None) -> str:
    """The literal text that a value certainly starts with."""
    for atom in value or ():
        match atom:
            case Const(value=str() as text):
                return text
            case Text(parts=(first, *_)):
                return prefix(first)
            case Ref(name="pathlib.Path", inputs=(first, *_)):
                return prefix(first)
    return ""
