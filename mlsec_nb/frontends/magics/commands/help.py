"""``%mlsec help``: the options of a command."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from mlsec_nb.frontends.magics.arguments import Parser
from mlsec_nb.frontends.magics.cell import cell_parser
from mlsec_nb.frontends.magics.commands import COMMANDS, find_command
from mlsec_nb.frontends.magics.view import Page

if TYPE_CHECKING:
    from mlsec_nb.frontends.magics.session import Session


def add_arguments(parser: Parser) -> None:
    """The command."""
    parser.add_argument("command", metavar="COMMAND", nargs="?", help="one of the commands; default: all")


def run(_session: Session, arguments: argparse.Namespace) -> Page:
    """Show the help of one command, or of all."""
    wanted = [find_command(arguments.command)] if arguments.command else list(COMMANDS.values())
    parsers = [command.parser() for command in wanted]
    if not arguments.command:
        parsers.append(cell_parser())
    text = "\n".join(parser.format_help() for parser in parsers)
    return Page(text, f"```text\n{text}```")
