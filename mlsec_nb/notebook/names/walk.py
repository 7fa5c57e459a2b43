"""The walk over a whole notebook."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mlsec_nb.core.finding import Skipped
from mlsec_nb.notebook.code import CellCode
from mlsec_nb.notebook.names.aliases import CONVENTIONAL
from mlsec_nb.notebook.names.events import Observer
from mlsec_nb.notebook.names.expressions import BUILTINS
from mlsec_nb.notebook.names.scope import Scope
from mlsec_nb.notebook.names.state import ExhaustedError
from mlsec_nb.notebook.names.statements import Statements, code_order
from mlsec_nb.notebook.names.values import Function

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def walk(cells: Sequence[CellCode], observer: Observer) -> Iterator[Skipped]:
    """Tell ``observer`` what the code of a notebook does; yield what could not be followed.

    A function's body is judged twice: where it is defined, and with the bindings at the end of
    the notebook and the arguments it was called with, if these differ. So is a statement that
    uses a name which is only bound further down.
    """
    walker = Walker(observer)
    for code in code_order([code for code in cells if code.tree is not None]):
        yield from walker.cell(code)
    yield from walker.finish()
    observer.finished(walker.scope.globals.names)
    for function in walker.made:  # each holds the scope that holds it: now all is freed uncollected
        function.scope, function.owner = Scope(), None


class Walker(Statements):
    """One notebook's walk."""

    def __init__(self, observer: Observer) -> None:
        super().__init__()
        self.observer = observer
        self._early: list[tuple[CellCode, ast.stmt, frozenset[str]]] = []

    def cell(self, code: CellCode) -> Iterator[Skipped]:
        """Walk one cell; what goes wrong costs a statement, not the cell."""
        self.code = code
        for statement in code.tree.body if code.tree is not None else ():
            self.statement = statement
            self.reading = {}
            try:
                self.execute([statement])
            except RecursionError:
                self._reset()
                yield Skipped(_place(code, statement.lineno), "nested too deeply")
            except ExhaustedError:
                self._reset()
                yield Skipped(_place(code, statement.lineno), "the code has too many paths to follow")
                return
            self._note_unbound(code, statement)

    def _note_unbound(self, code: CellCode, statement: ast.stmt) -> None:
        """Remember a statement that uses names which nothing has bound so far."""
        read, self.reading = self.reading or {}, None
        if None in read.values() and not isinstance(statement, DEFINITIONS):
            names = frozenset(name for name, value in read.items() if value is None and not _ambient(name))
            if names:
                self._early.append((code, statement, names))

    def finish(self) -> Iterator[Skipped]:
        """Judge again what used names before they were bound, or whose surroundings have changed."""
        for code, statement, names in list(self._early):
            if not names.isdisjoint(self.scope.globals.names):
                yield from self.cell(replace(code, tree=ast.Module(body=[statement], type_ignores=[])))
        for function in list(self.functions):
            if not self._outdated(function):
                continue
            try:
                self.owner = function.owner
                self.statement = _statement(function)
                self.run(function, {})
            except (RecursionError, ExhaustedError):
                self._reset()
                yield Skipped(
                    _place(function.code, function.node.lineno), "the code has too many paths to follow"
                )
        self.owner = None

    def _outdated(self, function: Function) -> bool:
        names = self.scope.globals.names
        return function.changed or any(
            (now := names.get(name)) is not value and now != value for name, value in function.reads.items()
        )

    def _reset(self) -> None:
        self.scope = self.scope.globals
        self.reading, self.owner, self.returned = None, None, []
        self.muted = self.inlined = self._sources = 0


def _ambient(name: str) -> bool:
    """Whether a name means something without being bound."""
    return name in BUILTINS or name in CONVENTIONAL


def _statement(function: Function) -> ast.stmt:
    """A statement to report at while the body has not begun."""
    node = function.node
    return ast.copy_location(ast.Expr(node), node) if isinstance(node, ast.Lambda) else node


def _place(code: CellCode, line: int) -> str:
    shown = line + code.part.first_line - 1
    return f"line {shown}" if code.part.cell is None else f"cell {code.part.cell + 1} line {shown}"
