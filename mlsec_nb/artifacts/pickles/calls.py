"""What calling, instantiating and building mean for the values of the machine.

``getattr`` with a constant, ``attrgetter``, ``methodcaller`` and ``partial`` are followed to the name
that they reach; everything else gives a :class:`Call` that remembers where it came from.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mlsec_nb.artifacts.pickles.arrays import WRAPPERS, skip_array
from mlsec_nb.artifacts.pickles.evaluated import evaluated_argument, evaluated_state, made_class
from mlsec_nb.artifacts.pickles.values import UNKNOWN, Call, Global, Pairs, Payload, Value, show, text_of
from mlsec_nb.policy.policy import CODE_MAKERS, renamed

if TYPE_CHECKING:
    from mlsec_nb.artifacts.pickles.machine import Machine

IMPORTERS = frozenset({"builtins.__import__", "importlib.import_module", "importlib.__import__"})
PARTIALS = frozenset({"functools.partial", "_functools.partial"})
INERT_ATTRIBUTES = (
    b"__annotations__",
    b"__doc__",
    b"__module__",
    b"__name__",
    b"__qualname__",
    b"__slotnames__",
)
HOOKS = (b"__setstate__", b"__reduce__", b"__class__", b"__getattr__", b"__call__", b"__del__")
CODE_TYPES = frozenset({"CodeType", "FunctionType", "LambdaType", "CellType", "MethodType"})


def call(m: Machine, function: Value, arguments: Value) -> Value:
    """The result of ``function(*arguments)``."""
    if type(function) is Global:
        _note(function, "called", arguments)
        _check_argument(m, function, arguments)
        special = SPECIAL.get(_canonical(function))
        if (
            special is None
            and function.name.endswith("._unpickle_model")
            and function.module.startswith("keras.")
        ):
            special = _load_bytes
        if special:
            return special(m, function, arguments if isinstance(arguments, tuple) else ())
        if function.path in CODE_MAKERS:
            return _make_code(m, function, arguments)
        _lift_reflection(arguments)
        return Call(function, arguments)
    if type(function) is Call:
        return _call_result(m, function, arguments)
    m.trick("call-of-value", show(function), severe=False)
    return Call(function, arguments)


def instantiate(m: Machine, cls: Value, arguments: Value) -> Value:
    """The result of ``cls.__new__(cls, *arguments)``."""
    if type(cls) is Global:
        _note(cls, "instantiated", arguments)
        _check_argument(m, cls, arguments)
        if cls.path in CODE_MAKERS:
            return _make_code(m, cls, arguments)
    return Call(cls, arguments)


def build(m: Machine, target: Value, state: Value, position: int) -> int:
    """BUILD: ``target.__setstate__(state)`` or an update of its attributes."""
    if type(target) is Call:
        target.state = state
        if m.raw_arrays and type(target.function) is Global and target.function.path in WRAPPERS:
            m.stack[-1] = UNKNOWN
            return skip_array(m, state, position)
        if runs := evaluated_state(target, state, m.data):
            m.code.append((m.at, f"{show(made_class(target))}, {runs}", state, True))
        if isinstance(state, Pairs):
            _check_hooks(m, state)
    else:
        touch(m, target, "build-on-global")
    return position


def touch(m: Machine, target: Value, kind: str = "item-on-global") -> None:
    """Note a change of something that the pickle only named."""
    if type(target) is Global:
        m.trick(kind, target.path)


def _check_hooks(m: Machine, state: Pairs) -> None:
    for key, value in zip(state[::2], state[1::2], strict=False):
        if isinstance(key, bytes) and key in HOOKS and type(value) in (Global, Call):
            m.trick("hook", f"{key.decode()} = {show(value)}")


def _check_argument(m: Machine, function: Global, arguments: Value) -> None:
    if evaluated_argument(function, arguments):
        m.code.append((m.at, f"{function.path}, an expression", arguments, True))


def _note(function: Global, use: str, arguments: Value) -> None:
    if use not in function.uses:
        function.uses += (use,)
        function.arguments = arguments


def _canonical(function: Global) -> str:
    module = {"__builtin__": "builtins", "_operator": "operator", "_functools": "functools"}.get(
        function.module, function.module
    )
    return f"{module}.{function.name}"


def _lift_reflection(arguments: Value) -> None:
    """A name such as ``getattr`` that is handed on is out of sight: it counts as it stands."""
    if isinstance(arguments, tuple):
        for value in arguments:
            if type(value) is Global and value.verdict in ("reflective", "passive") and value.name != "type":
                _note(value, "passed on", ())


def _getattr(m: Machine, function: Global, arguments: tuple[Value, ...]) -> Value:
    name = text_of(arguments[1]) if len(arguments) > 1 else None
    if name is None:
        m.trick("computed-attribute", f"getattr({show(arguments)})")
        return Call(function, arguments)
    return _attribute(m, arguments[0], name)


def _setattr(m: Machine, function: Global, arguments: tuple[Value, ...]) -> Value:
    """Dill gives the classes that it makes their names and annotations in this way."""
    target, name = arguments[:2] if len(arguments) > 1 else (UNKNOWN, UNKNOWN)
    if type(target) is not Call or name not in INERT_ATTRIBUTES:
        m.trick("set-attribute", f"{show(target)}.{show(name)}")
    return Call(function, arguments)


def _attribute(m: Machine, target: Value, path: str) -> Value:
    """What ``path`` reaches from ``target``; modules reached by ``__import__`` are modules."""
    if type(target) is Global:
        module, name = renamed(target.module, target.name) if m.protocol < 3 else (target.module, target.name)
        return m.ask(module, f"{name}.{path}")
    if type(target) is Call and type(target.function) is Global:
        made = made_class(target)
        if _canonical(made) in IMPORTERS and isinstance(target.arguments, tuple) and target.arguments:
            return m.ask(text_of(target.arguments[0]) or "<computed>", path)
        if "__" in path or made.verdict != "safe":
            m.trick("attribute-chain", f"{show(target)}.{path}")
        return m.ask(made.module, f"{made.name}().{path}")
    m.trick("attribute-chain", f"{show(target)}.{path}", severe="__" in path)
    return Call(UNKNOWN, (path.encode(),))


def _import(m: Machine, function: Global, arguments: tuple[Value, ...]) -> Value:
    if arguments and (module := text_of(arguments[0])):
        m.ask(module, "")
    return Call(function, arguments)


def _apply(m: Machine, function: Global, arguments: tuple[Value, ...]) -> Value:
    """``apply`` of Python 2 and ``operator.call``: the first argument is what is called."""
    if arguments and type(arguments[0]) in (Global, Call):
        rest = (
            arguments[1] if _canonical(function) == "builtins.apply" and len(arguments) > 1 else arguments[1:]
        )
        return call(m, arguments[0], rest)
    return Call(function, arguments)


def _load_type(m: Machine, function: Global, arguments: tuple[Value, ...]) -> Value:
    """Dill's way to name a type of the ``types`` module or of the builtins."""
    name = text_of(arguments[0]) if arguments else None
    if name is None:
        m.trick("computed-name", show(arguments))
        return Call(function, arguments)
    if name in CODE_TYPES:
        return m.ask("types", name)
    return Call(function, arguments)


