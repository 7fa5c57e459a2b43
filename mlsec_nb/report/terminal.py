"""What a terminal may be shown: untrusted text made harmless, measured, and cut or wrapped to width."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

MAX_CHARACTERS = 4_000
"""Of one flat text: a message or path that is longer was made to be."""

_SGR = {
    "bold": "1",
    "dim": "2",
    "critical": "1;37;41",
    "high": "1;31",
    "medium": "1;33",
    "low": "1;36",
    "info": "1",
}


class Style:
    """Wraps text in ANSI colours, or leaves it alone."""

    def __init__(self, color: bool) -> None:
        self._color = color

    def __call__(self, text: str, name: str) -> str:
        """Colour ``text``, which must be harmless already."""
        return f"\x1b[{_SGR[name]}m{text}\x1b[0m" if self._color and text else text


def harmless(text: str) -> str:
    """Escape what a terminal would act on: escape sequences, controls, bidi and invisible characters."""
    return text if text.isprintable() else "".join(map(_visible, text))


def harmless_lines(text: str) -> str:
    """Harmless ``text`` that keeps its lines."""
    return "\n".join(map(harmless, text.split("\n")))


def flat(text: str) -> str:
    """Harmless ``text`` in one line of bounded length, its white space folded."""
    cut = text if len(text) <= MAX_CHARACTERS else text[:MAX_CHARACTERS] + "…"
    return harmless(" ".join(cut.split()))


def width(text: str) -> int:
    """How many columns harmless ``text`` takes, East Asian wide characters counted twice."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def clip(text: str, columns: int) -> str:
    """As many characters of ``text`` as fit into ``columns``."""
    used = 0
    for index, char in enumerate(text):
        used += _columns(char)
        if used > columns:
            return text[:index]
    return text


def wrap(text: str, columns: int) -> Iterator[str]:
    """Break harmless ``text`` at its spaces, and inside a word only where it is wider than a line."""
    line = ""
    for word in text.split(" "):
        joined = f"{line} {word}" if line else word
        if width(joined) <= columns:
            line = joined
            continue
        if line:
            yield line
        while width(word) > columns:
            head = clip(word, columns) or word[0]
            yield head
            word = word[len(head) :]
        line = word
    if line:
        yield line


def _visible(char: str) -> str:
    if char.isprintable():
        return char
    if char == "\t" or unicodedata.category(char) == "Zs":
        return " "
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _columns(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
