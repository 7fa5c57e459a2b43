"""Which names the values of a program are bound to: assignments, keys, arguments, defaults, comparisons."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mlsec_nb.secrets.names import PASSWORDS, Sense, is_item, sense_of, vendor_words, words_of
from mlsec_nb.secrets.tree.calls import KEYWORDS, credentials, positions

WRAPPERS = frozenset(
    "SecretStr Secret Field Param Variable str bytes Some literal text Auth api_key AuthApiKey Option "
    "Argument field mapped_column".split()
)
"""Calls that hand on their first argument, or their ``default``."""

LABELS = ("name", "key", "Name", "Key", "env", "variable")
"""Keys of a dictionary that say what its ``value`` is."""

DEFAULTS = frozenset("default value fallback default_value".split())
"""Keywords whose value stands for what the first argument names."""

TYPING = frozenset("send_keys fill type press_sequentially set_value setValue setText".split())
"""Methods that type text into the field they are called on."""

PAIRS = ("auth", "credentials", "creds", "login")
"""Ends of names that hold a user and a password."""

CREDENTIAL_ENDINGS = (
    "client auth credential credentials apikey api_key login token password handler secret from_key connect "
    "api sdk fernet bot pinecone smtp translator".split()
)
"""Functions whose arguments are credentials if they are opaque."""


@dataclass(frozen=True, slots=True)
class Binding:
    """A value with its name.

    ``around`` are words of the call or object, ``least`` is what the place promises.
    """

    name: str
    value: ast.expr
    around: tuple[str, ...] = ()
    least: Sense = Sense.NONE


BINDING: frozenset[type[ast.AST]] = frozenset(
    (
        *(ast.Assign, ast.AnnAssign, ast.NamedExpr, ast.AugAssign, ast.Call, ast.Dict, ast.FunctionDef),
        *(ast.AsyncFunctionDef, ast.Lambda, ast.Compare, ast.Tuple, ast.List),
    )
)
"""Kinds of nodes that bind a value to a name; most nodes are of others."""


def bindings(nodes: Iterable[ast.AST]) -> Iterator[Binding]:
    """Every binding in these nodes of a tree."""
    for node in nodes:
        match node:
            case ast.Call():
                yield from _call(node)
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    yield from _assigned(target, value)
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                yield from _assigned(target, value)
            case ast.NamedExpr(target=target, value=value) | ast.AugAssign(target=target, value=value):
                yield from _assigned(target, value)
            case ast.Dict(keys=keys, values=values):
                yield from _dictionary(keys, values)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                yield from _defaults(node.args)
                yield from _returned(node)
            case ast.Lambda(args=args):
                yield from _defaults(args)
            case ast.Compare(left=left, ops=[ast.Eq() | ast.NotEq()], comparators=[right]):
                yield from _assigned(left, right)
                yield from _assigned(right, left)
            case (
                ast.Tuple(elts=[ast.Constant(value=str(name)), value])
                | ast.List(elts=[ast.Constant(value=str(name)), value])
            ):
                yield from _pair(name, value)


def _pair(name: str, value: ast.expr) -> Iterator[Binding]:
    """A name and a value in a pair; two names of columns are none."""
    if not (isinstance(value, ast.Constant) and is_item(str(value.value))):
        yield from _values(name, value)


def dotted(node: ast.expr) -> str:
    """The name of a function or object as it is written: ``boto3.client``."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attribute):
            owner = dotted(value)
            return f"{owner}.{attribute}" if owner else attribute
        case ast.Call(func=func):
            return dotted(func)
        case ast.Subscript(value=value):
            return dotted(value)
    return ""


def _assigned(target: ast.expr, value: ast.expr) -> Iterator[Binding]:
    match target:
        case ast.Name(id=name):
            yield from _values(name, value)
        case ast.Attribute(value=owner, attr=name):
            yield from _values(name, value, vendor_words(dotted(owner)))
        case ast.Subscript(value=owner, slice=ast.Constant(value=str(name))):
            yield from _values(name, value, vendor_words(dotted(owner)))
        case ast.Tuple(elts=targets) | ast.List(elts=targets):
            if isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(targets):
                for one, its_value in zip(targets, value.elts, strict=True):
                    yield from _assigned(one, its_value)


