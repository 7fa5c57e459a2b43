"""The file of environment variables that secrets move to, and its place among what git ignores."""

from __future__ import annotations

import re
from collections.abc import Mapping

_ENTRY = re.compile(r"^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*?)\s*$")
_PLAIN = re.compile(r"[A-Za-z0-9_./:@%+,=~^-]+")


class Variables:
    """Names and values for a ``.env`` file; a name that is taken by another value gets a number.

    Parameters
    ----------
    content
        The file as it is.
    """

    def __init__(self, content: str = "") -> None:
        self._content = content
        self._taken = {m[1]: _unquoted(m[2]) for line in content.splitlines() if (m := _ENTRY.match(line))}
        self.added: dict[str, str] = {}

    def name_for(self, name: str, value: str | bytes) -> str:
        """The name under which ``value`` will be found; it is added if it is not there."""
        text = value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else value
        candidate, number = name, 2
        while self._taken.get(candidate, text) != text:
            candidate, number = f"{name}_{number}", number + 1
        if candidate not in self._taken:
            self._taken[candidate] = self.added[candidate] = text
        return candidate

    def content(self) -> str:
        """The file with what was added at its end."""
        lines = "".join(f"{name}={_quoted(value)}\n" for name, value in self.added.items())
        gap = "\n" if self._content and not self._content.endswith("\n") else ""
        return self._content + gap + lines


def ignoring(gitignore: str, name: str) -> str:
    """``gitignore`` with an entry for the file ``name``, if there is none."""
    if name in (line.strip().lstrip("/") for line in gitignore.splitlines()):
        return gitignore
    gap = "\n" if gitignore and not gitignore.endswith("\n") else ""
    return f"{gitignore}{gap}{name}\n"


def _quoted(value: str) -> str:
    """A value as python-dotenv and shells read it back."""
    if _PLAIN.fullmatch(value):
        return value
    escapes: Mapping[str, str] = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "$": "\\$", "`": "\\`"}
    return '"' + "".join(escapes.get(character, character) for character in value) + '"'


def _unquoted(written: str) -> str:
    if len(written) > 1 and written[0] == written[-1] and written[0] in "\"'":
        inside = written[1:-1]
        if written[0] == "'":
            return inside
        return re.sub(r"\\(.)", lambda m: {"n": "\n"}.get(m[1], m[1]), inside)
    return written
