"""What the parts of the walk share."""

from __future__ import annotations

import ast
from abc import ABC, abstractmethod
from collections.abc import Mapping

from mlsec_nb.notebook.code import CellCode
from mlsec_nb.notebook.names.building import derived
from mlsec_nb.notebook.names.events import Observer, Site
from mlsec_nb.notebook.names.scope import Scope
from mlsec_nb.notebook.names.values import Class, Function, Value

MAX_STEPS = 1_000_000


class ExhaustedError(Exception):
    """The walk has taken more steps than a notebook of this size can need."""


class State(ABC):
    """Where the walk is, what it has seen, and what its parts ask of each other."""

    observer: Observer
    code: CellCode
    statement: ast.stmt

    def __init__(self) -> None:
        self.scope = Scope()
        self.reading: dict[str, Value | None] | None = None
        self.returned: list[Value] = []
        self.owner: Class | None = None
        self.patched: dict[str, Value] = {}
        self.functions: list[Function] = []
        self.made: list[Function] = []
        self.steps = 0
        self.muted = 0
        self.inlined = 0
        self.effects = 0
        self._references: dict[str, Value] = {}

    @abstractmethod
    def evaluate(self, node: ast.expr) -> Value:
        """What an expression may stand for."""

    @abstractmethod
    def attribute(self, owner: Value, name: str) -> Value:
        """An attribute of a value."""

    @abstractmethod
    def item(self, owner: Value, index: Value) -> Value:
        """An entry of a value."""

    @abstractmethod
    def element(self, value: Value) -> Value:
        """What iterating over a value gives."""

    @abstractmethod
    def assign(self, target: ast.expr, value: Value) -> None:
        """Bind a target."""

    @abstractmethod
    def set_attribute(self, owner: Value, name: str, value: Value, node: ast.AST) -> None:
        """Bind an attribute."""

    @abstractmethod
    def define(self, function: Function) -> None:
        """Judge a function's body where it is defined, and note it for the end."""

    @abstractmethod
    def run(self, function: Function, arguments: Mapping[str, Value]) -> Value:
        """Walk a function's body; what it returns."""

    @abstractmethod
    def run_source(self, source: str, node: ast.AST, *, expression: bool) -> Value:
        """Walk source text that is run where ``node`` is."""

    def reference(self, path: str) -> Value:
        """A value for a path without inputs, made once."""
        value = self._references.get(path)
        if value is None:
            value = self._references[path] = derived(path, ())
        return value

    def step(self) -> None:
        """Count a unit of work."""
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise ExhaustedError

    def site(self, node: ast.AST) -> Site:
        """Where the walk is."""
        return Site(code=self.code, statement=self.statement, node=node)
