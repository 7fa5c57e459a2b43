"""The sub-commands of ``%mlsec``: one function each, found by name."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from mlsec_nb.errors import UsageError, did_you_mean
from mlsec_nb.frontends.magics.arguments import Parser, split

if TYPE_CHECKING:
    from mlsec_nb.frontends.magics.session import Session


@dataclass(frozen=True, slots=True)
class Command:
    """A sub-command: the module with its ``add_arguments`` and ``run``, loaded when it is used."""

    name: str
    summary: str
    example: str

    def parser(self) -> Parser:
        """The parser of this sub-command's own arguments."""
        parser = Parser(f"%mlsec {self.name}", self.summary, self.example)
        import_module(f"{__name__}.{self.name}").add_arguments(parser)
        return parser

    def run(self, session: Session, arguments: argparse.Namespace) -> object:
        """Run it; what it returns is shown."""
        function: Callable[[Session, argparse.Namespace], object]
        function = import_module(f"{__name__}.{self.name}").run
        return function(session, arguments)


COMMANDS = {
    command.name: command
    for command in (
        Command("scan", "scan this notebook, or files, models and folders", "%mlsec scan"),
        Command("inspect", "what is inside a model file", "%mlsec inspect model.pkl"),
        Command("profile", "what is wrong with a table, or how a model can be attacked", "%mlsec profile df"),
        Command("checklist", "what is done for security, and what is left", "%mlsec checklist"),
        Command(
            "attest", "state what only a person knows", "%mlsec attest HUMAN-06 --by NAME --evidence TEXT"
        ),
        Command("waive", "accept a risk for a time", "%mlsec waive MODEL-03 --by NAME --until DATE"),
        Command("explain", "what a rule or control means", "%mlsec explain pickle-load"),
        Command("rules", "list every rule", "%mlsec rules"),
        Command("ignore", "accept a finding, in mlsec.toml", "%mlsec ignore FINGERPRINT --reason TEXT"),
        Command("fix", "mend what can be mended, with a way back", "%mlsec fix"),
        Command("guard", "stop unsafe pickles and cells, mask secrets in outputs", "%mlsec guard on"),
        Command("report", "write the last result to a file", "%mlsec report findings.html"),
        Command("help", "all options of a command", "%mlsec help scan"),
    )
}


def find_command(name: str) -> Command:
    """The sub-command of this name.

    Raises
    ------
    UsageError
        When there is none; close matches are suggested.
    """
    if name in COMMANDS:
        return COMMANDS[name]
    close = did_you_mean(name, COMMANDS)
    raise UsageError(f"%mlsec has no command {name!r}.", f"{close}There are {', '.join(COMMANDS)}.")


def run_line(session: Session, line: str) -> object:
    """Run the line of ``%mlsec``; alone it shows the state of this notebook."""
    words = split(line)
    if not words:
        from mlsec_nb.frontends.magics.status import status

        return status(session)
    command = find_command(words[0])
    return command.run(session, command.parser().parse_args(words[1:]))
