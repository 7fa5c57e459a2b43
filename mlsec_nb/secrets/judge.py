"""Decide whether a value is a secret, from the name that it is bound to and its own looks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.secrets.filters.documented import is_documented
from mlsec_nb.secrets.filters.opaque import is_hex, is_opaque, is_uuid, wordiness
from mlsec_nb.secrets.filters.password import password_confidence
from mlsec_nb.secrets.filters.placeholder import is_patterned, is_placeholder
from mlsec_nb.secrets.match import Match, Rank
from mlsec_nb.secrets.names import Sense, sense_of, vendor_words
from mlsec_nb.secrets.provider import Provider
from mlsec_nb.secrets.registry import kind, shaped

MAX_VALUE = 8192
MOSTLY_WORDS = 0.5
_IDENTIFIER = re.compile(
    r"(?:chatcmpl|call|toolu|msg|run|file|asst|thread|ftjob|req|resp|batch|vs|step|cmpl|modelcmpl|evalrun|srvtoolu)"
    r"[-_][\w-]+|projects/\S+|arn:aws\S*|[\w.-]+@[\w-]+(?:\.[\w-]+)+|s3://\S+|gs://\S+|\d[\d.,:T+-]*Z?"
    r"|0x[0-9a-fA-F]{40}|(?:~|\.{0,2}/)?[\w.-]+(?:/[\w.-]+){1,12}\.[a-z]{2,5}|\.{0,2}/(?:[\w.-]+/){2,12}[\w.-]*"
)
"""Identifiers that services print beside secrets: requests, runs, resources, addresses, dates."""

_DOTTED = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+")
_PUBLIC = re.compile(r"(?:pk|pub|publishable|phc|sb_publishable)[-_.]\S+")
"""Keys that are meant to be seen."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a value is."""

    kind: Provider
    severity: Severity
    confidence: Confidence
    rank: Rank = Rank.CONTEXT

    def match(self, start: int, end: int, value: str) -> Match:
        """The match of this kind at a place."""
        return Match(
            kind=self.kind,
            start=start,
            end=end,
            value=value,
            severity=self.severity,
            confidence=self.confidence,
            rank=self.rank,
        )


def judge(
    name: str, value: str, *, around: tuple[str, ...] = (), quoted: bool = True, least: Sense = Sense.NONE
) -> Verdict | None:
    """Decide on ``value``, which is bound to ``name``.

    Parameters
    ----------
    name
        The variable, key, option, header or column.
    value
        The value without its quotes.
    around
        Words of the surroundings: the function called, the host spoken to.
    quoted
        Whether the value stands in quotes or fills a field; else it is a word of running text.
    least
        What the place itself promises, where the name says less.
    """
    sense = max(sense_of(name), least)
    if sense is Sense.NONE or not 4 <= len(value) <= MAX_VALUE or "://" in value:
        return None
    if vendor := by_vendor((*vendor_words(name), *around), value):
        return vendor
    if sense is Sense.PASSWORD:
        return _password(value, quoted=quoted)
    verdict = _secret(value, quoted=quoted) if sense is Sense.SECRET else _weak(value)
    if verdict is None or is_placeholder(value) or is_documented(value) or _is_public(value):
        return None
    return verdict


def _is_sample(value: str) -> bool:
    """Whether a value of the right shape is none that a service issued."""
    return is_patterned(value) or is_documented(value) or wordiness(value) > MOSTLY_WORDS


@lru_cache(maxsize=4096)
def _speaking_of(words: tuple[str, ...]) -> tuple[Provider, ...]:
    """The kinds of secrets whose vendors these words name."""
    joined = "_".join(words)
    return tuple(
        provider
        for provider in shaped()
        if any(vendor in words or ("_" in vendor and vendor in joined) for vendor in provider.vendors)
    )


def _is_public(value: str) -> bool:
    return _IDENTIFIER.fullmatch(value) is not None or _PUBLIC.fullmatch(value) is not None


def by_vendor(words: tuple[str, ...], value: str) -> Verdict | None:
    """The vendor's secret that ``value`` is, if ``words`` name a vendor whose secrets look like it."""
    for provider in _speaking_of(words):
        if provider.shape_regex.fullmatch(value) and not _is_sample(value):
            return Verdict(provider, provider.severity, provider.confidence, Rank.VENDOR)
    return None


def _password(value: str, *, quoted: bool) -> Verdict | None:
    confidence = password_confidence(value, quoted=quoted)
    if confidence is None or is_documented(value):
        return None
    severity = Severity.LOW if confidence is Confidence.LOW else Severity.HIGH
    return Verdict(kind("password-literal"), severity, confidence)


def _weak(value: str) -> Verdict | None:
    if (
        is_opaque(value, least=20)
        and not is_hex(value)
        and not is_uuid(value)
        and not _DOTTED.fullmatch(value)
    ):
        return Verdict(kind("secret-literal"), Severity.LOW, Confidence.LOW)
    return None


def _secret(value: str, *, quoted: bool) -> Verdict | None:
    if is_opaque(value):
        return Verdict(kind("secret-literal"), Severity.HIGH, Confidence.MEDIUM)
    if (
        quoted
        and is_opaque(value, least=10)
        and any(c.isdigit() for c in value)
        and any(c.isalpha() for c in value)
    ):
        return Verdict(kind("secret-literal"), Severity.MEDIUM, Confidence.LOW)
    return None
