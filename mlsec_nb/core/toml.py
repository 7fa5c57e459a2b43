"""Writing TOML: a table as text, to be added at the end of a file that people keep."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date


def table_text(name: str, values: Mapping[str, object]) -> str:
    """One entry of the list of tables ``name``; texts, dates, whole numbers and lists of texts."""
    return f"[[{name}]]\n" + "".join(f"{key} = {_value(value)}\n" for key, value in values.items())


def added(before: bytes, text: str) -> bytes:
    """The content of a file with ``text`` at its end, an empty line between the old and the new."""
    gap = b"" if not before else b"\n" if before.endswith(b"\n") else b"\n\n"
    return before + gap + text.encode()


def _value(value: object) -> str:
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value)


def _quoted(value: str) -> str:
    """A basic string in one line, without characters that would hide what it says."""
    clean = "".join(char for char in " ".join(value.split()) if char.isprintable())
    return json.dumps(clean, ensure_ascii=False)
