"""An audit hook that judges every global a pickle asks for, and what happens while its objects are built.

A seat belt, not a sandbox: code that runs already, native code and whoever finds objects through the
garbage collector can go around it, and so can an unpickler that looks names up without asking ``pickle``.

``pickle.find_class`` is raised by the unpickler in C and the one in Python, and so by everything built
on them: dill, cloudpickle, joblib, numpy, pandas, torch's readers, shelve. Once added a hook cannot be
removed: switched off, it looks each event up in an empty table.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from threading import get_ident, local
from types import FrameType
from typing import Any

from mlsec_nb.errors import UnsafeUnpicklingError
from mlsec_nb.guard import children
from mlsec_nb.guard.alarms import ALARMS, CONDITIONAL, INNER
from mlsec_nb.guard.building import Mark, caller_of_load, find_mark, is_direct, mark
from mlsec_nb.guard.incidents import INCIDENTS, Ask, Incident, Mode
from mlsec_nb.guard.permissions import PERMISSIONS
from mlsec_nb.guard.policy import Judge, is_trusted
from mlsec_nb.guard.source import Source, source_of

LOG = logging.getLogger("mlsec_nb.guard")
CODE = "runs code that came with the file"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Watch:
    """One reason to watch: a ``with`` block, or the guard of a kernel."""

    mode: Mode
    judge: Judge
    ask: Ask | None = None


_watches: list[Watch] = []
_checks: dict[str, Callable[[tuple[Any, ...]], None]] = {}
_loading: set[int] = set()
"""Threads that unpickled lately: others pay one look into this set for an event that may be an alarm."""

_thread = local()
_hooked = False


def watch(mode: Mode, *, allow: Iterable[str] = (), ask: Ask | None = None) -> Watch:
    """Watch all unpickling in this process, and in its workers, until :func:`unwatch`.

    Parameters
    ----------
    mode
        What to do; of several watches the strictest counts.
    allow
        Dotted names to allow besides those of the policy.
    ask
        Asks a person in mode ``ASK``; without it that is ``BLOCK``.
    """
    global _hooked
    added = Watch(mode=mode, judge=Judge(allow), ask=ask)
    added.judge.global_("builtins", "object")  # the list is read now, not while something is built
    _watches.append(added)
    _watches.sort(key=lambda each: each.mode)
    if not _hooked:
        sys.addaudithook(_hook)
        _hooked = True
    _checks.update(_CHECKS)
    children.tell(_watches[-1].mode.name)
    return added


def unwatch(watched: Watch) -> None:
    """Take back one :func:`watch`; the hook stays, without anything to do."""
    if watched in _watches:
        _watches.remove(watched)
    if _watches:
        children.tell(_watches[-1].mode.name)
    else:
        children.untell()
        _checks.clear()
        _loading.clear()


def current_mode() -> Mode | None:
    """The strictest mode that is on."""
    return _watches[-1].mode if _watches else None


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    __tracebackhide__ = True
    check = _checks.get(event)
    if check is not None:
        check(arguments)


def _asked(arguments: tuple[Any, ...]) -> None:
    """A pickle asks for a global."""
    __tracebackhide__ = True
    if getattr(_thread, "busy", False):
        return
    module, name = map(str, arguments[:2])
    _thread.busy = True
    try:
        frame = _outside(sys._getframe())
        if frame is None or is_trusted(caller := caller_of_load(frame)):
            return
        load = mark(caller)
        _loading.add(get_ident())
        effect = _objection(module, name, load, caller)
        if effect is not None:
            _object(f"{module}.{name}", effect, load, caller, building=False)
    finally:
        _thread.busy = False


def _objection(module: str, name: str, load: Mark, caller: FrameType) -> str | None:
    """What speaks against the global; ``None`` if nothing does."""
    watched = _watches[-1]
    found = watched.judge.global_(module, name)
    if found.kind in ("reflective", "passive"):
        found = watched.judge.reflective(name, source_of(caller, name), found.effect)
    if found.kind == "code":
        _profile(load)
    return None if found.kind in ("safe", "code") else found.effect


def _profile(load: Mark | None) -> None:
    """Watch the calls of this thread as long as ``load`` goes on, unless somebody else's profiler does."""
    present = sys.getprofile()
    if present is None or (isinstance(present, partial) and present.func is _watch_calls):
        sys.setprofile(partial(_watch_calls, load) if load else None)


