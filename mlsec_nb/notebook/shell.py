"""A reader of shell command lines: words, pipes, substitutions and redirections, nothing expanded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

MAX_TEXT = 200_000
MAX_DEPTH = 4

WRAPPERS = frozenset(
    "sudo doas env nohup time exec command builtin nice ionice timeout stdbuf setsid xargs then do else if "
    "while until ! { conda-run watch".split()
)
_OPERATOR = re.compile(r"&&|\|\||\|&|;;|[|&;\n)]")
_REDIRECT = re.compile(r"\d?(?:<<<|<<-?|>>|&>>?|>&|<&|>|<(?!\())")
_PLAIN = re.compile(r"[^\s\\'\"`$<>|&;()]+")
_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*\+?=")
_OPTION_VALUE = frozenset({"-u", "-g", "-n", "-k", "-s", "-I", "-P", "-d"})


@dataclass(slots=True)
class Command:
    """One command of a pipeline; lines count from 1 in the text that was read.

    Attributes
    ----------
    words
        The words as typed, quotes removed.
    variables
        Assignments before the command and after ``export``.
    redirects
        Pairs of operator and target; a here-document's target is its body.
    nested
        Pipelines inside ``$(...)``, backticks, ``<(...)`` and ``sh -c "..."``.
    """

    line: int
    column: int
    end_line: int = 0
    words: list[str] = field(default_factory=list)
    variables: dict[str, str] = field(default_factory=dict)
    redirects: list[tuple[str, str]] = field(default_factory=list)
    nested: list[Pipeline] = field(default_factory=list)

    @property
    def argv(self) -> list[str]:
        """The words without wrappers such as ``sudo``; ``python -m pip`` reads ``pip``."""
        words = list(self.words)
        while words and (words[0] in WRAPPERS or _ASSIGNMENT.match(words[0])):
            wrapper = words.pop(0)
            while wrapper in WRAPPERS and words and words[0].startswith("-"):
                if words.pop(0) in _OPTION_VALUE and words:
                    words.pop(0)
            if wrapper == "timeout" and words:
                words.pop(0)
        return _module_form(words)

    @property
    def program(self) -> str:
        """The name of what is run, without its folder, version or ``.exe``."""
        argv = self.argv
        return program(argv[0]) if argv else ""


@dataclass(slots=True)
class Pipeline:
    """Commands joined by ``|``."""

    commands: list[Command]


def program(word: str) -> str:
    """The plain name of an executable: ``/usr/bin/python3.11`` is ``python``."""
    name = word.replace("\\", "/").rsplit("/", 1)[-1].lower().removesuffix(".exe")
    return re.sub(r"(?<=[a-z])[\d.]+$", "", name) if re.match(r"(?:python|pip|pypy)[\d.]+$", name) else name


def _module_form(words: list[str]) -> list[str]:
    if len(words) > 2 and program(words[0]) in ("python", "pypy", "{sys.executable}", "$python", "py"):
        for index, word in enumerate(words[1:-1], 1):
            if word == "-m":
                return words[index + 1 :]
            if not word.startswith("-"):
                break
    if len(words) > 2 and words[1] == "-m" and "executable" in words[0]:
        return words[2:]
    if len(words) > 2 and words[0] == "uv" and words[1] == "pip":
        return words[1:]
    return words


def read_shell(text: str) -> list[Pipeline]:
    """Every pipeline in ``text``, outermost first, those in substitutions under their command."""
    return _Reader(text[:MAX_TEXT], 0).pipelines("")


def every_command(pipelines: list[Pipeline], depth: int = 0) -> Iterator[tuple[Pipeline, Command]]:
    """All commands with their pipelines, nested ones included."""
    for pipeline in pipelines:
        for command in pipeline.commands:
            yield pipeline, command
            if depth <= MAX_DEPTH:
                yield from every_command(command.nested, depth + 1)


class _Reader:
    """One pass over the text from left to right."""

    def __init__(self, text: str, depth: int, line: int = 1) -> None:
        self.text = text
        self.at = 0
        self.line = line
        self.start = 0
        self.depth = depth
        self.closing = ""
        self.heredocs: list[tuple[Command, str, bool]] = []

    def pipelines(self, closing: str) -> list[Pipeline]:
        """Read up to ``closing`` (``)`` or a backtick) or the end."""
        outer, self.closing = self.closing, closing
        found: list[Pipeline] = []
        commands: list[Command] = []
        command = self._command()
        text = self.text
        while self.at < len(text):
            char = text[self.at]
            if char == closing and closing:
                self.at += 1
                break
            if char in " \t\r":
                self.at += 1
            elif text.startswith("\\\n", self.at):
                self._escaped([])
            elif char == "#" and (self.at == 0 or text[self.at - 1] in " \t\n;"):
                self._comment()
            elif char == "(" and not command.words:
                self.at += 1
            elif match := _REDIRECT.match(text, self.at):
                self.at = match.end()
                self._redirect(command, match.group())
            elif match := _OPERATOR.match(text, self.at):
                self.at = match.end()
                self._end(command, commands)
                if match.group() not in ("|", "|&") and commands:
                    found.append(Pipeline(commands))
                    commands = []
                command = self._next(match.group())
            else:
                if not command.words:
                    command.line, command.column = self.line, self.at - self.start + 1
                self._add(command, self._word(command))
        self._end(command, commands)
        if commands:
            found.append(Pipeline(commands))
        self.closing = outer
        return found

    def _command(self) -> Command:
        return Command(self.line, self.at - self.start + 1)

    def _next(self, operator: str) -> Command:
        if operator == "\n":
            self.line += 1
            self.start = self.at
            self._here_documents()
        return self._command()

    def _comment(self) -> None:
        end = self.text.find("\n", self.at)
        self.at = len(self.text) if end < 0 else end

    def _end(self, command: Command, commands: list[Command]) -> None:
        command.end_line = max(self.line, command.line)
        if command.words or command.variables or command.nested:
            self._inline(command)
            commands.append(command)

    def _inline(self, command: Command) -> None:
        """Read what ``sh -c "..."`` and ``eval "..."`` are given."""
        argv = command.argv
        if self.depth >= MAX_DEPTH or not argv:
            return
        source = ""
        if program(argv[0]) in ("sh", "bash", "zsh", "dash", "ksh", "su"):
            flags = [i for i, word in enumerate(argv[:-1]) if re.fullmatch(r"-[a-z]*c", word)]
            source = argv[flags[0] + 1] if flags else ""
        elif argv[0] == "eval":
            source = " ".join(argv[1:])
        if source and not source.startswith(("$(", "`")):
            command.nested += _Reader(source, self.depth + 1, command.line).pipelines("")

    def _add(self, command: Command, word: str) -> None:
        match = _ASSIGNMENT.match(word)
        exported = command.words[:1] in (["export"], ["set"], ["setx"], ["declare"])
        if match and (exported or not [w for w in command.words if w not in WRAPPERS]):
            command.variables[word[: match.end() - 1].rstrip("+")] = word[match.end() :]
            if not exported and not command.words:
                return
        command.words.append(word)

    def _redirect(self, command: Command, operator: str) -> None:
        while self.text[self.at : self.at + 1] in (" ", "\t"):
            self.at += 1
        if self.at < len(self.text) and self.text[self.at] != "\n":
            target = self._word(command)
            command.redirects.append((operator.lstrip("012"), target))
            if operator.startswith("<<") and operator != "<<<":
                self.heredocs.append((command, target, operator == "<<-"))

    def _here_documents(self) -> None:
        for command, mark, indented in self.heredocs:
            body: list[str] = []
            while self.at < len(self.text):
                end = self.text.find("\n", self.at)
                end = len(self.text) if end < 0 else end
                line = self.text[self.at : end]
                self.at, self.line = min(end + 1, len(self.text)), self.line + 1
                self.start = self.at
                if (line.lstrip("\t") if indented else line).rstrip("\r") == mark:
                    break
                body.append(line)
            command.redirects = [
                (op, "\n".join(body)) if target == mark else (op, target) for op, target in command.redirects
            ]
        self.heredocs = []

    def _word(self, command: Command) -> str:
        """Read one word from here, at least one character."""
        text, pieces, start = self.text, [], self.at
        while self.at < len(text):
            char = text[self.at]
            if match := _PLAIN.match(text, self.at):
                pieces.append(match.group())
                self.at = match.end()
            elif char == "\\":
                self._escaped(pieces)
            elif char == "'":
                end = text.find("'", self.at + 1)
                end = len(text) if end < 0 else end
                self._take(pieces, self.at + 1, end)
            elif char == '"':
                self._quoted(command, pieces)
            elif char == "`" and self.closing == "`":
                break
            elif char == "`" or text.startswith(("$(", "<(", ">("), self.at):
                self._substitution(command, pieces)
            elif char == "$":
                pieces.append(char)
                self.at += 1
            else:
                break
        if self.at == start:
            self.at += 1
        return "".join(pieces)

    def _escaped(self, pieces: list[str]) -> None:
        following = self.text[self.at + 1 : self.at + 2]
        self.at += 2
        if following == "\n":
            self.line += 1
            self.start = self.at
        else:
            pieces.append(following)

    def _take(self, pieces: list[str], start: int, end: int) -> None:
        piece = self.text[start:end]
        pieces.append(piece)
        self.line += piece.count("\n")
        if "\n" in piece:
            self.start = start + piece.rfind("\n") + 1
        self.at = end + 1

    def _quoted(self, command: Command, pieces: list[str]) -> None:
        text = self.text
        self.at += 1
        begin = self.at
        while self.at < len(text) and text[self.at] != '"':
            if text[self.at] == "\\":
                self.at += 2
            elif text[self.at] == "`" or text.startswith("$(", self.at):
                self._take(pieces, begin, self.at)
                self.at -= 1
                self._substitution(command, pieces)
                begin = self.at
            else:
                self.at += 1
        self._take(pieces, begin, min(self.at, len(text)))

    def _substitution(self, command: Command, pieces: list[str]) -> None:
        """Read ``$(...)``, ``<(...)`` or backticks; what is inside hangs below the command."""
        backtick = self.text[self.at] == "`"
        begin = self.at
        self.at += 1 if backtick else 2
        if self.depth >= MAX_DEPTH:
            pieces.append(self.text[begin : self.at])
            return
        self.depth += 1
        pending, self.heredocs = self.heredocs, []
        command.nested += self.pipelines("`" if backtick else ")")
        self.heredocs = pending
        self.depth -= 1
        pieces.append(self.text[begin : self.at])
