"""What a file in ``recognizers/`` declares: a kind of value, how it is checked, and what it is called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum


class Category(str, Enum):
    """What a kind of value means for the people it is about."""

    DIRECT = "direct"
    """Names somebody, or reaches them."""

    SENSITIVE = "sensitive"
    """Special categories of Article 9 GDPR, and attributes that are protected like them."""

    QUASI = "quasi"
    """Says who somebody is only together with other columns."""

    OTHER = "other"
    """No personal data: kinds that are recognised so that they are not taken for others."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Some values of one column, as text without the missing ones, in the order of the rows."""

    values: tuple[str, ...]
    distinct: tuple[str, ...]

    @classmethod
    def of(cls, values: Sequence[str]) -> Sample:
        """Take values; missing ones are left out, whole numbers that became decimals are whole again."""
        kept = [text for value in values if (text := value.strip()) and text.casefold() not in MISSING]
        kept = _without_fillers(kept)
        if kept and all(text.endswith(".0") and text[:-2].isdigit() for text in kept):
            kept = [text[:-2] for text in kept]
        return cls(tuple(kept), tuple(dict.fromkeys(kept)))


MISSING = frozenset(
    """
    nan none <na> nat null n/a na #n/a n.a. nil void - -- --- . .. ? ?? ??? tbd tba tbc unknown unbekannt
    inconnu desconocido desconhecido sconosciuto onbekend okänd ukendt tuntematon nieznany нет неизвестно 無
    なし 不明 无 未知 없음 empty missing undefined undisclosed anonymous
    """.split()
)
"""What people write where there is no value, in lower case."""


def _without_fillers(values: list[str]) -> list[str]:
    """Leave out what stands for no value: where most values differ, short ones that come again and again."""
    counts = Counter(values)
    if len(counts) < max(2, 0.5 * len(values)):
        return values
    middle = sorted(map(len, values))[len(values) // 2]
    return [value for value in values if counts[value] == 1 or 2 * len(value) > middle]


def anything(_: Sample) -> bool:
    """Accept every column."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of value.

    Attributes
    ----------
    name
        What answers call it, such as ``email-address``.
    label
        What people call it.
    check
        Whether one value, stripped, is of this kind.
    loose
        The same when the header speaks for this kind; by default ``check``.
    heads
        What columns of this kind are called; see :mod:`mlsec_nb.privacy.headers` for the notation.
    unless
        Words with which a header speaks of something else.
    blind
        Share of the values that must pass when the header says nothing; ``None``: never without one.
    named
        Share that must pass when the header speaks for this kind; ``None``: only blind.
    digits
        Whether the digits are checked so strictly that random ones fail: then those of a column must pass
        far more often than the same column with random digits.
    strong
        Whether ``check`` alone says what the value is, against whatever a header says.
    whole
        A look at the column as a whole, for a blind match.
    whole_named
        The same when the header speaks for the kind.
    category
        What it means for people.
    text
        Where values of this kind may stand in running text; ``None``: not looked for there.
    text_heads
        Whether one of ``heads`` must stand shortly before the value in running text.
    """

    name: str
    label: str
    check: Callable[[str], bool]
    loose: Callable[[str], bool] | None = None
    heads: tuple[str, ...] = ()
    unless: frozenset[str] = frozenset()
    blind: float | None = 0.9
    named: float | None = 0.7
    digits: bool = False
    strong: bool = False
    whole: Callable[[Sample], bool] = anything
    whole_named: Callable[[Sample], bool] = anything
    category: Category = Category.DIRECT
    text: re.Pattern[str] | None = field(default=None, compare=False)
    text_heads: bool = False

    @property
    def personal(self) -> bool:
        """Whether a column of this kind is personal data by itself."""
        return self.category in (Category.DIRECT, Category.SENSITIVE)


def pattern(regex: str, *, flags: int = 0) -> Callable[[str], bool]:
    """A check by the form of the whole value alone."""
    compiled = re.compile(regex, flags)
    return lambda value: compiled.fullmatch(value) is not None


def listed(text: str) -> tuple[str, ...]:
    """The phrases of a text that are separated by commas."""
    return tuple(phrase for part in text.split(",") if (phrase := " ".join(part.split())))


def one_of(words: str) -> Callable[[str], bool]:
    """A check by a vocabulary: words separated by commas, in any case."""
    known = frozenset(word.casefold() for word in listed(words))
    return lambda value: value.casefold() in known
