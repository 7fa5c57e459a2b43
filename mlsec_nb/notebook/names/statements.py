"""Walking statements: bindings, branches, functions and classes."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable

from mlsec_nb.notebook.code import CellCode
from mlsec_nb.notebook.names import data
from mlsec_nb.notebook.names.aliases import MODULES, canonical, qualify
from mlsec_nb.notebook.names.annotations import annotated
from mlsec_nb.notebook.names.building import mapping
from mlsec_nb.notebook.names.definitions import Definitions
from mlsec_nb.notebook.names.events import ENVIRONMENTS, Assignment, Import
from mlsec_nb.notebook.names.values import (
    UNKNOWN,
    Class,
    Const,
    Instance,
    Map,
    Ref,
    Seq,
    Value,
    constants,
    plain,
    strings,
    union,
)

MAX_SOURCE = 20_000
MAX_SOURCES = 3


class Statements(Definitions):
    """The half of the walk that deals with statements."""

    def __init__(self) -> None:
        super().__init__()
        self._sources = 0

    def execute(self, body: list[ast.stmt]) -> None:
        """Walk statements in order."""
        before = getattr(self, "statement", None)
        for node in body:
            self.step()
            self.statement = node
            executor = _EXECUTORS.get(type(node))
            if executor is not None:
                executor(self, node)
                continue
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.expr):
                    self.evaluate(child)
                elif isinstance(child, ast.stmt):  # syntax of a later Python hides nothing
                    self.execute([child])
        if before is not None:
            self.statement = before

    def _expression(self, node: ast.Expr) -> None:
        self.evaluate(node.value)

    def _outer(self, node: ast.Global | ast.Nonlocal) -> None:
        self.effects += 1
        self.scope.outer.update(node.names)

    def _branches(self, *bodies: list[ast.stmt]) -> None:
        start = self.scope.names
        self.steps += len(start) * len(bodies) // 20  # copies of large scopes are work too
        states = []
        for body in bodies:
            if not body:
                states.append(start)
                continue
            self.scope.names = dict(start)
            self.execute(body)
            states.append(self.scope.names)
        self.scope.merge(states)

    def _if(self, node: ast.If) -> None:
        self.evaluate(node.test)
        self._branches(node.body, node.orelse)

    def _while(self, node: ast.While) -> None:
        self.evaluate(node.test)
        self._branches([], node.body)
        self.execute(node.orelse)

    def _for(self, node: ast.For | ast.AsyncFor) -> None:
        self.assign(node.target, self.element(self.evaluate(node.iter)))
        self._branches([], node.body)
        self.execute(node.orelse)

    def _try(self, node: ast.Try) -> None:
        start = dict(self.scope.names)
        self.execute(node.body)
        after = self.scope.names
        states = []
        for handler in node.handlers:
            self.scope.names = dict(start)
            self.scope.merge([self.scope.names, after])
            if handler.type is not None:
                self.evaluate(handler.type)
            if handler.name:
                self.scope.bind(handler.name, UNKNOWN)
            self.execute(handler.body)
            states.append(self.scope.names)
        self.scope.names = dict(after)
        self.execute(node.orelse)
        self.scope.merge([self.scope.names, *states])
        self.execute(node.finalbody)

    def _match(self, node: ast.Match) -> None:
        self.evaluate(node.subject)
        for case in node.cases:
            if case.guard is not None:
                self.evaluate(case.guard)
        self._branches([], *(case.body for case in node.cases))

    def _with(self, node: ast.With | ast.AsyncWith) -> None:
        for item in node.items:
            value = self.evaluate(item.context_expr)
            if item.optional_vars is not None:
                self.assign(item.optional_vars, value)
        self.execute(node.body)

    def _assigned(self, node: ast.Assign) -> None:
        value = self.evaluate(node.value)
        for target in node.targets:
            self.assign(target, value)

    def _annotated(self, node: ast.AnnAssign) -> None:
        given = self.evaluate(node.value) if node.value is not None else UNKNOWN
        if not given and isinstance(node.target, ast.Name):
            given = annotated(self, node.annotation)
        if given or node.value is not None:
            self.assign(node.target, given)

    def _augmented(self, node: ast.AugAssign) -> None:
        value = self.evaluate(node.value)
        if isinstance(node.target, ast.Name):
            self.scope.bind(node.target.id, data.binary(node.op, self.lookup(node.target.id), value))
        elif isinstance(node.target, ast.Attribute):
            owner = self.evaluate(node.target.value)
            if isinstance(node.op, ast.BitOr) and any(isinstance(a, Ref) and a.path == "os" for a in owner):
                self._environment(value, node)
            names = tuple(f"{a.name}.{node.target.attr}" for a in owner if isinstance(a, Ref))
            if names and not self.muted:
                self.observer.event(Assignment(site=self.site(node.target), names=names, value=value))

    def _environment(self, value: Value, node: ast.AST) -> None:
        for atom in value:
            if isinstance(atom, Map):
                for key, entry in atom.items.items():
                    self.set_environment((Const(key),), entry, node)

    def assign(self, target: ast.expr, value: Value) -> None:
        """Bind ``target``, taking displays apart for tuples."""
        match target:
            case ast.Name(id=name):
                self.scope.bind(name, value)
            case ast.Tuple(elts=targets) | ast.List(elts=targets):
                self._unpack(targets, value)
            case ast.Starred(value=inner):
                self.assign(inner, UNKNOWN)
            case ast.Attribute(value=owner, attr=name):
                self.set_attribute(self.evaluate(owner), name, value, target)
            case ast.Subscript(value=owner, slice=index):
                self._set_item(owner, self.evaluate(index), value, target)

    def _unpack(self, targets: list[ast.expr], value: Value) -> None:
        starred = any(isinstance(target, ast.Starred) for target in targets)
        shapes = [a for a in value if isinstance(a, Seq) and len(a.items) == len(targets)]
        for position, target in enumerate(targets):
            if shapes and not starred:
                self.assign(target, union(*(shape.items[position] for shape in shapes)))
            else:
                self.assign(target, self.element(value))

    def set_attribute(self, owner: Value, name: str, value: Value, node: ast.AST) -> None:
        """``owner.name = value``."""
        self.effects += 1
        names = []
        for atom in owner:
            match atom:
                case Instance(cls=cls) | (Class() as cls):
                    cls.attributes[name] = union(cls.attributes.get(name, UNKNOWN), value)
                    names += [f"{base.name}.{name}" for base in cls.ancestors()]
                case Ref(path=path):
                    longer = qualify(path, name)
                    names.append(plain(longer))
                    if value:
                        self.patched[longer] = union(self.patched.get(longer, UNKNOWN), value)
        if not self.muted:
            self.observer.event(
                Assignment(site=self.site(node), names=tuple(names) or ("?." + name,), value=value)
            )

    def _set_item(self, owner: ast.expr, index: Value, value: Value, node: ast.AST) -> None:
        held = self.evaluate(owner)
        for atom in held:
            match atom:
                case Ref(path=path) if path in ENVIRONMENTS:
                    self.set_environment(index, value, node)
                case Ref(path=path) if path.endswith((".__dict__", "globals()")):
                    for name in strings(index):
                        self.effects += 1
                        if path.endswith("globals()"):
                            self.scope.globals.names[name] = value
                        else:
                            self.set_attribute(self.reference(path[:-9]), name, value, node)
                case Map(items=items, open=is_open) if isinstance(owner, ast.Name):
                    keys = constants(index)
                    known = (
                        keys if keys and all(isinstance(k, str | int | bytes) for k in keys) else (object(),)
                    )
                    merged = {**items, **dict.fromkeys(known, value)}
                    self.scope.bind(owner.id, mapping(merged, is_open=is_open or not keys))

    def _delete(self, node: ast.Delete) -> None:
        for target in node.targets:
            if isinstance(target, ast.Name):
                self.scope.names.pop(target.id, None)
            else:
                self.evaluate(target)

    def _import(self, node: ast.Import) -> None:
        for alias in node.names:
            path = canonical(alias.name)
            self._imported((path,), node)
            if alias.asname:
                self.scope.bind(alias.asname, self.reference(path))
            else:
                first = alias.name.partition(".")[0]
                self.scope.bind(first, self.reference(MODULES.get(first, first)))

    def _import_from(self, node: ast.ImportFrom) -> None:
        module = canonical(node.module or "") if not node.level else "." * node.level + (node.module or "")
        for alias in node.names:
            if alias.name == "*":
                self.scope.globals.stars.append(module)
                self._imported((module,), node)
                continue
            path = qualify(module, alias.name)
            self._imported((module, path), node)
            self.scope.bind(alias.asname or alias.name, self.patched.get(path) or self.reference(path))

    def _imported(self, names: tuple[str, ...], node: ast.stmt) -> None:
        if not self.muted:
            self.observer.event(Import(site=self.site(node), names=names))

    def _return(self, node: ast.Return) -> None:
        if node.value is not None:
            self.returned.append(self.evaluate(node.value))

    def run_source(self, source: str, node: ast.AST, *, expression: bool) -> Value:
        """Walk source text that ``exec`` or ``eval`` runs at ``node``."""
        if self._sources >= MAX_SOURCES or len(source) > MAX_SOURCE:
            return UNKNOWN
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                tree = ast.parse(source.strip() if expression else source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return UNKNOWN
        for part in ast.walk(tree):
            ast.copy_location(part, node)
        self._sources += 1
        try:
            if expression and len(tree.body) == 1 and isinstance(tree.body[0], ast.Expr):
                return self.evaluate(tree.body[0].value)
            statement = self.statement
            for child in tree.body:
                self.step()
                executor = _EXECUTORS.get(type(child))
                if executor is not None:
                    executor(self, child)
                self.statement = statement
            return UNKNOWN
        finally:
            self._sources -= 1


_EXECUTORS: dict[type[ast.stmt], Callable[..., None]] = {
    ast.AnnAssign: Statements._annotated,
    ast.Assign: Statements._assigned,
    ast.AsyncFor: Statements._for,
    ast.AsyncFunctionDef: Statements._function,
    ast.AsyncWith: Statements._with,
    ast.AugAssign: Statements._augmented,
    ast.ClassDef: Statements._class,
    ast.Delete: Statements._delete,
    ast.Expr: Statements._expression,
    ast.For: Statements._for,
    ast.FunctionDef: Statements._function,
    ast.Global: Statements._outer,
    ast.If: Statements._if,
    ast.Import: Statements._import,
    ast.ImportFrom: Statements._import_from,
    ast.Match: Statements._match,
    ast.Nonlocal: Statements._outer,
    ast.Return: Statements._return,
    ast.Try: Statements._try,
    getattr(ast, "TryStar", ast.Try): Statements._try,  # Python 3.11
    ast.While: Statements._while,
    ast.With: Statements._with,
}


def code_order(cells: list[CellCode]) -> list[CellCode]:
    """Cells as they ran: by execution count; those without one follow the cell before them.

    Equal counts, left behind by a restarted kernel, keep the order of the notebook.
    """
    ordered: list[tuple[int, CellCode]] = []
    last = 0
    for cell in cells:
        last = last if cell.order is None else cell.order
        ordered.append((last, cell))
    return [cell for _, cell in sorted(ordered, key=lambda pair: pair[0])]
