"""Tell opaque values, which a machine drew at random, from words, names and numbers."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import lru_cache

_COMMON = (
    "abcdefgilmnprstuvwy babeilorsu caehiklorstuy dadeioruvy eabcdefgilmnpqrstvwxy faefiloru "
    "gaehilorsu haeioruty iabcdefglmnoprstvz jou keise ladeiloprstuy maebilopsu nacdefgiknostuvy "
    "oabcdgklmnoprstuvw paehiloprstu qu racdegiklmnorstuvy sacehilmopstuwy tacehilorstuwy "
    "uabcdegilmnprst vaeior waehior xaeipt yempst zeai"
)
COMMON_PAIRS = frozenset(row[0] + second for row in _COMMON.split() for second in row[1:])
"""Pairs of letters: nine in ten of those in English words and identifiers, one in three of those in noise."""

_PIECE = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[A-Z]+")
_TOKEN = re.compile(r"[A-Za-z0-9_\-+/=.~%$!#@^&*:|,;?]+")
_KNOWN_PIECE = re.compile(r"\d+|[A-Za-z]?\d{1,4}[a-z]?|[A-Z]?[a-z]{1,4}\d{0,4}|[A-Z]{1,5}\d{0,4}")
HEX = re.compile(r"(?:0x)?[0-9a-fA-F]{16,}")
UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


@lru_cache(maxsize=8192)
def wordiness(text: str) -> float:
    """The share of the letters and digits of ``text`` that stand in word-like pieces, 0 to 1."""
    count = sum(character.isalnum() for character in text)
    if not count:
        return 1.0
    worded = sum(len(piece) for piece in _PIECE.findall(text) if len(piece) >= 4 and _wordlike(piece.lower()))
    return worded / count


def _wordlike(piece: str) -> bool:
    pairs = [piece[i : i + 2] for i in range(len(piece) - 1)]
    return sum(pair in COMMON_PAIRS for pair in pairs) >= 0.75 * len(pairs)


def entropy(text: str) -> float:
    """Shannon entropy in bits for each character."""
    length = len(text)
    return -sum(n / length * math.log2(n / length) for n in Counter(text).values()) if length else 0.0


def is_hex(text: str) -> bool:
    """Whether ``text`` is one long hexadecimal number."""
    return HEX.fullmatch(text) is not None


def is_uuid(text: str) -> bool:
    """Whether ``text`` has the form of a UUID."""
    return UUID.fullmatch(text) is not None


@lru_cache(maxsize=8192)
def is_opaque(text: str, *, least: int = 16) -> bool:
    """Whether ``text`` looks drawn at random: no words, dates, versions, paths or plain numbers."""
    if len(text) < least or len(text) > 4096 or _TOKEN.fullmatch(text) is None:
        return False
    if text.isdigit():
        return False
    if is_hex(text) or is_uuid(text):
        return entropy(text.lower()) > 2.7
    letters = sum(character.isalpha() for character in text)
    digits = sum(character.isdigit() for character in text)
    if letters < 4 or (digits == 0 and len(text) < 20 and not _mixed(text)):
        return False
    if entropy(text) < min(3.0, 0.75 * math.log2(len(text))) or _chopped(text):
        return False
    return wordiness(text) < (0.45 if digits else 0.35)


def _mixed(text: str) -> bool:
    """Whether capitals stand inside of words."""
    return len(re.findall(r"[a-z][A-Z]", text)) >= 3


def _chopped(text: str) -> bool:
    """Whether separators cut ``text`` into words, numbers and versions, as in names and dates."""
    pieces = [piece for piece in re.split(r"[^A-Za-z0-9]+", text) if piece]
    if len(pieces) < 4:
        return False
    known = sum(_KNOWN_PIECE.fullmatch(piece) is not None or wordiness(piece) > 0.5 for piece in pieces)
    return known >= 0.7 * len(pieces)
