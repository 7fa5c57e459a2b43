"""Calls: resolving what is called, telling the observer, and what the call gives back."""

from __future__ import annotations

import ast
from collections.abc import Container, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from mlsec_nb.notebook.names import data
from mlsec_nb.notebook.names.aliases import FACTORIES
from mlsec_nb.notebook.names.building import derived, mapping, sequence
from mlsec_nb.notebook.names.events import Assignment, Call
from mlsec_nb.notebook.names.known import INSPECTORS, KNOWN, TRANSPARENT, Handler
from mlsec_nb.notebook.names.passing import passive, tells
from mlsec_nb.notebook.names.relay import Relay
from mlsec_nb.notebook.names.state import State
from mlsec_nb.notebook.names.values import (
    UNKNOWN,
    Class,
    Function,
    Instance,
    Map,
    Method,
    Partial,
    Ref,
    Seq,
    Value,
    constants,
    flatten,
    plain,
    strings,
    union,
)

MAX_INLINE = 2
MAX_HANDED = 10
MAX_BODY = 30
MUTATORS = frozenset({"append", "appendleft", "add", "insert", "extend", "update", "setdefault"})
ORDERING = frozenset({"builtins.sorted"})


class Calls(State):
    """The part of the walk that deals with calls."""

    def _call(self, node: ast.Call) -> Value:
        self.step()
        function = node.func
        if isinstance(function, ast.Attribute):
            receiver, method = self.evaluate(function.value), function.attr
            callee = self.attribute(receiver, method)
        else:
            receiver, method, callee = UNKNOWN, "", self.evaluate(function)
        args, open_args = self._arguments(node.args) if node.args else ((), False)
        keywords, open_keywords = self._keywords(node.keywords) if node.keywords else ({}, False)
        result = self._unremarkable(callee, method, receiver, args, keywords)
        if result is None:
            call = Call(
                site=self.site(node),
                names=(),
                method=method,
                args=args,
                keywords=keywords,
                is_open=open_args or open_keywords,
                receiver=receiver,
            )
            result = self.invoke(callee, call)
        if method in MUTATORS and (args or keywords):
            self._mutate(function, method, args or (mapping(dict(keywords.items())),))
        return result

    def _unremarkable(
        self,
        callee: Value,
        method: str,
        receiver: Value,
        args: tuple[Value, ...],
        keywords: Mapping[str, Value],
    ) -> Value | None:
        """What a call gives back that nobody wants to hear of, as most; ``None`` if somebody may."""
        atom = callee[0] if callee else None
        names: tuple[str, ...] = ()
        if atom is not None:
            if len(callee) > 1 or type(atom) is not Ref:
                return None
            name, known, path = _target(atom.path)
            if known is not None:
                return None
            names = (name,)
        given = (*args, *keywords.values())
        if not self.muted:
            if self.observer.wants_call(names, method, keywords):
                return None
            watched = self.observer.references
            for value in given:
                for passed in value:
                    if type(passed) is Ref:
                        if passed.path in watched:
                            return None
                    elif isinstance(passed, Seq | Map) and any(_held(passed, watched)):
                        return None
        if atom is None:
            return derived("?", (receiver,)) if receiver else UNKNOWN
        return derived(path, (*atom.inputs, *given))

    def _arguments(self, nodes: list[ast.expr]) -> tuple[tuple[Value, ...], bool]:
        args: list[Value] = []
        is_open = False
        for node in nodes:
            value = self.evaluate(node)
            if not isinstance(node, ast.Starred):
                args.append(value)
            elif len(value) == 1 and isinstance(value[0], Seq):
                args.extend(value[0].items)
            else:
                is_open = True
        return tuple(args), is_open

    def _keywords(self, nodes: list[ast.keyword]) -> tuple[dict[str, Value], bool]:
        keywords: dict[object, Value] = {}
        is_open = False
        for node in nodes:
            value = self.evaluate(node.value)
            if node.arg is not None:
                keywords[node.arg] = value
            else:
                is_open |= data.merge_into(keywords, value)
        return {name: value for name, value in keywords.items() if isinstance(name, str)}, is_open

    def invoke(self, callee: Value, call: Call) -> Value:
        """Tell the observer of a call of ``callee``, and find what it returns."""
        names: list[str] = []
        results: list[Value] = []
        subclass: Class | None = None
        for atom in callee:
            match atom:
                case Ref(path=path):
                    names.append(_target(path)[0])
                    results.append(self._of_reference(atom, call))
                case Partial():
                    results.append(self._of_partial(atom, call))
                case Function():
                    results.append(self._of_function(atom, call))
                case Class():
                    subclass = atom
                    names.extend(base.name for base in atom.ancestors())
                    results.append(self._of_class(atom, call))
                case Instance(cls=cls):
                    results.append(self.invoke(cls.find("__call__") or cls.find("forward") or UNKNOWN, call))
                case Method(owner=owner, name=name):
                    results.append(data.method(owner, name, call.args, call.keywords))
        if not self.muted:
            self._tell(call, tuple(names), subclass, callee)
        if not results and call.receiver:
            return derived("?", (call.receiver,))
        return results[0] if len(results) == 1 else union(*results)

    def _tell(self, call: Call, names: tuple[str, ...], subclass: Class | None, callee: Value) -> None:
        own = any(isinstance(atom, Function) for atom in callee)
        method = "" if own else call.method
        if self.observer.wants_call(names, method, call.keywords):
            self.observer.event(replace(call, names=names, method=method, subclass=subclass))
        if own and len(callee) == 1:
            return  # its body is judged with what is handed over
        given: list[tuple[int | str, Value]] = [*enumerate(call.args), *call.keywords.items()]
        for name in names:
            if name in INSPECTORS:
                return
            if name in TRANSPARENT:
                given = []
            if name in ORDERING and call.args and "key" in call.keywords:
                given = [(-1, call.keywords["key"])]
                call = replace(call, args=(self.element(call.args[0]),), keywords={})
        watched = self.observer.references
        unknown = replace(call, args=(), keywords={})
        found: list[tuple[int | str, Ref, Call]] = []
        for where, value in given:
            for atom in value:
                if isinstance(atom, Ref) and atom.path in watched:
                    found.append((where, atom, call))
                elif isinstance(atom, Seq | Map):
                    found.extend((where, held, unknown) for held in _held(atom, watched))
        for where, atom, passed in found[:MAX_HANDED]:
            self._handed_over(atom, passed, where)

    def hand_over(self, target: Value, call: Call) -> None:
        """Report a function whose first arguments are bound by ``partial``."""
        watched = self.observer.references
        for atom in target:
            if isinstance(atom, Ref) and atom.name in watched and not self.muted:
                self._handed_over(atom, call, 0)

    def _handed_over(self, atom: Ref, call: Call, where: int | str) -> None:
        """Report a function passed as a value, with the arguments that will reach it."""
        args: tuple[Value, ...] = call.args[where + 1 :] if isinstance(where, int) else ()
        keywords = {name: value for name, value in call.keywords.items() if name != where}
        for name in ("args", "kwargs", "kwds", "op_kwargs"):
            for given in keywords.pop(name, ()):
                if isinstance(given, Seq):
                    args = (*args, *given.items)
                elif isinstance(given, Map):
                    keywords |= {key: value for key, value in given.items.items() if isinstance(key, str)}
        self.observer.event(
            replace(
                call, names=(atom.name,), method="", args=args, keywords=keywords, receiver=(), reference=True
            )
        )

    def _of_reference(self, atom: Ref, call: Call) -> Value:
        _, known, path = _target(atom.path)
        if known is not None:
            value = known(self, atom, call)
            if value is not None:
                return value
        return derived(path, (*atom.inputs, *call.args, *call.keywords.values()))

    def _of_partial(self, partial: Partial, call: Call) -> Value:
        bound = replace(
            call,
            args=(*partial.args, *call.args),
            keywords={**partial.keywords, **call.keywords},
            method="",
            partial=partial.node,
        )
        return self.invoke(partial.target, bound)

    def _of_class(self, cls: Class, call: Call) -> Value:
        for atom in cls.find("__init__") or ():
            if isinstance(atom, Function):
                self._bind(atom, call)
        return (Instance(cls),)

    def _of_function(self, function: Function, call: Call) -> Value:
        bound = self._bind(function, call)
        self._relay(function, bound, call)
        if function.returns or self.inlined >= MAX_INLINE or _long(function):
            return function.returns
        if not any(map(tells, bound.values())):
            return UNKNOWN
        if function.inert and passive(bound.values()):
            return UNKNOWN  # its body is judged with what it is handed when the walk is over
        self.inlined += 1
        self.muted += 1
        try:
            return self.run(function, bound)
        finally:
            self.inlined -= 1
            self.muted -= 1

    def _relay(self, function: Function, bound: Mapping[str, Value], call: Call) -> None:
        """Report what the function does with watched functions among its arguments, at the call."""
        if self.muted or self.inlined >= MAX_INLINE or _long(function):
            return
        watched = self.observer.references
        given = flatten(tuple(bound.values()))
        handed = frozenset(a.name for a in given if isinstance(a, Ref) and a.path in watched)
        if not handed:
            return
        observer = self.observer
        returns, reads, changed, inert = (
            function.returns,
            dict(function.reads),
            function.changed,
            function.inert,
        )
        self.observer = Relay(observer, handed, call.site, watched)
        self.inlined += 1
        try:
            self.run(function, bound)
        finally:
            self.observer = observer
            self.inlined -= 1
            function.returns, function.reads = returns, reads
            function.changed, function.inert = changed, inert

    def _bind(self, function: Function, call: Call) -> dict[str, Value]:
        """Match arguments to parameters, and remember what the notebook passes to the function."""
        if function.scope.kind in ("module", "class"):
            self.effects += 1
        arguments = function.node.args
        parameters = [arg.arg for arg in (*arguments.posonlyargs, *arguments.args)]
        if function.owner is not None and parameters:
            parameters = parameters[1:]
        bound = dict(zip(parameters, call.args, strict=False))
        known = {*parameters, *(arg.arg for arg in arguments.kwonlyargs)}
        bound |= {name: value for name, value in call.keywords.items() if name in known}
        for name, value in bound.items():
            if tells(value):
                before = function.arguments.get(name, UNKNOWN)
                after = union(before, value)
                if len(after) != len(before):
                    function.arguments[name] = after
                    function.changed = True
        if not call.is_open:
            bound |= self._bind_rest(function, call, len(parameters), known)
        return bound

    @staticmethod
    def _bind_rest(function: Function, call: Call, count: int, known: set[str]) -> dict[str, Value]:
        """Match what is left over to ``*args`` and ``**kwargs``."""
        arguments = function.node.args
        bound: dict[str, Value] = {}
        if arguments.vararg:
            bound[arguments.vararg.arg] = sequence(list(call.args[count:]))
        if arguments.kwarg:
            rest: dict[object, Value] = {k: v for k, v in call.keywords.items() if k not in known}
            bound[arguments.kwarg.arg] = mapping(rest)
        for name, value in bound.items():
            before = function.arguments.get(name, UNKNOWN)
            after = data.merged(before, value)
            if after != before:
                function.arguments[name] = after
                function.changed = True
        return bound

    def _mutate(self, function: ast.expr, method: str, args: tuple[Value, ...]) -> None:
        """Follow ``readers.append(x)`` and ``options.update(...)`` on a display held by a name."""
        held = function.value if isinstance(function, ast.Attribute) else None
        if not isinstance(held, ast.Name):
            return
        value = self.scope.find(held.id) or UNKNOWN
        match method, value:
            case "append" | "add" | "insert" | "appendleft", (Seq(items=items),):
                self.scope.bind(held.id, sequence([*items, args[-1]]))
            case "extend", (Seq(items=items),):
                self.scope.bind(held.id, sequence([*items, self.element(args[0])]))
            case "setdefault", (Map(items=entries, open=is_open),) if len(args) == 2:
                missing = [key for key in constants(args[0]) if isinstance(key, str) and key not in entries]
                self.scope.bind(
                    held.id, mapping({**entries, **dict.fromkeys(missing, args[1])}, is_open=is_open)
                )
            case "update", (Map(items=entries, open=is_open),):
                merged = dict(entries)
                is_open |= data.merge_into(merged, args[0])
                self.scope.bind(held.id, mapping(merged, is_open=is_open))

    def set_environment(self, variable: Value, value: Value, node: ast.AST) -> None:
        """Tell the observer that an environment variable is set."""
        names = tuple("os.environ." + name for name in strings(variable))
        if names and not self.muted:
            self.observer.event(Assignment(site=self.site(node), names=names, value=value))


@lru_cache(maxsize=4096)
def _target(path: str) -> tuple[str, Handler | None, str]:
    """The name of what is called at ``path``, who knows what it returns, and the path of the result."""
    name = plain(path)
    called = name + ".__call__" if path.endswith("()") else name  # a result is not the function
    return called, KNOWN.get(name), (FACTORIES.get(name) or path) + "()"


def _held(display: Seq | Map, watched: Container[str]) -> Iterator[Ref]:
    """The watched functions in a list or dict, such as ``converters={"a": eval}``."""
    values = display.items if isinstance(display, Seq) else display.items.values()
    for value in values:
        for atom in value:
            if isinstance(atom, Ref) and atom.path in watched:
                yield atom


def _long(function: Function) -> bool:
    """Whether a body is too long to be walked again for one call."""
    return not isinstance(function.node, ast.Lambda) and len(function.node.body) > MAX_BODY
