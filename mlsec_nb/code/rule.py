"""What a rule is made of: what it watches, what it is shown, and what it reports."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mlsec_nb.core.finding import Confidence, Fix, Severity
from mlsec_nb.core.rule import Rule
from mlsec_nb.notebook.code import CellCode, Snippet
from mlsec_nb.notebook.names.events import Assignment, Call, Import, Subclass
from mlsec_nb.notebook.shell import Command, Pipeline

if TYPE_CHECKING:
    from mlsec_nb.code.facts import Facts

__all__ = [
    "Assignment",
    "Call",
    "Check",
    "Event",
    "Hit",
    "Import",
    "Magic",
    "Shell",
    "Subclass",
    "Watch",
    "rule",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Lines and columns of a part's text, from 1; ``end_column`` is one past the last character."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """A command line: ``command`` is part of ``pipeline``, found in a cell or given to Python.

    ``site`` is the Python call that runs it (``os.system("...")``), if it is one.
    """

    code: CellCode
    place: Place
    command: Command
    pipeline: Pipeline
    site: Call | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Magic:
    """A magic, or the body of a foreign cell: ``name`` is ``%env`` or ``%%html``."""

    code: CellCode
    place: Place
    name: str
    text: str
    snippet: Snippet


Event = Call | Assignment | Subclass | Import | Shell | Magic


@dataclass(frozen=True, slots=True)
class Watch:
    """What a rule wants to be shown; names are canonical (see ``notebook/names/aliases.py``).

    Attributes
    ----------
    calls
        Qualified names; ``transformers.*.from_pretrained`` and ``*.recv_pyobj`` match any middle.
        Called or, unless ``references`` is false, handed over as a value.
    keywords
        Keyword arguments of any call.
    assignments
        Attributes that are set: ``ssl._create_default_https_context``, ``*.verify``.
    variables
        Environment variables, set from Python, ``%env``, ``export`` or before a command.
    subclasses, imports
        Base classes, and modules or imported names.
    programs
        Shell commands by program name; ``*`` for all.
    magics
        ``%load``, ``%%html``; ``%*`` for all line magics.
    """

    calls: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    assignments: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    subclasses: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    magics: tuple[str, ...] = ()
    references: bool = True


@dataclass(frozen=True, slots=True)
class Hit:
    """A report of a rule; what is left out is taken from the rule.

    ``node`` narrows the highlight. A ``hygiene`` hit is folded into one note with
    those on the lines right after it. ``loads`` are the paths that are certainly read.
    ``controls`` are those of the rule's that this hit speaks to.
    """

    message: str
    severity: Severity | None = None
    confidence: Confidence | None = None
    advice: str | None = None
    fix: Fix | None = None
    node: ast.AST | None = None
    hygiene: bool = False
    loads: tuple[str, ...] = ()
    controls: tuple[str, ...] | None = None


Check = Callable[["object", "Facts"], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Checker:
    """A rule as the engine runs it."""

    rule: Rule
    watch: Watch
    check: Callable[..., Iterator[Hit]]
    names: frozenset[str] = field(default=frozenset())


def rule(
    identity: str,
    name: str,
    summary: str,
    *,
    advice: str,
    severity: Severity = Severity.HIGH,
    confidence: Confidence = Confidence.HIGH,
    references: tuple[str, ...] = (),
    controls: tuple[str, ...] = ("MODEL-03",),
    aliases: tuple[str, ...] = (),
) -> Rule:
    """Describe a rule of this engine; docs and examples are added from its module.

    ``controls`` are those of the checklist that it speaks to (most rules: unsafe loaders),
    ``aliases`` bandit's ids for the same thing.
    """
    return Rule(
        id=identity,
        name=name,
        engine="code",
        severity=severity,
        confidence=confidence,
        summary=summary,
        advice=advice,
        references=references,
        controls=controls,
        aliases=aliases,
    )
