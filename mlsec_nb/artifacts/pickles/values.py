"""Abstract values on the stack of the machine.

Text is kept as its UTF-8 ``bytes`` and whole numbers as ``int``; tuples are Python tuples, lists and
sets :class:`Items`, dictionaries :class:`Pairs`. Everything else has a class here.
"""

from __future__ import annotations

from typing import Any, TypeAlias

Value: TypeAlias = Any
"""One of the classes below, ``bytes``, ``int``, ``tuple`` or ``None``."""

KEEP = 64
"""Containers remember this many of their items: enough for evidence and for wrapper states."""


class Opaque:
    """A value whose content does not matter: a float, a set, a persistent object."""

    __slots__ = ("what",)

    def __init__(self, what: str) -> None:
        self.what = what


UNKNOWN = Opaque("value")
FLOAT = Opaque("number")
TRUE = Opaque("True")
FALSE = Opaque("False")
PERSISTENT = Opaque("persistent object")
BUFFER = Opaque("out-of-band buffer")


class Items(list[Value]):
    """A list or a set; only the first items are kept."""

    __slots__ = ()


class Pairs(list[Value]):
    """A dictionary as key, value, key, value …; only the first pairs are kept."""

    __slots__ = ()

    def get(self, key: bytes) -> Value:
        """The last value stored under the text ``key``, or ``UNKNOWN``."""
        found: Value = UNKNOWN
        for index in range(0, len(self) - 1, 2):
            if self[index] == key:
                found = self[index + 1]
        return found


class Payload:
    """A byte string, or a text too long to keep, left where it is."""

    __slots__ = ("size", "start", "text")

    def __init__(self, start: int, size: int, *, text: bool = False) -> None:
        self.start = start
        self.size = size
        self.text = text


class Global:
    """A name that the pickle asks for.

    Attributes
    ----------
    module, name
        As written in the pickle (before the renaming of Python 2 names).
    offset
        Where it is asked for.
    verdict
        ``safe``, ``unknown`` or ``dangerous``; ``effect`` says what it would do.
    uses
        How the pickle uses it: ``called``, ``instantiated``.
    arguments
        What the first call would pass, shortened.
    """

    __slots__ = ("arguments", "effect", "module", "name", "offset", "uses", "verdict")

    def __init__(self, module: str, name: str, offset: int, verdict: str, effect: str) -> None:
        self.module = module
        self.name = name
        self.offset = offset
        self.verdict = verdict
        self.effect = effect
        self.uses: tuple[str, ...] = ()
        self.arguments: Value = ()

    @property
    def path(self) -> str:
        """The dotted path."""
        return f"{self.module}.{self.name}"


class Call:
    """What calling ``function`` gave; ``state`` is what BUILD set on it."""

    __slots__ = ("arguments", "function", "state")

    def __init__(self, function: Value, arguments: Value) -> None:
        self.function = function
        self.arguments = arguments
        self.state: Value = None


def text_of(value: Value) -> str | None:
    """The text of a text value, else ``None``."""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else None


def show(value: Value, depth: int = 3) -> str:
    """A short Python-like spelling of a value, for evidence."""
    if isinstance(value, bytes):
        text = value[:120].decode("utf-8", "replace")
        return repr(text if len(value) <= 120 else text + "…")
    if isinstance(value, Global):
        return value.path
    if isinstance(value, Payload):
        return f"<{value.size} bytes>"
    if isinstance(value, Opaque):
        return f"<{value.what}>" if value not in (TRUE, FALSE) else value.what
    if value is None or isinstance(value, int):
        return str(value) if not isinstance(value, int) or abs(value) < 1 << 64 else "<number>"
    if depth == 0:
        return "…"
    return _show_nested(value, depth - 1)


def _show_nested(value: Value, depth: int) -> str:
    if isinstance(value, Call):
        return f"{show(value.function, depth)}({_join(value.arguments, depth)})"
    if isinstance(value, tuple):
        return f"({_join(value, depth)})"
    if isinstance(value, Pairs):
        shown = [
            f"{show(k, depth)}: {show(v, depth)}" for k, v in zip(value[:12:2], value[1:12:2], strict=False)
        ]
        return "{" + ", ".join(shown) + "}"
    return f"[{_join(value, depth)}]"


def _join(values: Value, depth: int) -> str:
    if not isinstance(values, (tuple, list)):
        return "…"
    shown = ", ".join(show(value, depth) for value in values[:6])
    return shown + (", …" if len(values) > 6 else "")
