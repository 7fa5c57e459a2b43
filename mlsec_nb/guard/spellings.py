"""The ways in which a value may be written in an output: escaped, quoted, encoded, reversed."""

from __future__ import annotations

import base64
import html
import json
from collections.abc import Callable, Iterator
from urllib.parse import quote, quote_plus

SHORTEST = 8
"""A shorter spelling could stand for something else, and is not looked for."""

ESCAPES: tuple[Callable[[str], str], ...] = (
    lambda text: repr(text)[1:-1],
    lambda text: repr(text.encode("utf-8", "surrogatepass"))[2:-1],
    lambda text: ascii(text)[1:-1],
    lambda text: json.dumps(text)[1:-1],
    lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
    html.escape,
    lambda text: html.escape(text, quote=False),
    lambda text: html.escape(text).replace("&#x27;", "&#39;").replace("&quot;", "&#34;"),
    lambda text: html.escape(text, quote=False).replace("'", "&#39;").replace('"', "&quot;"),
    lambda text: text.replace('"', '\\"'),
    lambda text: text.replace("'", "\\'"),
)
"""Escapes for quotes and markup; two of them may come one after the other, as in HTML that shows JSON."""


def spellings(value: str) -> frozenset[str]:
    """Every way to write ``value`` that is looked for, itself included."""
    found = {value}
    for _ in range(2):
        found |= {escape(text) for text in found for escape in ESCAPES}
    raw = value.encode("utf-8", "surrogatepass")
    found.update((value[::-1], raw.hex(), raw.hex().upper()))
    found.update(_percent(value))
    for text in _base64(raw):
        found.update((text, text.replace("+", "-").replace("/", "_"), quote(text, safe="")))
    return frozenset(text for text in found if len(text) >= SHORTEST)


def _percent(value: str) -> Iterator[str]:
    """As a part of a URL, with hexadecimal digits in either case."""
    for encode, safe in ((quote, ""), (quote, "/"), (quote, "/:@"), (quote_plus, "")):
        text = encode(value, safe=safe, errors="surrogatepass")
        yield text
        pieces = text.split("%")
        yield "%".join([pieces[0], *(piece[:2].lower() + piece[2:] for piece in pieces[1:])])


def _base64(raw: bytes) -> Iterator[str]:
    """What is certain of it wherever it stands in what was encoded: at either of three offsets."""
    for offset, begin in ((0, 0), (1, 2), (2, 3)):
        text = base64.b64encode(bytes(offset) + raw).decode()
        yield text[begin : 8 * (offset + len(raw)) // 6]
