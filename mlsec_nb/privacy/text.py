"""Personal data in running text: only what its own form or the words before it give away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from mlsec_nb.privacy.headers import speaks
from mlsec_nb.privacy.kind import Kind
from mlsec_nb.privacy.recognizers.email import is_somebody
from mlsec_nb.privacy.registry import kinds

BEFORE = 48
"""Characters before a value in which its head has to stand."""

FEWEST_DIGITS = 9
"""Shorter numbers after a plus are seldom telephone numbers."""

MAX_SPANS = 2_000
_HEAD = re.compile(r"[^\W\d_][\w.' -]{0,40}(?=\W{0,8}$)")
_SAMPLES = frozenset(
    """
    123-45-6789 078-05-1120 987-65-4321 111-11-1111 4111111111111111 4242424242424242 4012888888881881
    5555555555554444 5105105105105100 378282246310005 371449635398431 6011111111111117 4000000000000002
    gb82west12345698765432 de89370400440532013000 gb29nwbk60161331926819 fr1420041010050500013m02606
    es9121000418450200051332 be68539007547034 nl91abna0417164300 ch9300762011623852957
    """.split()
)
"""Numbers that documentation and payment providers give as examples."""

_CALLED = re.compile(r"\s?[(\[=]")


@dataclass(frozen=True, slots=True)
class Span:
    """A value of a kind, from ``start`` to ``end`` of the text."""

    kind: Kind
    start: int
    end: int


@lru_cache(maxsize=1)
def _written() -> tuple[Kind, ...]:
    return tuple(kind for kind in kinds() if kind.text is not None)


def find(text: str, *, documentation: bool = False) -> Iterator[Span]:
    """Every value that is personal beyond reasonable doubt, by kind.

    Parameters
    ----------
    text
        What may hold some.
    documentation
        Whether addresses in domains for documentation count too, as they do in tables of made-up people.
    """
    number = 0
    for kind in _written():
        if kind.text is None or (kind.name == "email-address" and "@" not in text):
            continue
        for found in kind.text.finditer(text):
            if _counts(kind, text, found, documentation):
                number += 1
                yield Span(kind, *found.span())
            if number >= MAX_SPANS:
                return


def _counts(kind: Kind, text: str, found: re.Match[str], documentation: bool) -> bool:
    value = found.group()
    bare = re.sub(r"[ -]", "", value).lower()
    if not kind.check(value) or value in _SAMPLES or bare in _SAMPLES or len(set(bare)) < 4:
        return False
    if kind.name == "email-address":
        return is_somebody(value, documentation=documentation) and not _CALLED.match(text, found.end())
    if kind.name == "phone-number" and sum(map(str.isdigit, value)) < FEWEST_DIGITS:
        return False
    return not kind.text_heads or _is_named(kind, text, found.start())


def _is_named(kind: Kind, text: str, start: int) -> bool:
    """Whether the words shortly before say what the value is."""
    line = text.rfind("\n", 0, start) + 1
    before = text[max(line, start - BEFORE) : start]
    found = _HEAD.search(before)
    return found is not None and speaks(found.group(), kind.heads, kind.unless)
