"""Structured values as text: one key or item a line, each line with its JSON pointer."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from json.encoder import encode_basestring as quoted

MAX_DEPTH = 100
TOO_DEEP = "value nested too deep"
MANY_NUMBERS = 16
BINARY_KEYS = frozenset({"bdata", "__buffer__", "image/png", "image/jpeg"})
"""Keys of plotly, bokeh and widget states whose strings are packed arrays or images."""


def escape_pointer(key: str) -> str:
    """One step of an RFC 6901 pointer."""
    return key.replace("~", "~0").replace("/", "~1")


def pretty(value: object, pointer: str, counts: Counter[str]) -> tuple[str, tuple[str, ...]]:
    """Print ``value`` like ``json.dumps(value, indent=2)``, but without packed arrays.

    Returns
    -------
    tuple of str and tuple of str
        The text, and for each of its lines the pointer of the value on it. What is left out
        (long runs of numbers, packed buffers, what lies deeper than 100 levels) is counted.
    """
    lines: list[str] = []
    pointers: list[str] = []
    for line, at in _lines(value, "", "", pointer, 0, counts):
        lines.append(line)
        pointers.append(at)
    return "\n".join(lines), tuple(pointers)


def has_text(value: object, depth: int = 0) -> bool:
    """Whether there is a string or a number anywhere below: else there is nothing to scan."""
    if isinstance(value, dict):
        return depth > MAX_DEPTH or any(has_text(item, depth + 1) for item in value.values())
    if isinstance(value, list):
        return depth > MAX_DEPTH or any(has_text(item, depth + 1) for item in value)
    return value is not None and not isinstance(value, bool) and value != ""


def _lines(
    value: object, label: str, comma: str, pointer: str, depth: int, counts: Counter[str]
) -> Iterator[tuple[str, str]]:
    indent = "  " * min(depth, MAX_DEPTH)
    if depth > MAX_DEPTH:
        counts[TOO_DEEP] += 1
        yield f"{indent}{label}null{comma}", pointer
    elif isinstance(value, dict) and value:
        yield f"{indent}{label}{{", pointer
        last = len(value) - 1
        for number, (key, item) in enumerate(value.items()):
            name = f"{quoted(str(key))}: "
            at = f"{pointer}/{escape_pointer(str(key))}"
            if key in BINARY_KEYS and isinstance(item, str):
                counts["packed array or image"] += 1
                item = ""
            yield from _lines(item, name, "," * (number < last), at, depth + 1, counts)
        yield f"{indent}}}{comma}", pointer
    elif isinstance(value, list) and _is_bulk(value):
        counts["array of numbers"] += 1
        yield f"{indent}{label}[]{comma}", pointer
    elif isinstance(value, list) and value:
        yield f"{indent}{label}[", pointer
        last = len(value) - 1
        for number, item in enumerate(value):
            yield from _lines(item, "", "," * (number < last), f"{pointer}/{number}", depth + 1, counts)
        yield f"{indent}]{comma}", pointer
    else:
        text = quoted(value) if isinstance(value, str) else json.dumps(value, default=str)
        yield f"{indent}{label}{text}{comma}", pointer


def _is_bulk(values: list[object]) -> bool:
    return len(values) > MANY_NUMBERS and all(
        item is None or isinstance(item, (int, float)) for item in values
    )
