"""skops: a schema in JSON that names every type to be made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mlsec_nb.artifacts.facts import Fact, Gap, Imports, Trick
from mlsec_nb.artifacts.pickles.machine import Judge
from mlsec_nb.artifacts.pickles.values import Global

MAX_NODES = 500_000
OPERATORS = frozenset({"methodcaller", "attrgetter", "call"})


def read_schema(schema: Mapping[str, Any], judge: Judge) -> Iterator[Fact]:
    """The types that the schema names, as globals, and nodes that lie about their type."""
    names: dict[tuple[str, str], Global] = {}
    pending: list[Any] = [schema]
    for _ in range(MAX_NODES):
        if not pending:
            break
        value = pending.pop()
        if isinstance(value, list):
            pending += value
        elif isinstance(value, Mapping):
            pending += value.values()
            yield from _node(value, names, judge)
    else:
        yield Gap(what="the rest of the skops schema", why="it is too large")
    if names:
        yield Imports(names=tuple(names.values()))


def _node(node: Mapping[str, Any], names: dict[tuple[str, str], Global], judge: Judge) -> Iterator[Fact]:
    module, name, loader = node.get("__module__"), node.get("__class__"), node.get("__loader__")
    if isinstance(module, str) and isinstance(name, str) and (module, name) not in names:
        names[module, name] = Global(module, name, 0, *judge(module, name, 4))
        names[module, name].uses = ("instantiated",)
    content = node.get("content")
    if loader == "OperatorFuncNode" and isinstance(name, str):
        # CVE-2025-54412: the loader took the name from the node, whatever the node was audited as.
        honest = module in ("operator", "_operator") and name not in OPERATORS
        yield from () if honest else [Trick(kind="skops-operator", subject=f"{module}.{name}")]
    elif loader == "MethodNode" and isinstance(content, Mapping):
        inner = content.get("obj")
        target = f"{inner.get('__module__')}.{inner.get('__class__')}" if isinstance(inner, Mapping) else "?"
        yield from _method(target, f"{module}.{name}", str(content.get("func")), judge)
    elif loader == "JsonNode" and isinstance(content, str) and module not in ("builtins", None):
        yield Trick(kind="skops-type", subject=f"{module}.{name} read as JSON", severe=False)


def _method(target: str, audited: str, method: str, judge: Judge) -> Iterator[Fact]:
    if target != audited:
        yield Trick(kind="skops-method", subject=f"{target}.{method}, declared as {audited}")
    elif method.startswith("__"):
        yield Trick(kind="skops-method", subject=f"{target}.{method}")
    else:
        module, _, name = target.rpartition(".")
        if judge(module, name, 4)[0] != "safe":
            yield Trick(kind="skops-method", subject=f"{target}.{method}", severe=False)
