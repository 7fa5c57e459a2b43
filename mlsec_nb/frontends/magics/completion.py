"""Tab completion: commands, options, rules, fingerprints of the last result, paths."""

from __future__ import annotations

import argparse
import glob
import os
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from mlsec_nb.artifacts.recognise import ELSEWHERE
from mlsec_nb.core.pillar import Pillar
from mlsec_nb.options import ENGINES

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from mlsec_nb.frontends.magics.session import Session

IDENTIFIER = "mlsec_nb"
GUARD = ("on", "off", "status", "allow")
LINE = re.compile(r"(?:[^=]*=)?\s*(%{0,2}mlsec)\s+(.*)", re.DOTALL)


def add_completion(shell: InteractiveShell, session: Session) -> None:
    """Add a matcher to IPython's completer.

    The older ``complete_command`` hook would mix in what jedi makes of the line as Python: ``--min``.
    """
    from IPython.core.completer import CompletionContext, SimpleCompletion, context_matcher

    def match(context: CompletionContext) -> dict[str, object]:
        found = candidates(session, context.text_until_cursor, context.token)
        completions = [SimpleCompletion(text) for text in found if text.startswith(context.token)]
        return {"completions": completions, "suppress": bool(completions)}

    shell.Completer.custom_matchers.append(context_matcher(identifier=IDENTIFIER)(match))


def remove_completion(shell: InteractiveShell) -> None:
    """Take the matcher away."""
    matchers = shell.Completer.custom_matchers
    matchers[:] = [match for match in matchers if getattr(match, "matcher_identifier", "") != IDENTIFIER]


def candidates(session: Session, line: str, token: str) -> Iterable[str]:
    """What ``token``, at the end of ``line``, may become."""
    from mlsec_nb.frontends.magics.cell import cell_parser
    from mlsec_nb.frontends.magics.commands import COMMANDS

    call = LINE.fullmatch(line)
    if call is None:
        return []
    words = call[2].removesuffix(token).split()
    if call[1] == "%%mlsec":
        return _options(cell_parser(), words, token)
    if not words:
        return COMMANDS
    command = COMMANDS.get(words[0])
    if command is None:
        return []
    if command.name == "profile" and words[-1].startswith("--"):
        from mlsec_nb.frontends.magics.commands.profile import values

        return values(session, words) or _options(command.parser(), words, token)
    return _options(command.parser(), words, token) or _positional(session, command.name, token)


def _options(parser: argparse.ArgumentParser, words: list[str], token: str) -> list[str]:
    """The value of the option in front of the cursor, or the options that were not used yet."""
    options = [action for action in parser._actions if action.option_strings]
    for action in options:
        if words[-1:] == action.option_strings and action.nargs != 0:
            return _values(action)
    if token.startswith("-"):
        return [action.option_strings[0] for action in options if action.option_strings[0] not in words]
    return []


def _values(action: argparse.Action) -> list[str]:
    if action.dest in ("select", "ignore", "allow"):
        return _rules()
    return list(action.choices or (ENGINES if action.dest == "engines" else ()))


def _positional(session: Session, command: str, token: str) -> Iterable[str]:
    from mlsec_nb.frontends.magics.commands import COMMANDS
    from mlsec_nb.report.interface import FORMATS

    if command in ("attest", "waive"):
        return _controls()
    if command == "checklist":
        return [*(pillar.value for pillar in Pillar), *_controls()]
    if command == "explain":
        return [*_rules(), *_controls()]
    if command == "ignore":
        return [finding.fingerprint for finding in session.last.findings] if session.last else []
    if command == "help":
        return COMMANDS
    if command == "profile":
        return [name for name in session.shell.user_ns if not name.startswith("_")]
    if command == "guard":
        return GUARD
    if command == "report":
        return [f"mlsec-report{kind.extension}" for kind in FORMATS.values()]
    return _paths(token) if command in ("scan", "inspect", "fix") else []


def _controls() -> list[str]:
    from mlsec_nb.checklist.load import catalogue

    return list(catalogue().controls)


def _rules() -> list[str]:
    from mlsec_nb.ruleset import all_rules

    return [word for rule in all_rules() for word in (rule.name, rule.id)]


def _paths(token: str) -> list[str]:
    found = glob.iglob(f"{glob.escape(token)}*")
    return sorted(
        f"{path}{os.sep}" if os.path.isdir(path) else path
        for path in found
        if os.path.isdir(path) or path.endswith((".ipynb", ".py")) or not path.lower().endswith(ELSEWHERE)
    )
