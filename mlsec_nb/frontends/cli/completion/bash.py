"""Completion for bash: one function that looks at the words typed so far."""

from __future__ import annotations

from collections.abc import Sequence
from shlex import quote

from mlsec_nb.frontends.cli.completion.words import Command, Values

SCRIPT = """# bash completion of mlsec-nb: eval "$(mlsec-nb completion bash)"
_mlsec_nb() {{
    local word="${{COMP_WORDS[COMP_CWORD]}}" before="${{COMP_WORDS[COMP_CWORD - 1]}}" words="" paths=""
    if [[ $word == = ]]; then  # bash takes --format=sarif for three words
        word="" before="${{COMP_WORDS[COMP_CWORD - 1]}}"
    elif [[ $before == = ]]; then
        before="${{COMP_WORDS[COMP_CWORD - 2]}}"
    fi
    if ((COMP_CWORD == 1)); then
        words={names}
    else
        case "${{COMP_WORDS[1]}} $before" in
{values}
        *)
            case "${{COMP_WORDS[1]}}" in
{commands}
            esac
            ;;
        esac
    fi
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
    if [[ -n $paths ]]; then
        compopt -o filenames 2>/dev/null
        mapfile -t -O "${{#COMPREPLY[@]}}" COMPREPLY < <(compgen -f -- "$word")
    fi
}}
complete -F _mlsec_nb mlsec-nb
"""


def script(commands: Sequence[Command]) -> str:
    """The script to source."""
    values = [
        f"        {quote(f'{command.name} {name}')}) {_set(option.values)} ;;"
        for command in commands
        for option in command.options
        for name in option.names
        if option.values is not None
    ]
    branches = [f"            {command.name}) {_command(command)} ;;" for command in commands]
    names = quote(" ".join(command.name for command in commands))
    return SCRIPT.format(names=names, values="\n".join(values), commands="\n".join(branches))


def _command(command: Command) -> str:
    """Options where a dash was typed, else what the command works on."""
    options = " ".join(name for option in command.options for name in option.names)
    return f"if [[ $word == -* ]]; then words={quote(options)}; else {_set(command.values)}; fi"


def _set(values: Values) -> str:
    words = f"words={quote(' '.join(values.words))}"
    return f"{words} paths=1" if values.paths else words
