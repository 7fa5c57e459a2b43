"""Private keys in armour: ``-----BEGIN ... PRIVATE KEY-----``, with real or written line ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from mlsec_nb.secrets.filters.documented import is_documented
from mlsec_nb.secrets.filters.opaque import entropy
from mlsec_nb.secrets.filters.placeholder import is_patterned
from mlsec_nb.secrets.line import Line
from mlsec_nb.secrets.match import Match, Rank
from mlsec_nb.secrets.registry import kind

NEEDLES = ("PRIVATE KEY", "AGE-SECRET-KEY-", "PuTTY-User-Key-File")
MAX_BLOCK = 16_000
MAX_KEYS = 50
LEAST_BODY = 40
_BEGIN = re.compile(r"-----BEGIN (?P<what>[A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?)-----")
_BODY_LINE = re.compile(r"[A-Za-z0-9+/]{16,}={0,2}")
_BODY = re.compile(r"(?:(?:\\+[nrt]|[\s\"'+,()]){0,12}[A-Za-z0-9+/]{16,200}={0,2}){1,400}")
_NOISE = re.compile(r"\\+[nrt]|[\s\"'\\,+()]+")
_AGE = re.compile(r"AGE-SECRET-KEY-1[A-Z0-9]{50,64}")


def find(line: Line) -> Iterator[Match]:
    """Every private key that begins on the line."""
    if "AGE-SECRET-KEY-" in line.text:
        for found in _AGE.finditer(line.text):
            if not is_patterned(found.group()[16:]):
                yield _match(line, found.start(), found.end(), found.group())
    if "PRIVATE KEY" not in line.text:
        return
    stop = 0
    for found in islice(_BEGIN.finditer(line.text), MAX_KEYS):
        at = line.start + found.end()
        if at < stop:
            continue
        end = line.whole.find(f"-----END {found.group('what')}-----", at, at + MAX_BLOCK)
        close = len(f"-----END {found.group('what')}-----")
        body = line.whole[at:end] if end >= 0 else _open_ended(line.whole, at)
        compact = _NOISE.sub("", body)
        if (
            len(compact) < LEAST_BODY
            or entropy(compact[:400]) < 4
            or is_patterned(compact.replace("A", "")[:200])  # zeros of an OpenSSH header are As
            or is_documented(compact)
        ):
            continue
        stop = end + close if end >= 0 else at + len(body)
        yield _match(line, found.start(), stop - line.start, line.whole[line.start + found.start() : stop])


def _open_ended(text: str, at: int) -> str:
    """The body of a key whose end is missing: cut off by an output or an excerpt."""
    found = _BODY.match(text, at, at + MAX_BLOCK)
    return found.group() if found else ""


def _match(line: Line, start: int, end: int, value: str) -> Match:
    service_account = '"private_key"' in line.text[:start][-40:] or "private_key\\" in line.text[:start][-40:]
    provider = kind("google-service-account" if service_account else "private-key")
    return Match(
        kind=provider,
        start=line.start + start,
        end=line.start + end,
        value=value,
        severity=provider.severity,
        confidence=provider.confidence,
        rank=Rank.FORM,
        spellings=tuple(_BODY_LINE.findall(value)[:400]),
    )
