"""The judgement on one global: ``safe``, ``unknown``, ``dangerous`` or ``reflective``."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from mlsec_nb.policy.dangerous import (
    IMPORT,
    MODULES,
    NAMES,
    PYTHON,
    REMOVED_FROM_STDLIB,
    SIDE,
    STATE,
)

ALLOWLIST = Path(__file__).with_name("allowlist.txt")
STDLIB = frozenset(sys.stdlib_module_names) | REMOVED_FROM_STDLIB
REFLECTIVE = frozenset(
    {(module, name) for module in ("builtins", "__builtin__") for name in ("getattr", "setattr")}
)
"""Judged by what they reach when that is a constant; dangerous when it is not."""

PASSIVE = frozenset(
    {("builtins", "type"), ("__builtin__", "type"), ("builtins", "__dict__"), ("__builtin__", "__dict__")}
)
"""Harmless as mere values in code that cloudpickle or dill carry, dangerous when called or handed on."""

_CLOUDPICKLE = """
    _make_function _builtin_type _make_skel_func _make_skeleton_class _fill_function _rehydrate_skeleton_class
    _function_setstate _class_setstate _make_skeleton_enum _make_typevar _make_cell _make_empty_cell
    """
_MAKERS = {
    "types": "CodeType FunctionType LambdaType CellType",
    "cloudpickle.cloudpickle": _CLOUDPICKLE,
    "cloudpickle.cloudpickle_fast": _CLOUDPICKLE,
    "joblib.externals.cloudpickle.cloudpickle": _CLOUDPICKLE,
    "pyspark.cloudpickle.cloudpickle": _CLOUDPICKLE,
    "ray.cloudpickle.cloudpickle": _CLOUDPICKLE,
    "dill._dill": "_create_function _create_code _create_type _create_cell",
    "dill.dill": "_create_function _create_code _create_type _create_cell",
}
CODE_MAKERS = frozenset(f"{module}.{name}" for module, names in _MAKERS.items() for name in names.split())
"""Callables that make code from its parts. What they make runs only when it is called, so that they are
judged by what is done with it (see the rule ``embedded-code``)."""

Verdict = tuple[str, str]
SAFE: Verdict = ("safe", "")


@lru_cache(maxsize=1)
def allowlist() -> dict[str, frozenset[str]]:
    """The names that real libraries write, by module; see the head of ``allowlist.txt``."""
    table: dict[str, frozenset[str]] = {}
    for line in ALLOWLIST.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            module, _, names = line.partition(": ")
            table[module] = table.get(module, frozenset()).union(names.split())
    return table


@lru_cache(maxsize=1)
def known_packages() -> frozenset[str]:
    """The packages that the allowlist was made from."""
    return frozenset(module.partition(".")[0] for module in allowlist())


MOST_DOTS = 30
"""A name with more leads through many modules to none of a class; judging it takes the square of them."""


class Policy:
    """Judges names, remembering what it said.

    Parameters
    ----------
    allow
        Names of the project's own, as exact dotted paths (``mypackage.model.Net``).
    """

    def __init__(self, allow: Iterable[str] = ()) -> None:
        self._own = frozenset(allow)
        self._known: dict[tuple[str, str, bool], Verdict] = {}

    def judge(self, module: str, name: str, protocol: int) -> Verdict:
        """The verdict on ``module.name`` as a pickle of this protocol asks for it, and its effect."""
        key = (module, name, protocol < 3)
        verdict = self._known.get(key)
        if verdict is None:
            verdict = self._judge(module, name, old=protocol < 3)
            if len(self._known) < 100_000:
                self._known[key] = verdict
        return verdict

    def _judge(self, module: str, name: str, *, old: bool) -> Verdict:
        spellings = [(module, name)]
        if old:
            spellings.append(renamed(module, name))
        verdicts = [self._one(*spelling) for spelling in spellings]
        order = ("dangerous", "reflective", "passive", "unknown", "code", "safe")
        worst = min(verdicts, key=lambda verdict: order.index(verdict[0]))
        # An old name that the allowlist knows under its new one is as good as that one.
        return verdicts[-1] if old and spellings[0] != spellings[1] and module in _OLD else worst

    def _one(self, module: str, name: str) -> Verdict:
        if name in allowlist().get(module, ()) or f"{module}.{name}" in self._own:
            return SAFE
        if (module, name) in REFLECTIVE:
            return "reflective", IMPORT
        if (module, name) in PASSIVE:
            return "passive", STATE
        if module == "__torch__" or module.startswith("__torch__."):
            return SAFE  # classes of a TorchScript archive: its loader looks them up in the archive itself
        if f"{module}.{name}" in CODE_MAKERS:
            return "code", PYTHON
        if f"{module}.{name}".count(".") > MOST_DOTS:
            return "dangerous", STATE
        effect = known_effect(module, name)
        if effect:
            return "dangerous", effect
        if any(part.startswith("__") and part.endswith("__") for part in f"{module}.{name}".split(".")[1:]):
            return "dangerous", STATE
        if module.partition(".")[0] in STDLIB:
            return "dangerous", SIDE
        return "unknown", ""


def known_effect(module: str, name: str) -> str:
    """What the tables of dangerous names say of a name or of the modules above it, else ``""``."""
    path = f"{module}.{name}".rstrip(".")
    parts = path.replace("__builtin__", "builtins", 1).split(".")
    for count in range(len(parts), 0, -1):
        prefix = ".".join(parts[:count])
        if prefix in NAMES or prefix in MODULES:
            return NAMES.get(prefix) or MODULES[prefix]
    # A name imported through another module's namespace: `torch.os.system`, `sklearn.x.subprocess.Popen`.
    inner = [".".join(parts[start:]) for start in range(1, len(parts) - 1)]
    for tail in inner:
        if tail in NAMES or tail.partition(".")[0] in _THROUGH:
            return NAMES.get(tail) or MODULES[tail.partition(".")[0]]
    return ""


_THROUGH = frozenset(
    """
    os posix nt subprocess sys importlib shutil pickle socket ctypes runpy marshal inspect tempfile
    pkgutil threading
    """.split()
)
"""Modules of the tables that other modules' namespaces commonly hold."""

_OLD = frozenset(
    """
    __builtin__ copy_reg exceptions UserDict UserList UserString Queue itertools cPickle commands
    urllib urllib2 whichdb StringIO cStringIO
    """.split()
)
"""Modules of Python 2 whose names are known to the allowlist under their new modules."""


def renamed(module: str, name: str) -> tuple[str, str]:
    """The name of Python 3 for one of Python 2, as the unpickler maps it for protocols 0 to 2."""
    from _compat_pickle import IMPORT_MAPPING, NAME_MAPPING

    if (module, name) in NAME_MAPPING:
        mapped: tuple[str, str] = NAME_MAPPING[module, name]
        return mapped
    return IMPORT_MAPPING.get(module, module), name
