"""Tab completion: commands, options, rules, fingerprints of the last result, paths."""

from __future__ import annotations

import argparse
import glob
import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from mlsec_nb.options import ENGINES

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from mlsec_nb.frontends.magics.session import Session

HOOK = "complete_command"
KEYS = ("%mlsec", "%%mlsec")
REPORT_SUFFIXES = ("html", "json", "sarif", "md", "xml", "txt")


class Event(Protocol):
    """What IPython tells about a completion: the line up to the cursor and the word at it."""

    text_until_cursor: str
    symbol: str


def add_completion(shell: InteractiveShell, session: Session) -> None:
    """Hook into IPython's completer (with or without jedi)."""

    def complete(_shell: InteractiveShell, event: Event) -> list[str]:
        return candidates(session, event)

    for key in KEYS:
        shell.set_hook(HOOK, complete, str_key=key)


def remove_completion(shell: InteractiveShell, session: Session) -> None:
    """Unhook."""
    del session
    for key in KEYS:
        shell.strdispatchers[HOOK].strs.pop(key, None)


def candidates(session: Session, event: Event) -> list[str]:
    """What the word at the cursor may become."""
    from mlsec_nb.frontends.magics.cell import cell_parser
    from mlsec_nb.frontends.magics.commands import COMMANDS

    magic, *words = event.text_until_cursor.split()
    if event.symbol and words:
        words.pop()
    if magic == "%%mlsec":
        return _options(cell_parser(), words, event.symbol)
    if not words:
        return list(COMMANDS)
    command = COMMANDS.get(words[0])
    if command is None:
        return []
    options = _options(command.parser(), words, event.symbol)
    return options or list(_positional(session, command.name, event.symbol))


def _options(parser: argparse.ArgumentParser, words: list[str], symbol: str) -> list[str]:
    """The value of the option in front of the cursor, or the options that were not used yet."""
    options = [action for action in parser._actions if action.option_strings]
    for action in options:
        if words[-1:] == action.option_strings and action.nargs != 0:
            return _values(action)
    if symbol.startswith("-"):
        return [action.option_strings[0] for action in options if action.option_strings[0] not in words]
    return []


def _values(action: argparse.Action) -> list[str]:
    if action.dest in ("select", "ignore", "allow"):
        return _rules()
    return list(action.choices or (ENGINES if action.dest == "engines" else ()))


def _positional(session: Session, command: str, symbol: str) -> Iterable[str]:
    from mlsec_nb.frontends.magics.commands import COMMANDS

    if command == "explain":
        return _rules()
    if command == "ignore":
        return [finding.fingerprint for finding in session.last.findings] if session.last else []
    if command == "help":
        return COMMANDS
    if command == "report":
        return [f"mlsec-report.{suffix}" for suffix in REPORT_SUFFIXES] if not symbol else _paths(symbol)
    return _paths(symbol) if command == "scan" else []


def _rules() -> list[str]:
    from mlsec_nb.scan import all_rules

    return [word for rule in all_rules() for word in (rule.name, rule.id)]


def _paths(symbol: str) -> list[str]:
    found = glob.iglob(f"{glob.escape(symbol)}*")
    return sorted(
        f"{path}{os.sep}" if os.path.isdir(path) else path
        for path in found
        if os.path.isdir(path) or path.endswith((".ipynb", ".py"))
    )
