"""Is this column personal data? By its values, by its name, and by what chance would give."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mlsec_nb.privacy.headers import speaks
from mlsec_nb.privacy.kind import Category, Kind, Sample
from mlsec_nb.privacy.registry import kinds

MAX_VALUES = 300
"""Values that are looked at; more do not change the answer."""

MAX_LENGTH = 1_000
FIRST = 24
"""A kind that few of the first values have is not tried on the others."""

CHANCE = 100
"""Values whose digits are made random."""

ENOUGH_CHECKED = 0.55
"""Share that must pass where digits are checked: a column may mix people and firms, or hold junk."""

ABOVE_CHANCE = 0.5
"""How much more often a value with check digits must pass than the same value with random digits."""

_DIGIT = re.compile(r"[0-9]")


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a column was recognised as.

    Attributes
    ----------
    kind
        The kind of value.
    rate
        Share of the values that are of this kind.
    chance
        The same share after the digits were made random; 0 where that says nothing.
    by_header
        Whether the header was needed.
    shape
        How most of the values are written: letters as ``x``, digits as ``9``, runs cut at four.
    """

    kind: Kind
    rate: float
    chance: float
    by_header: bool
    shape: str

    @property
    def by_header_alone(self) -> bool:
        """Whether it rests on the header: many other values are written like this kind."""
        return self.kind.blind is None

    @property
    def personal(self) -> bool:
        """Whether the column is personal data by itself."""
        return self.kind.personal


def recognise(header: str, values: Sequence[str]) -> list[Recognised]:
    """What the values of a column are, best first; empty when nothing is recognised.

    Parameters
    ----------
    header
        The name of the column; what it says counts less than what the values are.
    values
        Values as text, missing ones as empty texts; the first 300 are looked at, so a sample of random rows
        says more than the first ones.
    """
    sample = Sample.of([value[:MAX_LENGTH] for value in values[:MAX_VALUES]])
    if not sample.values:
        return []
    judged = [found for kind in kinds() if (found := _judge(kind, header, sample))]
    return _without_beaten(sorted(judged, key=_weight, reverse=True))


def personal(header: str, values: Sequence[str]) -> Recognised | None:
    """The kind of personal data in a column, ``None`` if it is not recognised as personal."""
    return next((found for found in recognise(header, values) if found.personal), None)


def shape_of(sample: Sample) -> str:
    """How most of the values are written; tells nothing of any of them."""
    forms = Counter(_shape(value) for value in sample.values)
    return forms.most_common(1)[0][0]


def _shape(value: str) -> str:
    signs = ("9" if sign.isdigit() else "x" if sign.isalpha() else sign for sign in value[:60])
    return re.sub(r"([x9])\1{4,}", r"\1\1\1\1", "".join(signs))


def _judge(kind: Kind, header: str, sample: Sample) -> Recognised | None:
    """Whether the column is of this kind: blind if the values alone say so, else with the header's help."""
    least = min(kind.blind or 0.0, ENOUGH_CHECKED) if kind.digits else kind.blind
    blind = _rate(kind.check, sample.values, least) if kind.blind is not None and least else 0.0
    if blind and kind.whole(sample):
        chance = _chance(kind.check, sample.values) if kind.digits else 0.0
        if not kind.digits or blind - chance >= ABOVE_CHANCE:
            return Recognised(kind, blind, chance, False, shape_of(sample))
    if kind.named is None or not speaks(header, kind.heads, kind.unless):
        return None
    check = kind.loose or kind.check
    rate = _rate(check, sample.values, kind.named)
    if not rate or not kind.whole_named(sample):
        return None
    checked = kind.digits and kind.loose is None
    chance = _chance(check, sample.values) if checked else 0.0
    enough = not checked or rate - chance >= ABOVE_CHANCE
    return Recognised(kind, rate, chance, True, shape_of(sample)) if enough else None


def _rate(check: Callable[[str], bool], values: Sequence[str], least: float) -> float:
    """The share of the values that pass; 0 when it is below ``least``."""
    if sum(map(check, values[:FIRST])) < (least - 0.25) * min(FIRST, len(values)):
        return 0.0
    rate = sum(map(check, values)) / len(values)
    return rate if rate >= least else 0.0


def _chance(check: Callable[[str], bool], values: Sequence[str]) -> float:
    """The share that passes when every digit is replaced by a random one."""
    digits = random.Random(0)  # noqa: S311 - the same column gives the same answer
    tried = [_DIGIT.sub(lambda _: digits.choice("0123456789"), value) for value in values[:CHANCE]]
    return sum(map(check, tried)) / len(tried)


def _weight(found: Recognised) -> tuple[bool, bool, float, bool]:
    """Kinds that only the values could prove come first, then those that the header confirms."""
    return found.kind.strong, not found.by_header, found.rate - found.chance, found.kind.digits


def _without_beaten(found: list[Recognised]) -> list[Recognised]:
    """Drop what something without people in it explains as well or better."""
    rivals = [one for one in found if one.kind.category is Category.OTHER]
    return [one for one in found if one in rivals or not any(_beats(rival, one) for rival in rivals)]


def _beats(rival: Recognised, one: Recognised) -> bool:
    """Whether a column is the rival rather than the one: check digits count most, the header least."""
    if one.by_header or not one.kind.strong:
        return True
    if one.kind.digits and not rival.kind.digits:
        return False
    return rival.rate - rival.chance >= one.rate - one.chance - 0.02
