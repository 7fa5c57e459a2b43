"""Completion for zsh: a function over ``_arguments``, with the help of each option."""

from __future__ import annotations

from collections.abc import Sequence
from shlex import quote

from mlsec_nb.frontends.cli.completion.words import Command, Option, Values

SCRIPT = """#compdef mlsec-nb
# zsh completion of mlsec-nb: eval "$(mlsec-nb completion zsh)", after compinit
_mlsec_nb() {{
    local -a commands=(
{names}
    )
    if ((CURRENT == 2)); then
        _describe command commands
        return
    fi
    local command=$words[2]
    shift words
    ((CURRENT--))
    case $command in
{commands}
    esac
}}
if [[ $funcstack[1] == _mlsec_nb ]]; then _mlsec_nb "$@"; else compdef _mlsec_nb mlsec-nb; fi
"""
SPECIAL = str.maketrans({character: f"\\{character}" for character in "[]:\\"})


def script(commands: Sequence[Command]) -> str:
    """The script to source."""
    names = (f"        {quote(f'{command.name}:{command.help.translate(SPECIAL)}')}" for command in commands)
    branches = (f"    {command.name}) {_command(command)} ;;" for command in commands)
    return SCRIPT.format(names="\n".join(names), commands="\n".join(branches))


def _command(command: Command) -> str:
    options = (_option(name, option) for option in command.options for name in option.names)
    return " ".join(["_arguments", *options, quote(f"*:argument:{_action(command.values)}")])


def _option(name: str, option: Option) -> str:
    joined = "=" if option.values is not None and name.startswith("--") else ""  # --format=sarif too
    told = f"{name}{joined}[{option.help.translate(SPECIAL)}]"
    return quote(told if option.values is None else f"{told}:value:{_action(option.values)}")


def _action(values: Values) -> str:
    words = " ".join(values.words)
    if values.paths:
        return f'_alternative "words:word:({words})" "files:file:_files"' if words else "_files"
    return f"({words})" if words else " "
