"""All that finds secrets in a line of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from mlsec_nb.secrets import adapter, tree
from mlsec_nb.secrets.contexts import (
    commands,
    encoded,
    grids,
    headers,
    pairs,
    pem,
    pgpass,
    statements,
    tables,
    tokens,
    urls,
)
from mlsec_nb.secrets.line import Line
from mlsec_nb.secrets.match import Match, merge
from mlsec_nb.secrets.names import KEYWORDS
from mlsec_nb.secrets.needles import Among
from mlsec_nb.secrets.prefilter import MAX_LINE, Prefilter, Span
from mlsec_nb.secrets.registry import patterns

FINDERS = (
    tokens.find,
    pem.find,
    urls.find,
    headers.find,
    pairs.find,
    commands.find,
    statements.find,
    tables.find,
    grids.find,
    pgpass.find,
)


@lru_cache(maxsize=2)
def prefilter(*, fast: bool = True) -> Prefilter:
    """The prefilter for everything that is found by line or by statement."""
    exact = {*patterns(), *commands.NEEDLES, *encoded.exact_needles(), *tree.NEEDLES, "://"}
    exact |= {*pem.NEEDLES, *pgpass.NEEDLES}
    folded = {*KEYWORDS, *headers.NEEDLES, *encoded.NEEDLES, *statements.NEEDLES, *adapter.NEEDLES}
    free = [pattern.trigger for pairs in patterns().values() for _, pattern in pairs if pattern.trigger]
    return Prefilter(exact - {""}, folded, free, fast=fast)


def spans(texts: Sequence[str], *, prefiltered: bool = True) -> Iterator[Span]:
    """The lines of these texts that can hold a secret; all of them if not ``prefiltered``."""
    return prefilter().spans(texts) if prefiltered else prefilter().all_spans(texts)


def find(line: Line) -> Iterator[Match]:
    """Every secret on the line, the same place more than once."""
    found = [match for finder in FINDERS for match in finder(line)]
    yield from found
    yield from adapter.find(line, found)
    yield from encoded.find(line, matches_in)


def matches_in(text: str, *, around: tuple[str, ...] = ()) -> list[Match]:
    """The secrets in a short text of its own, such as a decoded string."""
    found: list[Match] = []
    start = 0
    together = Among(text)
    for row in text.split("\n"):
        line = Line(row[:MAX_LINE], start, text, around=around, together=together)
        for finder in FINDERS:
            found += finder(line)
        start += len(row) + 1
    return merge(found)
