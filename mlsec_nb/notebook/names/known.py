"""Functions of the standard library that the walk sees through, such as ``getattr`` and ``partial``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from mlsec_nb.notebook.names.aliases import canonical
from mlsec_nb.notebook.names.building import derived, mapping, sequence, text
from mlsec_nb.notebook.names.data import decoded, merge_into, method
from mlsec_nb.notebook.names.events import ENVIRONMENTS, Call
from mlsec_nb.notebook.names.values import (
    UNKNOWN,
    Class,
    Const,
    Function,
    Instance,
    Map,
    Partial,
    Ref,
    Value,
    constants,
    strings,
    union,
)

if TYPE_CHECKING:
    from mlsec_nb.notebook.names.calls import Calls

Handler = Callable[["Calls", Ref, Call], Value | None]
"""Gives the result of a call, or ``None`` to have it treated like any other."""

INSPECTORS = frozenset(
    f"builtins.{name}"
    for name in "isinstance issubclass print help type id repr str hasattr dir callable len hash delattr "
    "super".split()
) | {
    "inspect.getsource",
    "inspect.signature",
    "inspect.getdoc",
    "inspect.getfile",
    "inspect.isclass",
    "IPython.display.display",
    "pprint.pprint",
    "unittest.mock.patch",
    "unittest.mock.patch.object",
    "functools.update_wrapper",
    "functools.wraps",
    "torch.serialization.add_safe_globals",
    "torch.add_safe_globals",
    "warnings.warn",
}
"""Look at a function without calling it."""

TRANSPARENT = frozenset(
    {
        "joblib.delayed",
        "dask.delayed",
        "dask.delayed.delayed",
        "ray.remote",
        "numpy.vectorize",
        "numpy.frompyfunc",
        "builtins.staticmethod",
        "builtins.classmethod",
        "functools.lru_cache",
        "functools.cache",
        "functools.lru_cache.lru_cache",
        "copy.copy",
        "copy.deepcopy",
        "toolz.curry",
        "builtins.iter",
        "builtins.list",
        "builtins.tuple",
        "builtins.set",
        "builtins.sorted",
        "builtins.reversed",
        "typing.cast",
        "numba.jit",
        "numba.njit",
        "torch.no_grad",
        "tensorflow.function",
        "builtins.getattr",
        "builtins.setattr",
        "builtins.dict",
        "functools.partial",
        "functools.partialmethod",
    }
)
"""Return what they are given, or have an effect that is followed here."""


def _first(walk: Calls, atom: Ref, call: Call) -> Value | None:
    values = [value for value in call.args if any(not isinstance(a, Const) for a in value)]
    return values[0] if values and values[0] else None


def _getattr(walk: Calls, atom: Ref, call: Call) -> Value | None:
    if len(call.args) < 2:
        return None
    found = union(*(walk.attribute(call.args[0], name) for name in strings(call.args[1])))
    return union(found, *call.args[2:3]) or derived("?", (call.args[0],))


def _setattr(walk: Calls, atom: Ref, call: Call) -> Value | None:
    if len(call.args) == 3:
        for name in strings(call.args[1]):
            walk.set_attribute(call.args[0], name, call.args[2], call.site.node)
    return None


def _import_module(walk: Calls, atom: Ref, call: Call) -> Value | None:
    modules = strings(call.get("name", 0))
    return union(*(walk.reference(canonical(name.strip("."))) for name in modules if name)) or None


def _dunder_import(walk: Calls, atom: Ref, call: Call) -> Value | None:
    modules = strings(call.get("name", 0))
    whole = call.get("fromlist", 3)
    return (
        union(*(walk.reference(canonical(n if whole else n.partition(".")[0])) for n in modules if n)) or None
    )


def _partial(walk: Calls, atom: Ref, call: Call) -> Value | None:
    if not call.args or not call.args[0]:
        return None
    target, *rest = call.args
    walk.hand_over(target, call)
    return (Partial(target, tuple(rest), dict(call.keywords), call.site.node),)


def _namespace(walk: Calls, atom: Ref, call: Call) -> Value | None:
    return (Instance(Class(atom.name, ((Ref(atom.name),),), dict(call.keywords))),)


def _defaultdict(walk: Calls, atom: Ref, call: Call) -> Value | None:
    made = [a.returns for a in call.args[0] if isinstance(a, Function)] if call.args else []
    return mapping({object(): union(*made)}, is_open=True) if any(made) else None


def _type(walk: Calls, atom: Ref, call: Call) -> Value | None:
    given = call.args[0] if len(call.args) == 1 else UNKNOWN
    return tuple(a.cls for a in given if isinstance(a, Instance)) or None


def _vars(walk: Calls, atom: Ref, call: Call) -> Value | None:
    if not call.args:
        return walk.reference("builtins.globals()")
    return union(*(walk.reference(a.path + ".__dict__") for a in call.args[0] if isinstance(a, Ref))) or None


def _dict(walk: Calls, atom: Ref, call: Call) -> Value | None:
    items: dict[object, Value] = {}
    is_open = call.is_open
    for value in call.args[:1]:
        is_open |= merge_into(items, value)
    items.update(call.keywords)
    if any(isinstance(a, Ref) and a.path in ENVIRONMENTS for value in call.args[:1] for a in value):
        for name, entry in call.keywords.items():
            walk.set_environment((Const(name),), entry, call.site.node)
    return mapping(items, is_open=is_open)


def _evaluated(walk: Calls, atom: Ref, call: Call) -> Value | None:
    source = strings(call.args[0]) if call.args else ()
    if len(source) != 1 or len(call.args[0]) != 1:
        return None
    return walk.run_source(source[0], call.site.node, expression=atom.name.endswith("eval"))


def _compiled(walk: Calls, atom: Ref, call: Call) -> Value | None:
    return call.args[0] if call.args and strings(call.args[0]) else None


def _attrgetter(walk: Calls, atom: Ref, call: Call) -> Value | None:
    if not atom.path.endswith("()") or not call.args:
        return None
    return union(*(walk.attribute(call.args[0], name) for v in atom.inputs for name in strings(v)))


def _methodcaller(walk: Calls, atom: Ref, call: Call) -> Value | None:
    if not atom.path.endswith("()"):
        target = walk.reference("operator.methodcaller()")
        return (Partial(target, call.args, dict(call.keywords), call.site.node),)
    if len(call.args) < 2:
        return None
    name, *rest, owner = call.args
    found = union(*(walk.attribute(owner, text) for text in strings(name)))
    return walk.invoke(found, Call(site=call.site, names=(), args=tuple(rest), keywords=call.keywords))


def _super(walk: Calls, atom: Ref, call: Call) -> Value | None:
    if walk.owner is None:
        return None
    found: list[Ref | Instance] = []
    for base in union(*walk.owner.bases):
        if isinstance(base, Ref):
            found.append(Ref(base.path + "()"))
        elif isinstance(base, Class):
            found.append(Instance(base))
    return tuple(found)


def _environment(walk: Calls, atom: Ref, call: Call) -> Value | None:
    for value in call.args[:1] if atom.name.endswith("update") else ():
        for given in value:
            if isinstance(given, Map):
                for key, entry in given.items.items():
                    walk.set_environment((Const(key),), entry, call.site.node)
    for name, entry in call.keywords.items() if atom.name.endswith("update") else ():
        walk.set_environment((Const(name),), entry, call.site.node)
    if len(call.args) >= 2:
        walk.set_environment(call.args[0], call.args[1], call.site.node)
    return None


def _path(walk: Calls, atom: Ref, call: Call) -> Value | None:
    parts: list[Value] = []
    for value in call.args:
        parts += [(Const("/"),), value]
    start = constants(call.args[0]) if call.args else ()
    if any(isinstance(s, str) and s[:1].isalnum() and ":" not in s for s in start):
        parts[0] = (Const("./"),)  # a path, not the name of something on a hub
        return text(*parts)
    return text(*parts[1:]) if parts else None


def _text(walk: Calls, atom: Ref, call: Call) -> Value | None:
    return call.args[0] if call.args and strings(call.args[0]) else None


def _split(walk: Calls, atom: Ref, call: Call) -> Value | None:
    return method(call.args[0], "split", (), {}) or None if call.args else None


def _character(walk: Calls, atom: Ref, call: Call) -> Value | None:
    codes = constants(call.args[0]) if call.args else ()
    return tuple(Const(chr(code)) for code in codes if isinstance(code, int) and 0 < code < 0xD800) or None


def _base64(walk: Calls, atom: Ref, call: Call) -> Value | None:
    return decoded("base64", call.args[0]) if call.args else None


def _hex(walk: Calls, atom: Ref, call: Call) -> Value | None:
    return decoded("hex", call.args[0]) if call.args else None


def _next(walk: Calls, atom: Ref, call: Call) -> Value | None:
    return walk.element(call.args[0]) or None if call.args else None


def _map(walk: Calls, atom: Ref, call: Call) -> Value | None:
    if len(call.args) < 2:
        return None
    results: list[Value] = []
    elements = tuple(walk.element(value) for value in call.args[1:])
    walk.muted += 1  # the function is reported where it is handed over
    try:
        results.append(walk.invoke(call.args[0], Call(site=call.site, names=(), args=elements)))
    finally:
        walk.muted -= 1
    return sequence(results)


def _zip(walk: Calls, atom: Ref, call: Call) -> Value | None:
    return sequence([sequence([walk.element(value) for value in call.args])])


def _enumerate(walk: Calls, atom: Ref, call: Call) -> Value | None:
    return sequence([sequence([UNKNOWN, walk.element(call.args[0])])]) if call.args else None


KNOWN: Mapping[str, Handler] = {
    "builtins.getattr": _getattr,
    "builtins.setattr": _setattr,
    "importlib.import_module": _import_module,
    "importlib.reload": _first,
    "builtins.__import__": _dunder_import,
    "importlib.__import__": _dunder_import,
    "functools.partial": _partial,
    "functools.partialmethod": _partial,
    "builtins.vars": _vars,
    "builtins.type": _type,
    "types.SimpleNamespace": _namespace,
    "argparse.Namespace": _namespace,
    "collections.defaultdict": _defaultdict,
    "builtins.dict": _dict,
    "builtins.eval": _evaluated,
    "builtins.exec": _evaluated,
    "builtins.compile": _compiled,
    "operator.attrgetter": _attrgetter,
    "operator.methodcaller": _methodcaller,
    "operator.itemgetter": lambda walk, atom, call: (
        union(*(walk.item(call.args[0], v) for v in atom.inputs))
        if call.args and atom.path.endswith("()")
        else None
    ),
    "builtins.super": _super,
    "os.environ.setdefault": _environment,
    "os.environ.update": _environment,
    "os.environ.__setitem__": _environment,
    "os.putenv": _environment,
    "os.path.join": _path,
    "os.path.expanduser": _text,
    "os.path.abspath": _text,
    "builtins.str": _text,
    "builtins.chr": _character,
    "shlex.split": _split,
    "base64.b64decode": _base64,
    "base64.decodebytes": _base64,
    "bytes.fromhex": _hex,
    "builtins.bytes.fromhex": _hex,
    "binascii.unhexlify": _hex,
    "builtins.next": _next,
    "builtins.map": _map,
    "builtins.zip": _zip,
    "builtins.enumerate": _enumerate,
} | {
    name: _first
    for name in TRANSPARENT
    if name
    not in (
        "builtins.getattr",
        "builtins.setattr",
        "builtins.dict",
        "functools.partial",
        "functools.partialmethod",
    )
}
