"""Text that honest libraries run as Python when their objects are built.

Two of the libraries that are known do so: scipy's distributions make functions of a template in their
state, and sympy's functions read expressions.
"""

from __future__ import annotations

import ast

from mlsec_nb.artifacts.blob import Data
from mlsec_nb.artifacts.pickles.values import KEEP, Call, Global, Items, Pairs, Payload, Value, text_of

TEMPLATE = b"_parse_arg_template"
DISTRIBUTIONS = (
    *("scipy.stats._continuous_distns", "scipy.stats._discrete_distns", "scipy.stats._distn_infrastructure"),
    *("scipy.stats.distributions", "scipy.stats"),
)
LONGEST = 4_096
"""Bytes of a template; scipy's have a few hundred."""

DEPTH = 8
BUILDERS = frozenset({"__newobj__", "__newobj_ex__", "_reconstructor"})
NAMES = frozenset({"Symbol", "Dummy", "Wild", "Str"})
"""Of sympy's, those that keep their text as it is."""

PLAIN = frozenset({"tuple", "list", "set", "frozenset", "dict", "int", "long", "float", "complex", "bool"})
TEXT_MAKERS = frozenset(
    {"builtins", "__builtin__", "_codecs", "_operator", "operator", "_functools", "functools"}
)

_DEFINITIONS = (
    *(ast.Module, ast.FunctionDef, ast.arguments, ast.arg, ast.Return, ast.Call, ast.keyword),
    *(ast.Tuple, ast.Name, ast.Load, ast.Constant, ast.UnaryOp, ast.USub),
)


def evaluated_state(target: Call, state: Value, data: Data) -> str:
    """What of ``state`` would be run when it is set on ``target``; empty if nothing would.

    Parameters
    ----------
    target
        What is built.
    state
        What BUILD sets.
    data
        The bytes that long texts were left in.
    """
    distribution = _is_distribution(made_class(target))
    known = isinstance(state, Pairs) and len(state) < KEEP  # a longer one could hide any key
    if distribution and not (known or _is_old_state(state)):
        return "a state that cannot be told"
    if not isinstance(state, Pairs):
        return ""
    for key, value in zip(state[::2], state[1::2], strict=False):
        if key == TEMPLATE and not _is_template(value, data):
            return TEMPLATE.decode()
        if distribution and not isinstance(key, bytes):
            return "a key that is computed"
    return ""


def evaluated_argument(function: Value, arguments: Value) -> bool:
    """Whether ``function`` would read a text among ``arguments`` as an expression that calls something."""
    cls, given = _called(function, arguments)
    if type(cls) is not Global or not f"{cls.module}.".startswith("sympy.") or cls.name in NAMES:
        return False
    return _has_expression(given, DEPTH)


def _called(function: Value, arguments: Value) -> tuple[Value, Value]:
    """The class whose ``__new__`` is called, and with what."""
    if _is_builder(function) and isinstance(arguments, tuple) and arguments:
        if function.name == "_reconstructor" and len(arguments) > 1:
            return arguments[1], arguments[2:]
        return arguments[0], arguments[1:]
    return function, arguments


def made_class(target: Call) -> Value:
    """What ``target`` is an instance of, or the function that gave it."""
    function, arguments = target.function, target.arguments
    if _is_builder(function) and isinstance(arguments, tuple) and arguments and type(arguments[0]) is Global:
        return arguments[0]
    return function


def _is_builder(function: Value) -> bool:
    """Whether it is one of the functions of ``copyreg`` that make what their first argument names."""
    return (
        type(function) is Global and function.module in ("copyreg", "copy_reg") and function.name in BUILDERS
    )


def _is_distribution(made: Value) -> bool:
    if type(made) is not Global or made.module not in DISTRIBUTIONS:
        return False
    return made.name.endswith("_gen") or made.name in (
        "rv_continuous",
        "rv_discrete",
        "rv_sample",
        "rv_histogram",
    )


def _is_old_state(state: Value) -> bool:
    """What scipy before 1.6 wrote: the parameters of the constructor and the random state."""
    if not isinstance(state, tuple) or len(state) != 2 or not isinstance(state[0], Pairs):
        return False
    return len(state[0]) != 4 and not isinstance(state[1], (tuple, Items, bytes))


def _is_template(value: Value, data: Data) -> bool:
    """Whether it does nothing but define the functions that sort out arguments."""
    if type(value) is Payload and value.size <= LONGEST:
        value = bytes(data[value.start : value.start + value.size])
    text = text_of(value)
    if text is None or len(text) > LONGEST:
        return False
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return all(_only_defines(node) for node in ast.walk(tree))


def _only_defines(node: ast.AST) -> bool:
    if isinstance(node, ast.FunctionDef):
        return not node.decorator_list and node.returns is None
    if isinstance(node, ast.Attribute):
        return isinstance(node.value, ast.Name) and node.value.id == "self" and node.attr == "_argcheck_rvs"
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Attribute)
    if isinstance(node, ast.arg):
        return node.annotation is None
    return isinstance(node, _DEFINITIONS)


def _has_expression(value: Value, depth: int) -> bool:
    """Whether a text in ``value`` calls something or reaches inside, or cannot be told."""
    if depth == 0:
        return True
    if isinstance(value, bytes):
        return b"(" in value or b"__" in value
    if isinstance(value, (tuple, list)):
        return any(_has_expression(item, depth - 1) for item in value)
    if type(value) is Call and type(value.function) is Global:
        return value.function.module in TEXT_MAKERS and value.function.name not in PLAIN
    return type(value) is Payload