def _watch_calls(load: Mark, frame: FrameType, event: str, _argument: object) -> None:
    """A profile function for a load that makes functions: it must not call them. Ends with the load."""
    if event != "call" or getattr(_thread, "busy", False):
        return
    _thread.busy = True
    try:
        found = find_mark(frame.f_back)
        if found is None or found[0] is not load:
            if not _is_importing(frame):
                _profile(None)
        elif frame.f_code in load.made:
            _object(frame.f_code.co_name, CODE, load, found[1], building=True)
    finally:
        _thread.busy = False


def _is_importing(frame: FrameType) -> bool:
    """Whether a module is imported, so that the load is out of sight but not over."""
    current: FrameType | None = frame
    while current is not None:
        if "importlib" in current.f_code.co_filename:
            return True
        current = current.f_back
    return False


def _alarm(event: str, arguments: tuple[Any, ...]) -> None:
    """Something happens that is nobody's business while objects are built."""
    __tracebackhide__ = True
    if get_ident() not in _loading or getattr(_thread, "busy", False):
        return
    effect = ALARMS.get(event) or CONDITIONAL[event](arguments)
    if effect:
        found = _load_around(_outside(sys._getframe()))
        if found:
            _during(event, effect, *found)


def _inner(event: str, arguments: tuple[Any, ...]) -> None:
    """An attribute is read or set: not the inner ones of functions, unless a library does it."""
    __tracebackhide__ = True
    if get_ident() not in _loading or arguments[1] not in INNER[event] or getattr(_thread, "busy", False):
        return
    frame = _outside(sys._getframe())
    found = _load_around(frame)
    if found and frame and is_direct(frame, found[1]):
        _during(arguments[1], "reaches into a function", *found)


def _made(arguments: tuple[Any, ...]) -> None:
    """A function is made of a code object."""
    if get_ident() not in _loading or getattr(_thread, "busy", False):
        return
    found = _load_around(_outside(sys._getframe()))
    if found:
        found[0].made.add(arguments[0])


def _outside(check: FrameType) -> FrameType | None:
    """The frame that raised the event which ``check`` was called for; none when the interpreter ends."""
    hook = check.f_back
    return hook.f_back if hook else None


def _load_around(frame: FrameType | None) -> tuple[Mark, FrameType] | None:
    """The load that ``frame`` is part of; if there is none, the thread is not looked at again."""
    _thread.busy = True
    try:
        found = find_mark(frame)
        if found is None and not (frame and _is_importing(frame)):
            _loading.discard(get_ident())
        return found
    finally:
        _thread.busy = False


def _during(subject: str, effect: str, load: Mark, caller: FrameType) -> None:
    __tracebackhide__ = True
    _thread.busy = True
    try:
        _object(subject, effect, load, caller, building=True)
    finally:
        _thread.busy = False


def _object(subject: str, effect: str, load: Mark, caller: FrameType, *, building: bool) -> None:
    """Log, ask or stop, unless somebody allowed it."""
    __tracebackhide__ = True
    watched = _watches[-1]
    source = source_of(caller, subject)
    if _permitted(subject, load, source):
        return
    stopped = watched.mode is not Mode.LOG
    incident = Incident(
        subject=subject,
        effect=effect,
        source=source,
        building=building,
        stopped=stopped,
        at=datetime.now().astimezone(),
    )
    if not stopped:
        INCIDENTS.append(incident)
        LOG.warning("%s", incident.message)
    elif watched.mode is Mode.ASK and watched.ask is not None and watched.ask(incident):
        load.free.add(source)
    else:
        INCIDENTS.append(incident)
        raise UnsafeUnpicklingError(incident.message, incident.advice)


def _permitted(subject: str, load: Mark, source: Source) -> bool:
    """Whether a person allowed it: once or for this file means whatever this load then does."""
    if source in load.free:
        return True
    if subject in PERMISSIONS.once or (PERMISSIONS.files and source.digest() in PERMISSIONS.files):
        PERMISSIONS.once.discard(subject)
        load.free.add(source)
        return True
    return subject in PERMISSIONS.always


_CHECKS: dict[str, Callable[[tuple[Any, ...]], None]] = {
    **{event: partial(_alarm, event) for event in (*ALARMS, *CONDITIONAL)},
    "pickle.find_class": _asked,
    **{event: partial(_inner, event) for event in INNER},
    "function.__new__": _made,
}
