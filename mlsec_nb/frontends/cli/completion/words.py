"""What can be typed, read off the parser: commands, their options, and what values those take."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mlsec_nb.options import ENGINES

PATHS = frozenset({"FILE", "DIR", "PATH", "PATHS", "[init] [PATH]"})
"""What the parser calls values that are paths."""

WORDS = {"checklist": ("init",), "install-hooks": ("pre-commit", "filter")}
"""Words that commands take and their parser does not list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """What may stand in one place: one of ``words``, a path, or any text when there is neither."""

    words: tuple[str, ...] = ()
    paths: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """An option; ``values`` is ``None`` when nothing follows it."""

    names: tuple[str, ...]
    help: str
    values: Values | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A sub-command with its options and what its other arguments may be."""

    name: str
    help: str
    options: tuple[Option, ...]
    values: Values


def commands(parser: argparse.ArgumentParser) -> list[Command]:
    """Every sub-command of ``parser``, in its order."""
    (group,) = (action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    helps = {action.dest: action.help or "" for action in group._choices_actions}
    return [
        Command(
            name=name,
            help=helps.get(name, ""),
            options=tuple(_options(command)),
            values=_positional(name, command._actions),
        )
        for name, command in group.choices.items()
    ]


def _options(command: argparse.ArgumentParser) -> Iterator[Option]:
    for action in command._actions:
        if action.option_strings:
            values = None if action.nargs == 0 else _values(action)
            yield Option(names=tuple(action.option_strings), help=_help(action), values=values)


def _positional(name: str, actions: Sequence[argparse.Action]) -> Values:
    """All places without an option taken together: only ``cache`` has more than one kind of them."""
    found = [_values(action) for action in actions if not action.option_strings]
    words = [*WORDS.get(name, ()), *(word for values in found for word in values.words)]
    return Values(words=tuple(words), paths=any(values.paths for values in found))


def _values(action: argparse.Action) -> Values:
    if action.choices:
        return Values(words=tuple(map(str, action.choices)))
    if action.dest == "engines":
        return Values(words=ENGINES)
    if action.metavar == "RULES":
        return Values(words=tuple(_rules()))
    if action.metavar == "CONTROL":
        return Values(words=tuple(_controls()))
    if action.metavar == "NAME" and action.dest == "rule":
        return Values(words=(*_rules(), *_controls()))
    return Values(paths=action.type is Path or action.metavar in PATHS)


def _help(action: argparse.Action) -> str:
    return " ".join((action.help or "").split()).replace("%%", "%")


def _rules() -> Iterator[str]:
    from mlsec_nb.ruleset import all_rules

    return (word for rule in all_rules() for word in (rule.name, rule.id))


def _controls() -> Iterator[str]:
    from mlsec_nb.checklist.load import catalogue

    return iter(catalogue().controls)
