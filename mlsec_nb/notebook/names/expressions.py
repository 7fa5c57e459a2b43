"""Evaluating expressions to the values they may stand for."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable, Iterable

from mlsec_nb.notebook.names import data
from mlsec_nb.notebook.names.aliases import CONVENTIONAL, SHADOWED, STAR, canonical, qualify
from mlsec_nb.notebook.names.annotations import annotated
from mlsec_nb.notebook.names.building import extended, mapping, sequence, text
from mlsec_nb.notebook.names.calls import Calls
from mlsec_nb.notebook.names.events import ENVIRONMENTS
from mlsec_nb.notebook.names.scope import Scope
from mlsec_nb.notebook.names.values import (
    UNKNOWN,
    Class,
    Const,
    Function,
    Instance,
    Map,
    Method,
    Partial,
    Ref,
    Seq,
    Text,
    Value,
    constants,
    flatten,
    strings,
    union,
)

BUILTINS = frozenset(dir(builtins)) | {"__builtins__", "execfile", "unicode", "reload", "raw_input", "xrange"}
SAME_OBJECT = frozenset({"__call__", "__func__", "__wrapped__"})
MAX_BITS = 1024
"""A larger number means nothing to any rule, and Python refuses to print one of thousands of digits."""


class Expressions(Calls):
    """The half of the walk that deals with expressions."""

    def evaluate(self, node: ast.expr) -> Value:
        """What ``node`` may stand for; every call inside is reported on the way."""
        kind = type(node)
        if kind is ast.Name:  # every other expression is one
            return self.lookup(node.id)  # type: ignore[attr-defined]
        return _EVALUATORS.get(kind, Expressions._parts)(self, node)

    def _constant(self, node: ast.Constant) -> Value:
        if isinstance(node.value, int) and node.value.bit_length() > MAX_BITS:
            return UNKNOWN
        return (Const(node.value),)

    def _inner(self, node: ast.Await | ast.Starred) -> Value:
        return self.evaluate(node.value)

    def _either(self, node: ast.BoolOp) -> Value:
        return union(*map(self.evaluate, node.values))

    def _parts(self, node: ast.expr) -> Value:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self.evaluate(child)
        return UNKNOWN

    def lookup(self, name: str) -> Value:
        """What a bare name stands for here."""
        scope: Scope = self.scope
        while scope.parent is not None:
            value = scope.names.get(name)
            if value is not None and (scope is self.scope or scope.kind != "class"):
                return value
            scope = scope.parent
        value = scope.names.get(name)
        if self.reading is not None:
            self.reading[name] = value
        if value is not None:
            return value
        if name in BUILTINS and not self._shadowed(name, scope.stars):
            return self.reference(canonical("builtins." + name))
        return self._unbound(name, scope.stars)

    def _shadowed(self, name: str, stars: list[str]) -> bool:
        """Whether a star import is known to replace a builtin."""
        watched = self.observer.references
        return any(name in SHADOWED.get(module, ()) or qualify(module, name) in watched for module in stars)

    def _unbound(self, name: str, stars: list[str]) -> Value:
        if not stars:
            known = CONVENTIONAL.get(name)
            return self.reference(known) if known else UNKNOWN
        found = []
        for module in stars:
            path = STAR.get(module, {}).get(name)
            found.append(self.reference(path or qualify(module, name)))
        if name in CONVENTIONAL:
            found.append(self.reference(CONVENTIONAL[name]))
        return union(*found)

    def _attribute(self, node: ast.Attribute) -> Value:
        return self.attribute(self.evaluate(node.value), node.attr)

    def attribute(self, owner: Value, name: str) -> Value:
        """``owner.name``, for each alternative of ``owner``."""
        if len(owner) == 1:
            return self._attribute_of(owner[0], name)
        return union(*(self._attribute_of(atom, name) for atom in owner))

    def _attribute_of(self, atom: object, name: str) -> Value:
        if type(atom) is Ref:
            return self._member(atom, name)
        match atom:
            case Instance(cls=cls) | (Class() as cls):
                return self._class_member(cls, name, instance=isinstance(atom, Instance))
            case Const() | Text() | Seq() | Map():
                return (Method((atom,), name),)
            case Partial(target=target) if name == "func":
                return target
            case Function() | Partial() if name in SAME_OBJECT or name in (
                "remote",
                "delay",
                "map",
                "submit",
            ):
                return (atom,)
        return UNKNOWN

    def _member(self, atom: Ref, name: str) -> Value:
        if name in SAME_OBJECT:
            return (atom,)
        longer = qualify(atom.path, name)
        if longer in self.patched:
            return self.patched[longer]
        return extended(longer, atom) if atom.inputs else self.reference(longer)

    def _class_member(self, cls: Class, name: str, *, instance: bool) -> Value:
        found = cls.find(name)
        if found is not None:
            return union(*(self._property(atom) for atom in found)) if instance else found
        call = "()" if instance else ""
        return union(*(self.reference(f"{base.path}{call}.{name}") for base in cls.ancestors()))

    @staticmethod
    def _property(atom: object) -> Value:
        if isinstance(atom, Function) and not isinstance(atom.node, ast.Lambda):
            for decorator in atom.node.decorator_list:
                name = getattr(decorator, "id", getattr(decorator, "attr", ""))
                if name in ("property", "cached_property"):
                    return atom.returns
        return (atom,)  # type: ignore[return-value]

    def _subscript(self, node: ast.Subscript) -> Value:
        owner = self.evaluate(node.value)
        if isinstance(node.slice, ast.Slice):
            return data.sliced(owner, node.slice, self.evaluate)
        return self.item(owner, self.evaluate(node.slice))

    def item(self, owner: Value, index: Value) -> Value:
        """``owner[index]``."""
        return union(*(self._item_of(atom, index) for atom in owner))

    def _item_of(self, atom: object, index: Value) -> Value:
        match atom:
            case Map() | Seq() | Const():
                return data.item(atom, index)
            case Ref(path="sys.modules"):
                return union(*(self.reference(canonical(name)) for name in strings(index)))
            case Ref(path=path) if path in ("builtins.globals()", "builtins.locals()", "builtins.vars()"):
                return union(*map(self.lookup, strings(index)))
            case Ref(path=path) if path == "builtins" or path.endswith(".__dict__"):
                owner = self.reference(path.removesuffix(".__dict__"))
                return union(*(self.attribute(owner, name) for name in strings(index)))
            case Ref():
                return self._entry(atom)
            case Class() | Function():
                return (atom,)  # generic alias: Stack[int]
        return UNKNOWN

    @staticmethod
    def _entry(atom: Ref) -> Value:
        return extended(atom.path if atom.path.endswith("[]") else atom.path + "[]", atom)

    def element(self, value: Value) -> Value:
        """What iterating over ``value`` gives."""
        found: list[Value] = []
        for atom in value:
            match atom:
                case Seq(items=items):
                    found.extend(items)
                case Map(items=items):
                    found.extend((Const(key),) for key in items)
                case Ref():
                    found.append(self._entry(atom))
                case Function(returns=returns):
                    found.append(returns)
        return union(*found[:50])

    def _binary(self, node: ast.BinOp) -> Value:
        chain: list[ast.BinOp] = []  # iterative on the left: long concatenations are deep trees
        left: ast.expr = node
        while isinstance(left, ast.BinOp):
            chain.append(left)
            left = left.left
        value = self.evaluate(left)
        for step in reversed(chain):
            value = data.binary(step.op, value, self.evaluate(step.right))
        return value

    def _unary(self, node: ast.UnaryOp) -> Value:
        value = constants(self.evaluate(node.operand))
        if len(value) != 1 or not isinstance(value[0], int):
            return UNKNOWN
        if isinstance(node.op, ast.Not):
            return (Const(not value[0]),)
        return (Const(-value[0]),) if isinstance(node.op, ast.USub) else UNKNOWN

    def _conditional(self, node: ast.IfExp) -> Value:
        self.evaluate(node.test)
        return union(self.evaluate(node.body), self.evaluate(node.orelse))

    def _fstring(self, node: ast.JoinedStr) -> Value:
        parts: list[Value] = []
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                parts.append(self.evaluate(part.value))
                if part.format_spec is not None:
                    self.evaluate(part.format_spec)
            else:
                parts.append(self.evaluate(part))
        return text(*parts)

    def _display(self, node: ast.List | ast.Tuple | ast.Set) -> Value:
        items: list[Value] = []
        for element in node.elts:
            value = self.evaluate(element)
            spread = value[0] if isinstance(element, ast.Starred) and len(value) == 1 else None
            items.extend(spread.items if isinstance(spread, Seq) else (value,))
        return sequence(items)

    def _dict(self, node: ast.Dict) -> Value:
        items: dict[object, Value] = {}
        is_open = environment = False
        for key, entry in zip(node.keys, node.values, strict=True):
            value = self.evaluate(entry)
            names = constants(self.evaluate(key)) if key is not None else ()
            if key is None:
                is_open |= data.merge_into(items, value)
                environment |= any(isinstance(a, Ref) and a.path in ENVIRONMENTS for a in value)
            elif names:
                items.update(dict.fromkeys(names, value))
            else:
                items[object()] = value
                is_open = True
        for name, value in items.items() if environment else ():
            self.set_environment((Const(name),), value, node)
        return mapping(items, is_open=is_open)

    def _comprehension(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> Value:
        outer = self.scope
        self.scope = Scope(outer, "inner")
        try:
            for generator in node.generators:
                value = self.evaluate(generator.iter)
                for name in _stored(generator.target):
                    self.scope.names[name] = UNKNOWN
                self.assign(generator.target, self.element(value))
                for condition in generator.ifs:
                    self.evaluate(condition)
            if isinstance(node, ast.DictComp):
                self.evaluate(node.key)
                return mapping({object(): self.evaluate(node.value)}, is_open=True)
            return sequence([self.evaluate(node.elt)])
        finally:
            self.scope = outer

    def _lambda(self, node: ast.Lambda) -> Value:
        function = self.make(node)
        self.define(function)
        return (function,)

    def make(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> Function:
        """The function that a definition makes here."""
        function = Function(node, self.scope, self.code, self.parameter_defaults(node.args))
        self.made.append(function)
        return function

    def _walrus(self, node: ast.NamedExpr) -> Value:
        value = self.evaluate(node.value)
        self.scope.bind(node.target.id, value)
        return value

    def _yield(self, node: ast.Yield) -> Value:
        if node.value is not None:
            self.returned.append(self.evaluate(node.value))
        return UNKNOWN

    def parameter_defaults(self, arguments: ast.arguments) -> dict[str, Value]:
        """What a function's parameters are without arguments: default values, annotated classes."""
        positional = [*arguments.posonlyargs, *arguments.args]
        late = positional[len(positional) - len(arguments.defaults) :]
        pairs: list[tuple[ast.arg, ast.expr | None]] = [
            *zip(late, arguments.defaults, strict=True),
            *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True),
        ]
        found = {arg.arg: self.evaluate(default) for arg, default in pairs if default is not None}
        known = {name: value if _fixed(value) else (*value, Ref("?")) for name, value in found.items()}
        for arg in (*positional, *arguments.kwonlyargs):
            if arg.annotation is not None and (kind := annotated(self, arg.annotation)):
                known[arg.arg] = union(known.get(arg.arg, UNKNOWN), kind)
        return known


