"""What the walk tells an observer: calls, assignments, subclasses and imports, names resolved."""

from __future__ import annotations

import ast
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from mlsec_nb.notebook.code import CellCode
from mlsec_nb.notebook.names.values import Class, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where something happens: the cell's code, the statement, and the expression within it."""

    code: CellCode
    statement: ast.stmt
    node: ast.AST


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call with everything known about it.

    Attributes
    ----------
    names
        The qualified names that may be called, ``requests.Session.get`` style: methods carry the
        name of the class, or of the function that returned the object.
    args, keywords
        The arguments, ``*`` and ``**`` displays unpacked, those bound by ``partial`` included.
    is_open
        Whether there may be further arguments (``f(*args, **kwargs)`` with unknown content).
    receiver
        For a method, what it is called on.
    reference
        Whether the function is handed over as a value (``map(pickle.load, files)``), so that
        ``args`` are those that will probably be passed on.
    subclass
        The notebook's own class that is instantiated; ``names`` are then its foreign bases.
    """

    site: Site
    names: tuple[str, ...]
    method: str = ""
    args: tuple[Value, ...] = ()
    keywords: Mapping[str, Value] = field(default_factory=dict)
    is_open: bool = False
    receiver: Value = ()
    reference: bool = False
    subclass: Class | None = None
    partial: ast.AST | None = None

    def get(self, name: str, position: int | None = None) -> Value | None:
        """An argument by keyword or position; ``None`` if it is certainly not given."""
        if name in self.keywords:
            return self.keywords[name]
        if position is not None and position < len(self.args):
            return self.args[position]
        return () if self.is_open else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """``names`` (an attribute, or an environment variable) is set to ``value``.

    ``site`` is ``None`` for a variable that is set outside Python, by ``%env`` or ``export``.
    """

    site: Site | None
    names: tuple[str, ...]
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Subclass:
    """A class is defined that derives from one of ``names``."""

    site: Site
    names: tuple[str, ...]
    cls: Class


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """``import`` of one of ``names``: the module, and the names taken from it."""

    site: Site
    names: tuple[str, ...]


class Observer(Protocol):
    """Receives events; ``wants_call`` keeps uninteresting calls cheap."""

    references: Container[str]

    def wants_call(self, names: tuple[str, ...], method: str, keywords: Mapping[str, Value]) -> bool:
        """Whether any rule could care for a call."""

    def event(self, event: Call | Assignment | Subclass | Import) -> None:
        """Take note of an event."""

    def finished(self, bindings: Mapping[str, Value]) -> None:
        """Take what the names stand for at the end."""


ENVIRONMENTS = frozenset({"os.environ", "os.environ.copy()"})
"""What environment variables are set in, for this process or one that it starts."""

ENVIRONMENT = "os.environ"
"""The name of environment variables: ``os.environ.CURL_CA_BUNDLE``."""
