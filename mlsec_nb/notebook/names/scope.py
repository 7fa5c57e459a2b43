"""Bindings: what each name stands for at a point of the walk."""

from __future__ import annotations

from mlsec_nb.notebook.names.values import Value, union


class Scope:
    """The names of a module, class, function or comprehension.

    Parameters
    ----------
    parent
        The enclosing scope, ``None`` for the notebook.
    kind
        ``module``, ``class``, ``function`` or ``inner`` (a comprehension).
    """

    __slots__ = ("kind", "names", "outer", "parent", "stars")

    def __init__(self, parent: Scope | None = None, kind: str = "module") -> None:
        self.parent = parent
        self.kind = kind
        self.names: dict[str, Value] = {}
        self.outer: set[str] = set()
        self.stars: list[str] = []

    @property
    def globals(self) -> Scope:
        """The scope of the notebook."""
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope

    def find(self, name: str) -> Value | None:
        """Look a name up from the inside out; class bodies are not seen from their methods."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names and (scope is self or scope.kind != "class"):
                return scope.names[name]
            scope = scope.parent
        return None

    def bind(self, name: str, value: Value) -> None:
        """Bind a name here, or where ``global`` and ``nonlocal`` say."""
        if name in self.outer:
            scope = self.parent
            while scope is not None and scope.parent is not None and name not in scope.names:
                scope = scope.parent
            if scope is not None:
                scope.names[name] = union(scope.names.get(name, ()), value)
        elif self.kind == "inner" and self.parent is not None and name not in self.names:
            self.parent.bind(name, value)
        else:
            self.names[name] = value

    def merge(self, states: list[dict[str, Value]]) -> None:
        """Continue with what any of several branches may have left behind."""
        first = states[0]
        merged = dict(first)
        for state in states[1:]:
            for name, value in state.items():
                mine = merged.get(name)
                if mine is value:
                    continue
                merged[name] = union(mine, value) if mine else value
        self.names = merged
