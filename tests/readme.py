"""The parts of the README that are made from the code, between marks; ``make readme`` writes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import MISSING, Field, fields
from enum import Enum
from inspect import getdoc
from pathlib import Path
from typing import Any

from mlsec_nb.checklist.load import ATTEST, catalogue
from mlsec_nb.frontends.cli.completion.words import commands
from mlsec_nb.frontends.cli.parser import build_parser
from mlsec_nb.options import GUARD_MODES, Guarding, Ignored, Options
from mlsec_nb.report.rulebook import rules_table
from mlsec_nb.ruleset import all_rules

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
ATTRIBUTE = re.compile(r"^(\w[\w, ]*)\n((?:    .*\n)+)", re.MULTILINE)
ROLE = re.compile(r":\w+:`~?([\w.]+)`|``(.+?)``")


def part(name: str) -> re.Pattern[str]:
    """What stands between the marks of a part."""
    return re.compile(rf"(?<=<!-- {name} -->\n).*?(?=<!-- /{name} -->)", re.DOTALL)


def table(head: str, rows: Iterable[str]) -> str:
    """A Markdown table."""
    return "\n".join([head, "|".join(["", *[":--"] * (head.count("|") - 1), ""]), *rows]) + "\n"


def commands_table() -> str:
    """Every sub-command of the command line."""
    rows = (f"| `mlsec-nb {command.name}` | {command.help} |" for command in commands(build_parser()))
    return table("| command | what it does |", rows)


def controls_table() -> str:
    """Every control of the checklist."""
    controls = catalogue().controls.values()
    rows = (
        f"| {control.id} | {control.title} | {control.severity.label} | {control.profile.value} "
        f"| {'a person' if control.probe == ATTEST else f'`{control.probe}`'} |"
        for control in controls
    )
    return table("| control | what is asked | severity | from profile | who answers |", rows)


def settings_table() -> str:
    """Every setting of mlsec.toml that ``options.py`` has, with its default and its docstring."""
    top = (
        (field.name.replace("_", "-"), field, Options)
        for field in fields(Options)
        if field.name != "suppress"
    )
    guard = ((f"[guard] {field.name}", field, Guarding) for field in fields(Guarding))
    rows = [
        f"| `{name}` | {_default(field)} | {_described(owner, field.name)} |"
        for name, field, owner in [*top, *guard]
    ]
    keys = ", ".join(f"`{field.name}`" for field in fields(Ignored))
    rows.append(f"| `[[suppress]]` | none | {_described(Options, 'suppress')} Keys: {keys}. |")
    return table("| setting | default | what it does |", rows)


def _default(field: Field[Any]) -> str:
    value = field.default_factory() if field.default_factory is not MISSING else field.default
    if isinstance(value, Enum):
        return f'`"{value.name.lower()}"`'
    if isinstance(value, tuple):
        return f"`[{', '.join(repr(item) for item in value)}]`".replace("'", '"')
    return f'`"{value}"`' if isinstance(value, str) else f"`{value}`"


def _described(owner: type, name: str) -> str:
    """What the docstring of a class says of an attribute."""
    described = {
        attribute: " ".join(text.split())
        for names, text in ATTRIBUTE.findall(f"{getdoc(owner)}\n")
        for attribute in names.split(", ")
    }
    if owner is Guarding and name in GUARD_MODES:
        return f"{', '.join(f'`{mode}`' for mode in GUARD_MODES[name])}."
    return ROLE.sub(r"`\1\2`", described[name])


PARTS: dict[str, Callable[[], str]] = {
    "commands": commands_table,
    "controls": controls_table,
    "rules": lambda: rules_table(all_rules()),
    "settings": settings_table,
}


def written(text: str) -> str:
    """The README with every part made anew."""
    for name, make in PARTS.items():
        made = make()
        text = part(name).sub(lambda _, made=made: made, text)
    return text


def main() -> None:
    README.write_text(written(README.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
