"""Tokens whose form gives them away, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.secrets.filters.documented import is_documented
from mlsec_nb.secrets.filters.opaque import wordiness
from mlsec_nb.secrets.filters.placeholder import is_patterned
from mlsec_nb.secrets.line import Line
from mlsec_nb.secrets.match import Match, Rank
from mlsec_nb.secrets.needles import later
from mlsec_nb.secrets.provider import Pattern, Provider
from mlsec_nb.secrets.registry import patterns

MOSTLY_WORDS = 0.45
_there = later(patterns)


def find(line: Line) -> Iterator[Match]:
    """Every provider's token on the line."""
    text = line.text
    if not line.has_token:
        return
    for needle in line.among.once(_there):
        if needle in text:
            for provider, pattern in patterns()[needle]:
                yield from matches_of(provider, pattern, text, line.start)


def matches_of(provider: Provider, pattern: Pattern, text: str, shift: int) -> Iterator[Match]:
    """The tokens of one form in ``text``, samples and masks left out."""
    for found in pattern.regex.finditer(text):
        value = found.group()
        body = value[pattern.skip :]
        if is_patterned(body) or is_documented(value) or wordiness(body) > MOSTLY_WORDS:
            continue
        yield Match(
            kind=provider,
            start=shift + found.start(),
            end=shift + found.end(),
            value=value,
            severity=provider.severity if pattern.severity is None else pattern.severity,
            confidence=provider.confidence,
            rank=Rank.FORM,
            label=pattern.label,
        )
