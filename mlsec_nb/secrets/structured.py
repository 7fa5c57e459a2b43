"""Secrets in structured values: a key or a sibling names what a string is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mlsec_nb.core.notebook import Part
from mlsec_nb.secrets.judge import judge
from mlsec_nb.secrets.match import Match
from mlsec_nb.secrets.names import Sense, sense_of
from mlsec_nb.secrets.text import matches_in

MAX_STRINGS = 20_000
MAX_DEPTH = 100
LABELS = (
    "name",
    "Name",
    "description",
    "placeholder",
    "key",
    "Key",
    "label",
    "field",
    "env",
    "title",
    "variable",
)
VALUES = ("value", "Value", "default", "text", "content", "data")
_WIDGETS = {"PasswordModel": "password"}


@dataclass(frozen=True, slots=True)
class Leaf:
    """A string in a structured value: its pointer and the names it goes by, the nearest first."""

    pointer: str
    value: str
    names: tuple[str, ...]


def find(part: Part) -> Iterator[Match]:
    """Every secret that needs more than its line of the pretty print to be seen."""
    lines = _lines(part)
    for leaf in _leaves(part.value, part.pointer or "", (), 0):
        for match in _matches(leaf):
            start, end = _place(part.text, lines.get(leaf.pointer), match.value)
            if end > start:
                yield match.at(start, end)


def _matches(leaf: Leaf) -> Iterator[Match]:
    for name in leaf.names:
        if sense_of(name) is not Sense.NONE:
            if verdict := judge(name.replace(" ", "_"), leaf.value):
                yield verdict.match(0, len(leaf.value), leaf.value)
            break
    if '"' in leaf.value or "\n" in leaf.value:
        yield from matches_in(leaf.value)


def _leaves(value: object, pointer: str, names: tuple[str, ...], depth: int) -> Iterator[Leaf]:
    if depth > MAX_DEPTH:
        return
    if isinstance(value, str):
        if len(value) >= 4:
            yield Leaf(pointer, value, names)
    elif isinstance(value, Mapping):
        siblings = _labels(value)
        for key, item in value.items():
            step = f"{pointer}/{_escape(str(key))}"
            known = (*siblings, *names) if key in VALUES else (str(key),)
            yield from _leaves(item, step, (str(key), *known), depth + 1)
    elif isinstance(value, list) and len(value) <= MAX_STRINGS:
        for number, item in enumerate(value):
            yield from _leaves(item, f"{pointer}/{number}", names, depth + 1)


def _labels(value: Mapping[str, object]) -> tuple[str, ...]:
    """What the siblings of a ``value`` call it."""
    labels = [value[label] for label in LABELS if isinstance(value.get(label), str)]
    if value.get("_model_name") in _WIDGETS:
        labels.append(_WIDGETS[str(value["_model_name"])])
    return tuple(str(label).strip(" :") for label in labels if len(str(label)) <= 60)


def _escape(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def _lines(part: Part) -> dict[str, tuple[int, int]]:
    """Where the line of each pointer starts and ends in the pretty print."""
    places: dict[str, tuple[int, int]] = {}
    start = 0
    for pointer, row in zip(part.pointers, part.text.split("\n"), strict=False):
        places.setdefault(pointer, (start, start + len(row)))
        start += len(row) + 1
    return places


def _place(text: str, line: tuple[int, int] | None, value: str) -> tuple[int, int]:
    """The value on its line; the whole line's value where it is written with escapes."""
    if line is None:
        return 0, 0
    inside = text.find(value, *line)
    if inside >= 0:
        return inside, inside + len(value)
    start = text.find(": ", *line) + 2 if ": " in text[line[0] : line[1]] else line[0]
    return start, line[1]
