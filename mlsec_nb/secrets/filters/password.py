"""Tell a password that a person chose from words, references and expressions at its place."""

from __future__ import annotations

import re
from functools import lru_cache

from mlsec_nb.core.finding import Confidence
from mlsec_nb.secrets.filters.opaque import is_opaque, wordiness
from mlsec_nb.secrets.filters.placeholder import is_placeholder

_REFERENCE = re.compile(
    r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[a-z_][A-Za-z_]*(?:\.[A-Za-z_]+)+|[a-z]+(?:_[a-z]+)+|(?:\.{0,2}/|~/|[A-Za-z]:\\)\S*|[\w.]+\(.*"
)
_FORMAT = re.compile(r"[A-Za-z]*%[sdr]|\w+\[.*|[-+]?\d+(?:\.\d+)?|0x[0-9a-fA-F]+|\d+(?:[-:/.]\d+)+")
_SPACED = re.compile(r"[a-z]{4}(?: [a-z]{4}){3}")
_SYMBOL = re.compile(r"[!@#$%^&*~+=?|\\-]|_(?=[^a-z]|$)")


@lru_cache(maxsize=4096)
def password_confidence(value: str, *, quoted: bool) -> Confidence | None:
    """How sure it is that ``value``, at the place of a password, is one.

    Parameters
    ----------
    value
        The value, without its quotes.
    quoted
        Whether it stands in quotes, or fills a field of its own: prose does not.
    """
    if not 5 <= len(value) <= 128 or is_placeholder(value) or "://" in value:
        return None
    if _SPACED.fullmatch(value):
        return Confidence.HIGH if wordiness(value) < 0.5 else None
    if any(c.isspace() for c in value) or _REFERENCE.fullmatch(value):
        return None
    if is_opaque(value, least=12):
        return Confidence.HIGH
    if _FORMAT.fullmatch(value):
        return Confidence.LOW if quoted and value.isdigit() and len(value) >= 6 else None
    letters, digits = any(c.isalpha() for c in value), any(c.isdigit() for c in value)
    symbols = _SYMBOL.search(value) is not None
    if letters and digits and len(value) >= 7:
        return Confidence.HIGH if symbols or wordiness(value) < 0.5 else Confidence.MEDIUM
    if letters and symbols and len(value) >= 8 and quoted and not value.isidentifier():
        return Confidence.MEDIUM if re.search(r"[^A-Za-z0-9_\-\s]", value) else Confidence.LOW
    if quoted and len(value) >= 6 and letters:
        return Confidence.LOW if wordiness(value) > 0.5 else Confidence.MEDIUM
    return None