def _values(
    name: str, value: ast.expr, around: tuple[str, ...] = (), least: Sense = Sense.NONE
) -> Iterator[Binding]:
    """The binding, seen through alternatives, wrappers and lists."""
    match value:
        case ast.BoolOp(values=values):
            for one in values:
                yield from _values(name, one, around, least)
        case ast.IfExp(body=body, orelse=orelse):
            yield from _values(name, body, around, least)
            yield from _values(name, orelse, around, least)
        case ast.List(elts=values) | ast.Set(elts=values) if len(values) <= 100:
            for one in values:
                if isinstance(one, ast.Constant):
                    yield Binding(name, one, around, least)
        case ast.Tuple(elts=[ast.Constant(), ast.Constant() as second]) if name.lower().endswith(PAIRS):
            yield Binding("password", second, around, Sense.PASSWORD)
        case ast.Call(func=func) if dotted(func).rpartition(".")[2] in WRAPPERS:
            for one in _wrapped(value):
                yield from _values(name, one, (*around, *vendor_words(dotted(func))), least)
        case ast.Dict(keys=keys, values=values):
            yield from _dictionary(keys, values, (*around, *vendor_words(name)))
        case _:
            yield Binding(name, value, around, least)


def _wrapped(node: ast.Call) -> list[ast.expr]:
    """What a wrapper hands on."""
    return [*node.args[:1], *(keyword.value for keyword in node.keywords if keyword.arg in DEFAULTS)]


def _call(node: ast.Call) -> Iterator[Binding]:
    callee = dotted(node.func)
    around = vendor_words(callee)
    yield from _keywords(node, callee, around)
    for argument in node.args:
        if isinstance(argument, ast.Dict):
            yield from _dictionary(argument.keys, argument.values, around)
    for first, second in zip(node.args, node.args[1:], strict=False):
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield from _values(first.value, second, around)
    if callee == "zip" and len(node.args) == 2:
        yield from _parallel(*node.args)
    yield from _positional(node, callee, around)


def _parallel(names: ast.expr, values: ast.expr) -> Iterator[Binding]:
    """The bindings of two lists of which one names what the other holds."""
    if isinstance(names, ast.List | ast.Tuple) and isinstance(values, ast.List | ast.Tuple):
        for name, value in zip(names.elts, values.elts, strict=False):
            if isinstance(name, ast.Constant) and isinstance(name.value, str):
                yield from _values(name.value, value)


def _keywords(node: ast.Call, callee: str, around: tuple[str, ...]) -> Iterator[Binding]:
    labels = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    label = next((label for label in labels if sense_of(label) is not Sense.NONE), "")
    called = next((credential.name for credential in credentials(callee)), "")
    for keyword in node.keywords:
        if label and keyword.arg in DEFAULTS:
            yield from _values(label, keyword.value, around)
        elif called and keyword.arg in KEYWORDS:
            yield from _values(called, keyword.value, around)
        elif keyword.arg:
            yield from _values(keyword.arg, keyword.value, around)


def _positional(node: ast.Call, callee: str, around: tuple[str, ...]) -> Iterator[Binding]:
    name = callee.rpartition(".")[2]
    for credential in credentials(callee):
        for position in positions(credential, len(node.args)):
            yield Binding(credential.name, node.args[position], around)
    if name.lower().endswith(tuple(CREDENTIAL_ENDINGS)) or name == "run":
        for argument in node.args[:5]:
            yield Binding("", argument, around)
    elif name in TYPING and len(node.args) == 1 and _is_password_field(node.func):
        yield Binding("password", node.args[0], around)


def _is_password_field(method: ast.expr) -> bool:
    """Whether the object of a method is named after a password, or looked up by such a name."""
    owner = method.value if isinstance(method, ast.Attribute) else method
    names = [dotted(owner)]
    if isinstance(owner, ast.Call):
        names += [a.value for a in owner.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    return any(not PASSWORDS.isdisjoint(words_of(name)) for name in names)


def _dictionary(
    keys: list[ast.expr | None], values: list[ast.expr], around: tuple[str, ...] = ()
) -> Iterator[Binding]:
    named = {
        key.value: value for key, value in zip(keys, values, strict=True) if isinstance(key, ast.Constant)
    }
    if {"username", "key"} <= named.keys():
        around = (*around, "kaggle")
    for name, value in named.items():
        if isinstance(name, str):
            yield from _values(name, value, around)
    label = next((named[key] for key in LABELS if key in named), None)
    content = named.get("value", named.get("Value"))
    if isinstance(label, ast.Constant) and isinstance(label.value, str) and content is not None:
        yield from _values(label.value, content)
    elif label is not None and content is not None:
        yield from _parallel(label, content)


def _defaults(arguments: ast.arguments) -> Iterator[Binding]:
    positional = [*arguments.posonlyargs, *arguments.args]
    for argument, default in zip(reversed(positional), reversed(arguments.defaults), strict=False):
        yield from _values(argument.arg, default)
    for argument, optional in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        if optional is not None:
            yield from _values(argument.arg, optional)


def _returned(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[Binding]:
    for statement in function.body:
        if isinstance(statement, ast.Return) and statement.value is not None:
            yield from _values(function.name, statement.value)
