"""Tell a password that a person chose from words, references and expressions at its place."""

from __future__ import annotations

import re
from functools import lru_cache

from mlsec_nb.core.finding import Confidence
from mlsec_nb.secrets.filters.opaque import is_opaque, wordiness
from mlsec_nb.secrets.filters.placeholder import is_placeholder

_REFERENCE = re.compile(
    r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[A-Za-z_][A-Za-z_]*(?:[.:][A-Za-z_]+)+|[A-Za-z]+\?|(?i:[a-z_-]*(?:passw|secret|token|credential)[a-z_-]*)|[a-z]+(?:_[a-z]+)+|(?:\.{0,2}/|~/|[A-Za-z]:\\)\S*|[\w.]+\(.*"
)
_FORMAT = re.compile(r"[A-Za-z]*%[sdr]|\w+\[.*|[-+]?\d+(?:\.\d+)?|0x[0-9a-fA-F]+|\d+(?:[-:/.]\d+)+")
_REGEX = re.compile(r"\(\?[:=!P<]|\[[^\]]{0,40}-[^\]]{0,40}\]|\\[dwsDWS]|\.\*|\{\d+,?\d*\}")
_SPACED = re.compile(r"[a-z]{4}(?: [a-z]{4}){3}")
_PROSE = re.compile(
    r"(?i)\b(?:a|an|the|is|are|was|has|have|must|should|can|will|may|at|least|of|in|on|to|for|from|with|and|or"
    r"|not|no|your?|my|enter|type|choose|contains?|characters?|letters?|digits?|numbers?|symbols?|please|wrong"
    r"|invalid|incorrect|error|failed|retry|times?|passwords?|passphrase|passwd|user(?:name)?|key|token|secret"
    r"|login|email|account|field|see|use|set|than|between|if|when|by|as|it|this|that|minutes?|days?|hours?"
    r"|strength|policy|expires?|changed|updated|version|step|line|page|table|figure|(?:19|20)\d\d)\b"
)
_CLASSES = tuple(map(re.compile, ("[a-z]", "[A-Z]", r"\d", r"[^\w\s]")))
MOST_WORDS = 8
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
    if not 5 <= len(value) <= 128 or is_placeholder(value) or "://" in value or _REGEX.search(value):
        return None
    if _SPACED.fullmatch(value):
        return Confidence.HIGH if wordiness(value) < 0.5 else None
    if any(c.isspace() for c in value):
        return Confidence.MEDIUM if quoted and _is_phrase(value) else None
    if _REFERENCE.fullmatch(value):
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


def _is_phrase(value: str) -> bool:
    """Whether words with spaces between them are a password: characters of three classes, and no sentence."""
    classes = sum(pattern.search(value) is not None for pattern in _CLASSES)
    return (
        classes >= 3
        and 10 <= len(value) <= 64
        and any(c.isdigit() for c in value)
        and len(value.split(" ")) <= MOST_WORDS
        and re.search(r"[\t\n{}<>=()\[\];:,]|\.(?:\s|$)|  ", value) is None
        and _PROSE.search(value) is None
    )
