"""Functions and classes: judged where they are defined, and run when their result matters."""

from __future__ import annotations

import ast
from abc import abstractmethod
from collections.abc import Mapping

from mlsec_nb.notebook.names.building import mapping
from mlsec_nb.notebook.names.events import Subclass
from mlsec_nb.notebook.names.expressions import Expressions
from mlsec_nb.notebook.names.scope import Scope
from mlsec_nb.notebook.names.values import UNKNOWN, Class, Function, Instance, Value, union


class Definitions(Expressions):
    """The part of the walk that deals with functions and classes."""

    @abstractmethod
    def execute(self, body: list[ast.stmt]) -> None:
        """Walk statements in order."""

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for decorator in node.decorator_list:
            self.evaluate(decorator)
        function = self.make(node)
        self.scope.bind(node.name, (function,))
        if self.scope.kind != "class":
            self.define(function)

    def define(self, function: Function) -> None:
        """Judge a function's body under the bindings where it is defined."""
        if self.scope.kind in ("module", "class") and not self.muted:
            self.functions.append(function)
        self.step()
        self.run(function, {})

    def _class(self, node: ast.ClassDef) -> None:
        for decorator in node.decorator_list:
            self.evaluate(decorator)
        bases = tuple(self.evaluate(base) for base in node.bases)
        for keyword in node.keywords:
            self.evaluate(keyword.value)
        cls = Class(node.name, bases)
        outer, owner = self.scope, self.owner
        self.scope = Scope(outer, "class")
        self.owner = cls
        try:
            self.execute(node.body)
            cls.attributes = self.scope.names
        finally:
            body, self.scope = self.scope, outer
        outer.bind(node.name, (cls,))
        self._methods(cls, body)
        self.owner = owner
        names = tuple(base.name for base in cls.ancestors())
        if names and not self.muted:
            self.observer.event(Subclass(site=self.site(node), names=names, cls=cls))

    def _methods(self, cls: Class, body: Scope) -> None:
        """Judge the methods, ``__init__`` first because it binds what the others use."""
        found = [a for v in body.names.values() for a in v if isinstance(a, Function) and a.scope is body]
        for function in sorted(found, key=lambda method: method.name != "__init__"):
            if isinstance(function.node, ast.Lambda):
                continue
            function.owner = cls
            outer, self.scope = self.scope, body
            try:
                self.define(function)
            finally:
                self.scope = outer

    def run(self, function: Function, arguments: Mapping[str, Value]) -> Value:
        """Walk a function's body with the given arguments; what it returns."""
        saved = self.scope, self.code, self.reading, self.returned, self.owner
        statement, effects = self.statement, self.effects
        scope = Scope(function.scope, "function")
        self._parameters(function, scope, arguments)
        self.scope, self.code, self.returned = scope, function.code, []
        self.reading = {}
        self.owner = function.owner or self.owner
        try:
            if isinstance(function.node, ast.Lambda):
                self.returned.append(self.evaluate(function.node.body))
            else:
                self.execute(function.node.body)
            returns = union(*self.returned)
            if not self.muted:
                function.returns = returns
                function.reads |= self.reading
                function.changed = False
                function.inert = not self.returned and self.effects == effects
            if saved[2] is not None:
                saved[2].update(self.reading)
            return returns
        finally:
            self.scope, self.code, self.reading, self.returned, self.owner = saved
            self.statement = statement

    @staticmethod
    def _parameters(function: Function, scope: Scope, arguments: Mapping[str, Value]) -> None:
        node = function.node.args
        positional = [arg.arg for arg in (*node.posonlyargs, *node.args)]
        for name in (*positional, *(arg.arg for arg in node.kwonlyargs)):
            seen = function.arguments.get(name, UNKNOWN)
            scope.names[name] = arguments.get(name) or union(function.defaults.get(name, UNKNOWN), seen)
        if node.vararg:
            scope.names[node.vararg.arg] = arguments.get(node.vararg.arg) or function.arguments.get(
                node.vararg.arg, UNKNOWN
            )
        if node.kwarg:
            rest = arguments.get(node.kwarg.arg) or function.arguments.get(node.kwarg.arg)
            scope.names[node.kwarg.arg] = rest or mapping({}, is_open=True)
        if function.owner is not None and positional:
            decorators = getattr(function.node, "decorator_list", [])
            kinds = {getattr(decorator, "id", "") for decorator in decorators}
            if "staticmethod" not in kinds:
                first: Value = (function.owner,) if "classmethod" in kinds else (Instance(function.owner),)
                scope.names[positional[0]] = first
