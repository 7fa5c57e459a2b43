"""Change values of a notebook file and nothing else: every other byte stays as it is.

Front ends write notebooks in styles of their own (indentation, escapes, line ends, order of keys). A
fix that wrote the whole file anew would be lost in the diff, so only the text of what changes is
replaced, in the style that the file has.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mlsec_nb.errors import UnreadableError
from mlsec_nb.notebook.spans import Steps, spans

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_ESCAPE = re.compile(r"\\u(?![dD][89a-fA-F]|00[01])[0-9a-fA-F]{4}")


@dataclass(frozen=True, slots=True)
class Style:
    """How a file is written.

    Attributes
    ----------
    indent
        Spaces or tabs of one level; ``None``: all on one line.
    newline
        Between the lines.
    ascii
        Whether characters beyond ASCII are escaped.
    separators
        Between items, and after a key.
    """

    indent: str | None
    newline: str
    ascii: bool
    separators: tuple[str, str]

    @classmethod
    def of(cls, text: str) -> Style:
        """The style of a JSON text."""
        first = re.match(r"\s*[\[{](\r?\n)([ \t]*)", text)
        comma = ", " if re.search(r'[\]}"0-9el], ["\[{0-9ntf-]', text) and first is None else ","
        return cls(
            indent=first.group(2) if first else None,
            newline=first.group(1) if first else "\n",
            ascii=text.isascii() and _ESCAPE.search(text) is not None,
            separators=(comma, ": " if re.search(r'": ', text) else ":"),
        )

    def write(self, value: Any, depth: int) -> str:
        """A value as it would stand ``depth`` levels deep."""
        if self.indent is None:
            return json.dumps(value, ensure_ascii=self.ascii, separators=self.separators)
        written = json.dumps(
            value, ensure_ascii=self.ascii, indent=self.indent, separators=(",", self.separators[1])
        )
        return written.replace("\n", self.newline + self.indent * depth)


def patched(raw: bytes, before: Any, after: Any) -> bytes:
    """The file ``raw``, which reads as ``before``, changed so that it reads as ``after``.

    Raises
    ------
    UnreadableError
        When that cannot be done by replacing single values.
    """
    changes = dict(_changes(before, after, ()))
    if not changes:
        return raw
    codec = next((codec for mark, codec in _MARKS if raw.startswith(mark)), "utf-8")
    text = raw.decode(codec)
    style = Style.of(text)
    found = spans(text, changes)
    if found.keys() != changes.keys():
        raise UnreadableError("cannot be changed in place.", "Save it again in Jupyter first.")
    for steps, (start, end) in sorted(found.items(), key=lambda item: item[1], reverse=True):
        text = text[:start] + style.write(changes[steps], len(steps)) + text[end:]
    if json.dumps(json.loads(text)) != json.dumps(after):  # as text: NaN is not equal to itself
        raise UnreadableError("cannot be changed in place.", "Save it again in Jupyter first.")
    return _encoded(text, codec, raw)


def _encoded(text: str, codec: str, raw: bytes) -> bytes:
    if codec == "utf-16":  # the codec writes the byte order of this machine
        order = "utf-16-le" if raw.startswith(b"\xff\xfe") else "utf-16-be"
        return raw[:2] + text.encode(order)
    return text.encode(codec)


def _changes(before: Any, after: Any, steps: Steps) -> Iterator[tuple[Steps, Any]]:
    """The smallest values that differ, with their places."""
    if before is after or (before == after and type(before) is type(after)):
        return
    if isinstance(before, dict) and isinstance(after, dict) and list(before) == list(after):
        for key in before:
            yield from _changes(before[key], after[key], (*steps, key))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for number, (old, new) in enumerate(zip(before, after, strict=True)):
            yield from _changes(old, new, (*steps, str(number)))
    else:
        yield steps, after