def _by_name(m: Machine, function: Global, arguments: tuple[Value, ...]) -> Value:
    """Numpy's and dill's ways to make a ufunc and a named tuple: they import any name that is there."""
    name_first = function.name == "_create_namedtuple"
    named = (*arguments[:1], *arguments[2:3])[::-1] if name_first else arguments[:2]
    module, name = (*map(text_of, named), None, None)[:2]
    if module is None or name is None:
        m.trick("computed-name", f"{function.path}({show(arguments)[1:-1]})")
        return Call(function, arguments)
    if name_first and module in ("__main__", "__mp_main__"):
        return Call(function, arguments)
    return m.ask(module, name)


def _load_bytes(m: Machine, function: Global, arguments: tuple[Value, ...]) -> Value:
    """Loaders that libraries call on bytes inside the pickle: those bytes are examined like a file."""
    given = arguments[0] if arguments else UNKNOWN
    encoded = type(given) is Call
    while type(given) is Call:
        # ``BytesIO`` with its content as argument or state; Python 2's ``_codecs.encode(text, "latin1")``.
        parts = given.state if isinstance(given.state, tuple) and given.state else given.arguments
        given = parts[0] if isinstance(parts, tuple) and parts else UNKNOWN
    if type(given) is Payload:
        m.loaded.append(given)
    elif isinstance(given, bytes) and encoded:
        m.loaded.append(given.decode("utf-8", "replace").encode("latin-1", "replace"))
    else:
        m.trick("computed-load", f"{function.path}({show(arguments)})")
    return Call(function, arguments)


def _make_code(m: Machine, function: Global, arguments: Value) -> Value:
    m.code.append((m.at, function.path, arguments, False))
    return Call(function, arguments)


def _call_result(m: Machine, function: Call, arguments: Value) -> Value:
    """Call what an earlier call gave."""
    made = function.function
    path = _canonical(made) if type(made) is Global else ""
    given = function.arguments if isinstance(function.arguments, tuple) else ()
    target = arguments[0] if isinstance(arguments, tuple) and arguments else UNKNOWN
    name = text_of(given[0]) if given else None
    if path in PARTIALS and given and type(given[0]) in (Global, Call):
        return call(m, given[0], (*given[1:], *(arguments if isinstance(arguments, tuple) else ())))
    if path == "operator.attrgetter" and name:
        return _attribute(m, target, name)
    if path == "operator.methodcaller" and name:
        return call(m, _attribute(m, target, name), given[1:])
    if path in ("dill._dill._load_type", "dill.dill._load_type"):
        return Call(function, arguments)
    if path in CODE_MAKERS:
        # A class made by value is instantiated in an honest cloudpickle; a function is never called.
        runs = not ("class" in path or "_create_type" in path or "setstate" in path)
        if path.endswith("_builtin_type"):
            runs = name not in CODE_TYPES
        m.code.append((m.at, path, (given, arguments), runs))
    else:
        m.trick("call-of-result", f"{show(function)}({show(arguments)})", severe=path != "")
    return Call(function, arguments)


SPECIAL: dict[str, Callable[[Machine, Global, tuple[Value, ...]], Value]] = {
    "builtins.getattr": _getattr,
    "builtins.setattr": _setattr,
    "builtins.__import__": _import,
    "importlib.import_module": _import,
    "builtins.apply": _apply,
    "operator.call": _apply,
    "dill._dill._load_type": _load_type,
    "dill.dill._load_type": _load_type,
    "torch.storage._load_from_bytes": _load_bytes,
    "dill._dill._import_module": _import,
    "dill._dill._create_namedtuple": _by_name,
    "dill.dill._create_namedtuple": _by_name,
    "numpy.core._ufunc_reconstruct": _by_name,
    "numpy._core._ufunc_reconstruct": _by_name,
}
