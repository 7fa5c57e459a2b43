"""Secrets in base64 or hexadecimal: literals that decode to a token or to a file with one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from mlsec_nb.secrets.decoding import decode, prefixes
from mlsec_nb.secrets.line import Line
from mlsec_nb.secrets.match import Match
from mlsec_nb.secrets.needles import later

MAX_TOKENS = 50
NEEDLES = ("base64", "b64", "fromhex", "unhexlify", "xxd")
_TOKEN = re.compile(r"(?<![A-Za-z0-9+/_=-])[A-Za-z0-9+/_-]{20,20000}={0,2}(?![A-Za-z0-9+/_-])")


@lru_cache(maxsize=1)
def exact_needles() -> tuple[str, ...]:
    """How providers' tokens and the files that hold them begin when they are encoded."""
    return prefixes()


_there = later(exact_needles)


def find(line: Line, look: Callable[[str], Iterable[Match]]) -> Iterator[Match]:
    """Every secret that a literal on the line decodes to, found in it by ``look``."""
    if not line.has_token:
        return
    named = any(needle in line.lowered for needle in NEEDLES)
    if not named and not any(prefix in line.text for prefix in line.among.once(_there)):
        return
    for number, token in enumerate(_TOKEN.finditer(line.text)):
        if number >= MAX_TOKENS:
            return
        if not named and not token.group().startswith(exact_needles()):
            continue
        for text, how in decode(token.group()):
            for match in look(text):
                yield match.hidden(how).at(
                    line.start + token.start(), line.start + token.end(), token.group()
                )
