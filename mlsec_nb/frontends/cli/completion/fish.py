"""Completion for fish: one line for each thing that can be typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mlsec_nb.frontends.cli.completion.words import Command, Option, Values

HEAD = "# fish completion of mlsec-nb: mlsec-nb completion fish | source\ncomplete -c mlsec-nb -f"


def script(commands: Sequence[Command]) -> str:
    """The script to source."""
    lines = [HEAD]
    for command in commands:
        told = f"-a {_quote(command.name)} -d {_quote(command.help)}"
        lines.append(f"complete -c mlsec-nb -n __fish_use_subcommand {told}")
        lines.extend(_command(command))
    return "\n".join(lines) + "\n"


def _command(command: Command) -> Iterator[str]:
    start = f"complete -c mlsec-nb -n {_quote(f'__fish_seen_subcommand_from {command.name}')}"
    if command.values.words or command.values.paths:
        yield f"{start}{_values(command.values)}"
    for option in command.options:
        yield f"{start} {_names(option)}{_after(option)} -d {_quote(option.help)}"


def _names(option: Option) -> str:
    return " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names)


def _after(option: Option) -> str:
    return "" if option.values is None else f" -r{_values(option.values)}"


def _values(values: Values) -> str:
    words = f" -a {_quote(' '.join(values.words))}" if values.words else ""
    return f"{' -F' if values.paths else ' -f'}{words}"


def _quote(text: str) -> str:
    """Text in single quotes, where fish knows two escapes."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
