"""The documentation of a rule as blocks that a page can lay out; no markup passes through it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

_UNDERLINE = re.compile(r"[-=~]{3,}")


@dataclass(frozen=True, slots=True)
class Block:
    """A ``heading``, ``paragraph``, ``code`` or ``list``; ``lines`` are the items of a list."""

    kind: str
    text: str
    lines: tuple[str, ...] = ()


def blocks(docs: str) -> Iterator[Block]:
    """Split a docstring with underlined headings into blocks, up to its references."""
    for piece in re.split(r"\n[ \t]*\n", textwrap.dedent(docs).strip("\n")):
        lines = piece.strip("\n").split("\n")
        if len(lines) > 1 and _UNDERLINE.fullmatch(lines[1].strip()):
            if lines[0].strip() == "References":
                return
            yield Block("heading", lines[0].strip())
            lines = lines[2:]
        if lines and any(line.strip() for line in lines):
            yield _block(lines)


def _block(lines: list[str]) -> Block:
    if all(line.startswith("    ") for line in lines):
        return Block("code", textwrap.dedent("\n".join(lines)))
    if lines[0].startswith(("- ", "* ")):
        text = "\n".join(lines)
        items = re.split(r"^[-*] ", text, flags=re.MULTILINE)[1:]
        return Block("list", text, tuple(_folded(item) for item in items))
    return Block("paragraph", _folded("\n".join(lines)))


def _folded(text: str) -> str:
    return " ".join(text.replace("``", "`").split())
