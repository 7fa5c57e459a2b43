"""Undo the ways in which a secret is written so that it is not seen: base64, hex, reversal."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from functools import lru_cache

MAX_ENCODED = 20_000
LONGEST = 6
"""Characters of an encoded beginning that lines are searched for: enough to be rare."""

_HEX = re.compile(r"(?:[0-9a-fA-F]{2}){8,}")
_STARTS = (
    "sk- hf_ ghp_ gho_ github_pat_ glpat- AKIA ASIA AIza ya29. dapi gsk_ r8_ nvapi- xoxb xoxp SG. lsv2_ npm_ "
    "pypi- api_key API_KEY token TOKEN pass PASS secret SECRET user aws_ AWS_ machine [default] -----BEGIN"
).split()
"""How tokens, and files that hold them, begin: encoded, they are recognised without a word about it."""

_JSON = ("eyJ", "ewog", "ewoJ", "eycI", "7b22", "7b0a")
"""How JSON begins when it is encoded: a brace, then a quote or a new line."""


def decode(text: str) -> Iterator[tuple[str, str]]:
    """Yield what ``text`` may be the base64 or hexadecimal form of, with the name of the form."""
    if len(text) > MAX_ENCODED:
        return
    if _HEX.fullmatch(text):
        yield from _readable(bytes.fromhex(text), "in hexadecimal")
    try:
        plain = text.replace("-", "+").replace("_", "/").rstrip("=")
        yield from _readable(base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True), "in base64")
    except (binascii.Error, ValueError):
        return


def _readable(data: bytes, how: str) -> Iterator[tuple[str, str]]:
    try:
        text = data.decode("ascii")
    except UnicodeDecodeError:
        return
    if text.replace("\n", "").replace("\r", "").replace("\t", "").isprintable():
        yield text, how


@lru_cache(maxsize=1)
def prefixes() -> tuple[str, ...]:
    """The encoded beginnings of providers' tokens, and of files that hold secrets."""
    found = set(_JSON)
    for start in _STARTS:
        found.add(base64.b64encode(start.encode()).decode()[: min(LONGEST, len(start) * 8 // 6)])
        found.add(start.encode().hex()[:LONGEST])
    return tuple(sorted(found))
