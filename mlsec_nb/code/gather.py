"""Collects, cell by cell, the events that some rule watches."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from mlsec_nb.code.facts import WATCHED, WRITING_METHODS, Facts, position
from mlsec_nb.code.registry import Patterns, Registry
from mlsec_nb.code.rule import Checker, Event, Magic, Place, Shell
from mlsec_nb.notebook.code import CellCode, Snippet
from mlsec_nb.notebook.names.events import Assignment, Call, Import, Site, Subclass
from mlsec_nb.notebook.names.values import Const, Seq, Text, Value, strings
from mlsec_nb.notebook.names.values import names as value_names
from mlsec_nb.notebook.shell import Command, Pipeline, every_command, read_shell

SHELL_CALLS = frozenset(
    {
        "os.system",
        "os.popen",
        "subprocess.run",
        "subprocess.call",
        "subprocess.check_call",
        "subprocess.check_output",
        "subprocess.Popen",
        "subprocess.getoutput",
        "subprocess.getstatusoutput",
        "commands.getoutput",
        "asyncio.create_subprocess_shell",
        "pexpect.run",
        "pexpect.spawn",
        "pty.spawn",
        "IPython.get_ipython.system",
        "IPython.get_ipython.getoutput",
        "IPython.utils.process.system",
        "invoke.run",
        "fabric.Connection.run",
    }
)
"""Functions whose first argument is a command line or a list of words."""

PYTHONS = ("python", "pypy", "ipython")
MAX_COMMAND = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An event that a rule is to judge, and where it is."""

    checker: Checker
    event: Event
    code: CellCode
    place: Place | None
    site: Site | None
    written: bool = False

    @property
    def node(self) -> ast.AST | None:
        """The syntax node, if the event has one."""
        return self.site.node if self.site else None

    @property
    def bound_at(self) -> ast.AST | None:
        """The call that made the ``partial`` which is called here, if it bound the data as well."""
        made = self.event.partial if isinstance(self.event, Call) else None
        return made if isinstance(made, ast.Call) and len(made.args) > 1 else None