def _fixed(value: Value) -> bool:
    """Whether a default is taken as the argument: a switch or a function, but not a path."""
    return all(not isinstance(a, Const) or isinstance(a.value, bool) for a in flatten((value,)))


def _stored(target: ast.expr) -> Iterable[str]:
    return [node.id for node in ast.walk(target) if isinstance(node, ast.Name)]


_EVALUATORS: dict[type[ast.expr], Callable[..., Value]] = {
    ast.Attribute: Expressions._attribute,
    ast.Await: Expressions._inner,
    ast.BinOp: Expressions._binary,
    ast.BoolOp: Expressions._either,
    ast.Call: Expressions._call,
    ast.Constant: Expressions._constant,
    ast.Dict: Expressions._dict,
    ast.DictComp: Expressions._comprehension,
    ast.GeneratorExp: Expressions._comprehension,
    ast.IfExp: Expressions._conditional,
    ast.JoinedStr: Expressions._fstring,
    ast.Lambda: Expressions._lambda,
    ast.List: Expressions._display,
    ast.ListComp: Expressions._comprehension,
    ast.NamedExpr: Expressions._walrus,
    ast.Set: Expressions._display,
    ast.SetComp: Expressions._comprehension,
    ast.Starred: Expressions._inner,
    ast.Subscript: Expressions._subscript,
    ast.Tuple: Expressions._display,
    ast.UnaryOp: Expressions._unary,
    ast.Yield: Expressions._yield,
}
