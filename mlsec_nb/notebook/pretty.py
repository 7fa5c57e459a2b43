"""Structured values as text: one key or item a line, each line with its JSON pointer."""

from __future__ import annotations

import json
from collections import Counter
from json.encoder import encode_basestring as quoted

MAX_DEPTH = 100
TOO_DEEP = "value nested too deep"
MAX_ROWS = 200_000
TOO_LONG = "value of too many lines"
MANY_NUMBERS = 16
BINARY_KEYS = frozenset({"bdata", "__buffer__", "image/png", "image/jpeg"})
"""Keys of plotly, bokeh and widget states whose strings are packed arrays or images."""


_plain = json.JSONEncoder(default=str).encode
"""How what is no text is printed; ``json.dumps`` would make an encoder for each value."""


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
    printed = _Printed(counts)
    printed.put(value, "", "", pointer, 0)
    return "\n".join(printed.lines), tuple(printed.pointers)


def has_text(value: object, depth: int = 0) -> bool:
    """Whether there is a string or a number anywhere below: else there is nothing to scan."""
    if isinstance(value, dict):
        return depth > MAX_DEPTH or any(has_text(item, depth + 1) for item in value.values())
    if isinstance(value, list):
        return depth > MAX_DEPTH or any(has_text(item, depth + 1) for item in value)
    return value is not None and not isinstance(value, bool) and value != ""


class _Printed:
    """Lines and the pointers of the values on them."""

    def __init__(self, counts: Counter[str]) -> None:
        self.counts = counts
        self.lines: list[str] = []
        self.pointers: list[str] = []

    def put(self, value: object, label: str, comma: str, pointer: str, depth: int) -> None:
        """Print a value with what stands before and after it."""
        indent = "  " * min(depth, MAX_DEPTH)
        if depth > MAX_DEPTH:
            self.counts[TOO_DEEP] += 1
            self._line(f"{indent}{label}null{comma}", pointer)
        elif isinstance(value, dict) and value:
            self._line(f"{indent}{label}{{", pointer)
            self._entries(value, pointer, depth + 1)
            self._line(f"{indent}}}{comma}", pointer)
        elif isinstance(value, list) and _is_bulk(value):
            self.counts["array of numbers"] += 1
            self._line(f"{indent}{label}[]{comma}", pointer)
        elif isinstance(value, list) and value:
            self._line(f"{indent}{label}[", pointer)
            last = len(value) - 1
            for number, item in enumerate(value):
                self.put(item, "", "," * (number < last), f"{pointer}/{number}", depth + 1)
            self._line(f"{indent}]{comma}", pointer)
        else:
            text = quoted(value) if isinstance(value, str) else _plain(value)
            self._line(f"{indent}{label}{text}{comma}", pointer)

    def _entries(self, value: dict[object, object], pointer: str, depth: int) -> None:
        last = len(value) - 1
        for number, (key, item) in enumerate(value.items()):
            if key in BINARY_KEYS and isinstance(item, str):
                self.counts["packed array or image"] += 1
                item = ""
            at = f"{pointer}/{escape_pointer(str(key))}"
            self.put(item, f"{quoted(str(key))}: ", "," * (number < last), at, depth)

    def _line(self, line: str, pointer: str) -> None:
        self.lines.append(line)
        self.pointers.append(pointer)


def _is_bulk(values: list[object]) -> bool:
    return len(values) > MANY_NUMBERS and all(
        item is None or isinstance(item, (int, float)) for item in values
    )
