"""A secret where it stands in the text of a part, before it becomes a finding."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum

from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.secrets.provider import Provider

PIECES = "in pieces"
"""How a secret is written whose literals are joined: the whole says more than one of them."""


class Rank(IntEnum):
    """How much a match knows: where two meet, the higher one is reported."""

    CONTEXT = 0
    VENDOR = 1
    STRUCTURE = 2
    FORM = 3
    CARRIER = 4
    """A URL that is a secret as a whole, keys in it included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One secret.

    Attributes
    ----------
    start, end
        What has to be masked in the text of the part.
    value
        The secret itself, decoded and joined.
    how
        How it is written, when that is not plain ("in base64", "in pieces").
    spellings
        Other texts that give it away: its pieces, its encoded form.
    label
        What it is, where that is known better than from its kind.
    """

    kind: Provider
    start: int
    end: int
    value: str
    severity: Severity
    confidence: Confidence
    rank: Rank = Rank.CONTEXT
    how: str = ""
    spellings: tuple[str, ...] = ()
    label: str = ""

    def at(self, start: int, end: int, *spellings: str) -> Match:
        """The same secret at another place, where it is spelled otherwise."""
        return replace(self, start=start, end=end, spellings=(*self.spellings, *spellings))

    def again(self, start: int, end: int, rank: Rank) -> Match:
        """The same secret where it stands plainly for another time."""
        return replace(self, start=start, end=end, rank=rank, how="", spellings=())

    def hidden(self, how: str) -> Match:
        """The same secret, found only after undoing ``how`` it is written."""
        return replace(self, how=how)


def merge(matches: Iterable[Match]) -> list[Match]:
    """One match for each place, the best one; in order of places.

    Matches that overlap are one secret. What a better match leaves over of a longer one is not
    reported again, but is masked with it.
    """
    ordered = sorted(
        matches, key=lambda m: (-m.rank, m.how not in ("", PIECES), -m.severity, m.start - m.end, m.start)
    )
    starts: list[int] = []
    best: list[Match] = []
    for match in ordered:
        position = bisect_right(starts, match.start)
        at = position - 1 if position and best[position - 1].end > match.start else position
        if at < len(best) and best[at].start < match.end:
            if match.start < best[at].start or match.end > best[at].end:
                best[at] = _widened(best[at], match)
            continue
        starts.insert(position, match.start)
        best.insert(position, match)
    return best


def _widened(kept: Match, other: Match) -> Match:
    """``kept`` with the spellings of ``other``: both are hidden wherever they stand."""
    spellings = dict.fromkeys((*kept.spellings, other.value, *other.spellings))
    return replace(kept, spellings=tuple(spellings))
