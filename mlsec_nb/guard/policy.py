"""The judgement on a global at run time: the policy of the file scan, and what only a live process knows."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, FunctionType, ModuleType

from mlsec_nb.core.finding import Severity
from mlsec_nb.guard.source import Source
from mlsec_nb.policy.policy import Policy

OWN_MAIN = ("__main__", "__mp_main__")

TRUSTED = (
    *("multiprocessing", "multiprocess", "concurrent.futures", "joblib.externals.loky", "distributed", "ray"),
    *("parso.cache", "numba.core", "torch._inductor", "torch._functorch"),
)
"""Modules that unpickle what they or their own worker processes wrote: results, tasks, caches of code."""

INSTALLED = ("site-packages", "dist-packages")
CARRIED_CODE = "MLS318"
"""The rule about functions and classes that a file carries by value."""

REFLECTS = "reaches attributes by their names"


@dataclass(frozen=True, slots=True)
class Judgement:
    """``kind`` is that of the policy; ``code`` makes functions, which may not be called yet."""

    kind: str
    effect: str = ""


SAFE = Judgement("safe")


class Judge:
    """Judges globals by the policy with the names that the project allows.

    Parameters
    ----------
    allow
        Dotted names, exact.
    """

    def __init__(self, allow: Iterable[str] = ()) -> None:
        self._policy = Policy(allow)

    def global_(self, module: str, name: str) -> Judgement:
        """What the name alone says. Names of Python 2 count as what they are mapped to."""
        verdict, effect = self._policy.judge(module, name, 2)
        if verdict in ("unknown", "dangerous") and _is_own(module, name):
            return SAFE
        return Judgement(verdict, effect)

    def reflective(self, name: str, source: Source, effect: str) -> Judgement:
        """``getattr`` and the like depend on what they are called with: the file is examined for that.

        Without anything to examine only what bound methods and carried classes need passes: what is
        reached through it is watched.
        """
        worst = _examined(source)
        if worst is None:
            return SAFE if name in ("getattr", "type") else Judgement("dangerous", effect)
        return Judgement("dangerous", effect or REFLECTS) if worst >= Severity.HIGH else SAFE


def _examined(source: Source) -> Severity | None:
    """The severity of the worst finding in the source; nothing if there is no source to read.

    Code that the file carries does not count unless it is called on loading: such calls are watched.
    """
    from mlsec_nb.artifacts.engine import examine, examine_bytes

    if source.path is not None:
        targets = [examine(source.path)]
    else:
        targets = [examine_bytes(blob, "data.pkl") for blob in source.blobs]
    if not targets:
        return None
    found = [finding for target in targets for finding in target.findings]
    counted = [f.severity for f in found if f.rule != CARRIED_CODE or f.severity is Severity.CRITICAL]
    return max(counted, default=Severity.INFO)


def is_trusted(frame: FrameType) -> bool:
    """Whether a module of :data:`TRUSTED` unpickles; the name that the frame gives itself is not believed."""
    name = frame.f_globals.get("__name__")
    module = sys.modules.get(name) if isinstance(name, str) else None
    if module is None or vars(module) is not frame.f_globals:
        return False
    if name == "__main__" and module.__spec__:  # a worker that was started with `python -m`
        name = module.__spec__.name
    return any(f"{name}.".startswith(f"{trusted}.") for trusted in TRUSTED)


def _is_own(module: str, name: str) -> bool:
    """Whether it is a class or function that the user's own code has defined already, in this process.

    That code ran before the file was opened, so that the file brings nothing new by naming it. What a
    function then does while objects are built is watched all the same.
    """
    home = sys.modules.get(module)
    if not isinstance(home, ModuleType) or not (module in OWN_MAIN or _is_in_project(home)):
        return False
    value: object = home
    for part in name.split("."):
        if part.startswith("__") or not isinstance(value, (ModuleType, type)):
            return False
        if part not in vars(value):
            return value is home and module in OWN_MAIN  # nothing could run: an error follows
        value = vars(value)[part]
        if not isinstance(value, (type, FunctionType)) or value.__module__ != home.__name__:
            return False
    return True


def _is_in_project(module: ModuleType) -> bool:
    """Whether its file lies below the working directory, and is not an installed library's."""
    file = getattr(module, "__file__", None)
    if not isinstance(file, str):
        return False
    path = Path(os.path.abspath(file))
    if any(part in INSTALLED for part in path.parts) or path.is_relative_to(os.path.dirname(os.__file__)):
        return False
    return path.is_relative_to(Path.cwd())
