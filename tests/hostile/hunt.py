"""Values that must not leave, and the search for them in whatever was said: plain or thinly disguised."""

from __future__ import annotations

import base64
import html
import json
from collections.abc import Collection, Iterator, Mapping
from urllib.parse import quote

from tests.secrets_fakes import letters, openai_key

KEY = openai_key()
PASSWORD = f"{letters(9, 7)}!{letters(9, 8)}"
MAIL = "ingrid.solberg1987" + "@fjordpost.no"
IBAN = "NO34" + "15031234567"
PLANTED = {"key": KEY, "password": PASSWORD, "mail": MAIL, "iban": IBAN}

PIECE = 20
"""So many characters of a secret are as good as all of it."""


def told(value: str) -> set[str]:
    """The value as it could be written: in full, in parts, escaped, encoded, turned around."""
    plain = {value, value[:PIECE], value[-PIECE:]}
    raw = value.encode()
    coded = {raw.hex(), raw.hex().upper(), quote(value), quote(value, safe=""), html.escape(value)}
    coded |= {json.dumps(value)[1:-1], value[::-1], value.swapcase(), value.upper()}
    coded |= {"".join(f"&#{ord(char)};" for char in value), "".join(f"\\u{ord(char):04x}" for char in value)}
    coded |= {"".join(f"\\x{byte:02x}" for byte in raw), "".join(f"%{byte:02X}" for byte in raw)}
    return plain | coded | set(_base64(raw))


def _base64(raw: bytes) -> Iterator[str]:
    """What base64 makes of the value wherever it begins in a text; what depends on neighbours is cut off."""
    for shift in range(3):
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            yield encode(bytes(shift) + raw)[4 if shift else 0 : -4].decode()


def leaked(said: Mapping[str, bytes], planted: Collection[str] = tuple(PLANTED.values())) -> dict[str, int]:
    """How many bytes of planted values are in each of the texts, if any are."""
    wanted = {spelling.encode() for value in planted for spelling in told(value)}
    found = {}
    for name, text in said.items():
        number = sum(len(spelling) * text.count(spelling) for spelling in wanted)
        number += sum(len(s) * text.count(s.decode().encode("utf-16-le")) for s in wanted)
        if number:
            found[name] = number
    return found