class Gatherer:
    """Observes the walk and reads the snippets.

    Parameters
    ----------
    registry
        The rules in force.
    facts
        Is told of versions, files and imports on the way.
    written
        Whether the code is a file that the notebook writes, rather than code that it runs.
    """

    def __init__(self, registry: Registry, facts: Facts, *, written: bool = False) -> None:
        self.registry = registry
        self.facts = facts
        self.written = written
        self.references = registry.references
        self.candidates: list[Candidate] = []
        self.programs: list[tuple[CellCode, Snippet]] = []

    def wants_call(self, names: tuple[str, ...], method: str, keywords: Mapping[str, Value]) -> bool:
        """Whether a rule, or the facts, could care for a call."""
        if method in WRITING_METHODS:
            return True
        for name in names:
            if name in WATCHED or name in SHELL_CALLS or name.startswith("hashlib."):
                return True
        return self.registry.wants_call(names, method, keywords)

    def event(self, event: Call | Assignment | Subclass | Import) -> None:
        """Take an event of the walk."""
        match event:
            case Call():
                self._call(event)
            case Assignment():
                self._assignment(event)
            case Subclass():
                self._dispatch(self.registry.subclasses, event)
            case Import():
                self.facts.imports.update(event.names)
                self.facts.imports.update(name.partition(".")[0] for name in event.names)
                self._dispatch(self.registry.imports, event)

    def finished(self, bindings: Mapping[str, Value]) -> None:
        """Take what the notebook's names stand for in the end."""
        if not self.written:
            self.facts.names = bindings

    def _call(self, call: Call) -> None:
        if not call.reference:
            self.facts.note_call(call)
        names = call.names or (("?." + call.method,) if call.method else ())
        found: dict[str, tuple[Checker, str]] = {}
        for name in names:
            for checker in self.registry.calls.find(name):
                if checker.watch.references or not call.reference:
                    found.setdefault(checker.rule.id, (checker, name))
        handed = value_names(call.args[0]) if call.args else ()  # to_thread(requests.get, url, verify=False)
        for keyword in () if call.reference else call.keywords:
            for checker in self.registry.keywords.get(keyword, ()):
                found.setdefault(checker.rule.id, (checker, names[0] if names else ""))
        for checker, name in found.values():
            others = call.names if name in self.registry.calls.exact else (*call.names, *handed)
            ordered = (name, *(other for other in others if other != name)) if name else others
            self._add(checker, replace(call, names=ordered), call.site)
        if any(name in SHELL_CALLS for name in call.names) and not call.reference:
            self._shell_call(call)

    def _assignment(self, event: Assignment) -> None:
        for name in event.names:
            if name.startswith("os.environ."):
                self.facts.variables[name.removeprefix("os.environ.")] = event.value
                self._dispatch(
                    self.registry.variables, replace(event, names=(name.removeprefix("os.environ."),))
                )
                return
        self._dispatch(self.registry.assignments, event)

    def _dispatch(self, patterns: Patterns, event: Assignment | Subclass | Import) -> None:
        found = {c.rule.id: (c, name) for name in reversed(event.names) for c in patterns.find(name)}
        for checker, name in found.values():
            ordered = (name, *(other for other in event.names if other != name))
            self._add(checker, replace(event, names=ordered), event.site)

    def _add(self, checker: Checker, event: Event, site: Site | None) -> None:
        if site is not None:
            self.candidates.append(
                Candidate(
                    checker=checker, event=event, code=site.code, place=None, site=site, written=self.written
                )
            )

    def snippets(self, code: CellCode) -> None:
        """Read the shell lines and magics of a cell."""
        for snippet in code.snippets:
            if snippet.language == "shell":
                self._shell(code, snippet)
            elif snippet.language not in ("python", "text") or snippet.origin.startswith("%%"):
                self._magic(code, snippet)

    def _magic(self, code: CellCode, snippet: Snippet) -> None:
        name = snippet.origin.split()[0]
        lines = snippet.text.split("\n")
        place = Place(
            line=snippet.line,
            column=max(1, snippet.column - len(name) - 1),
            end_line=snippet.line,
            end_column=snippet.column + len(lines[0]),
        )
        if name in ("%env", "%set_env", "%%env"):
            variable, _, value = snippet.text.strip().partition("=" if "=" in snippet.text else " ")
            self._variable(code, place, variable.strip(), value.strip())
        event = Magic(code=code, place=place, name=name, text=snippet.text, snippet=snippet)
        for checker in self.registry.magics.find(name):
            self._place(checker, event, code, place)

    def _shell(self, code: CellCode, snippet: Snippet) -> None:
        for pipeline, command in every_command(read_shell(snippet.text)):
            first = command.line == 1
            place = Place(
                line=snippet.line + command.line - 1,
                column=command.column + (snippet.column - 1 if first else 0),
                end_line=snippet.line + max(command.end_line, command.line) - 1,
                end_column=0,
            )
            self._command(code, place, command, pipeline, None, snippet.origin)

    def _command(
        self,
        code: CellCode,
        place: Place | None,
        command: Command,
        pipeline: Pipeline,
        call: Call | None,
        origin: str = "",
    ) -> None:
        at = position(call) if call else (code.part.cell or 0, place.line if place else 1)
        self.facts.note_command(command, pipeline, at)
        if place is not None and command.program in PYTHONS:
            self.programs += [(code, snippet) for snippet in _python(command, place)]
        event = Shell(code=code, place=place or NOWHERE, command=command, pipeline=pipeline, site=call)
        written = self.written or origin.startswith(("%%writefile", "%%file"))
        for checker in self.registry.programs.find(command.program):
            self._place(checker, event, code, place, call.site if call else None, written)
        for name, value in command.variables.items():
            if place is not None:
                self._variable(code, place, name, value)

    def _variable(self, code: CellCode, place: Place, name: str, value: str) -> None:
        self.facts.variables[name] = (Const(value),)
        event = Assignment(site=None, names=(name,), value=(Const(value),))
        for checker in self.registry.variables.find(name):
            self._place(checker, event, code, place)

    def _place(
        self,
        checker: Checker,
        event: Event,
        code: CellCode,
        place: Place | None,
        site: Site | None = None,
        written: bool = False,
    ) -> None:
        self.candidates.append(
            Candidate(
                checker=checker,
                event=event,
                code=code,
                place=place,
                site=site,
                written=written or self.written,
            )
        )

    def _shell_call(self, call: Call) -> None:
        """Read the command line that a call is given."""
        given = call.get("args", 0) or call.get("cmd", 0) or call.get("command", 0) or ()
        for atom in given:
            match atom:
                case Seq(items=items):
                    words = [rendered((*item,)) or "{}" for item in items]
                    command = Command(1, 1, 1, words)
                    pipelines = [Pipeline([command])]
                    if words[:1] and words[0] in ("sh", "bash", "zsh") and "-c" in words[1:-1]:
                        command.nested = read_shell(words[-1])
                case Const() | Text():
                    pipelines = read_shell(rendered((atom,))[:MAX_COMMAND])
                case _:
                    continue
            for pipeline, command in every_command(pipelines):
                self._command(call.site.code, None, command, pipeline, call)


def _python(command: Command, place: Place) -> Iterator[Snippet]:
    """The source that ``python -c`` or ``python - <<EOF`` is given."""
    for option, source in pairwise(command.words):
        if option == "-c":
            yield Snippet("python", source, place.line, place.column, "python -c")
            return
    for operator, body in command.redirects:
        if operator in ("<<", "<<-") and "\n" in body:
            yield Snippet("python", body, place.line + 1, 1, "python <<")


NOWHERE = Place(line=1, column=1, end_line=1, end_column=1)


def rendered(value: Value) -> str:
    """Text as far as it is known, ``{}`` for the rest."""
    for atom in value:
        match atom:
            case Const(value=str() as literal):
                return literal
            case Text(parts=parts):
                return "".join(rendered(part) or "{}" for part in parts)
        if getattr(atom, "path", "") == "sys.executable":
            return "python"
    known = strings(value)
    return known[0] if known else ""
