"""What the name of a column says: words of many languages, cut as people write them.

A head is a text of words: ``first name`` stands for ``first_name``, ``FirstName``, ``first-name`` and
``firstname``. A word may have a star in front or behind for the compounds of other languages:
``geburts*`` stands for ``Geburtsdatum``, ``*telefon`` for ``Diensttelefon``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
MAX_HEADER = 120
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORD = re.compile(r"[^\W_]+")
_NUMBERED = re.compile(r"(?<=[^\W\d_])(?=\d)")

ABOUT = frozenset(
    """
    sent verified verify confirmed valid validated status flag is has was count cnt num_of number_of total
    opt optin optout consent masked mask hash hashed sha md5 encrypted length len domain provider bounce
    bounced
    template subject opened clicked at time timestamp updated created exists missing present required type
    format regex pattern score quality share ratio pct percent rate enabled allowed visible public
    """.split()
)
"""Words that make a header speak about a value rather than hold it: ``email_sent``, ``ssn_verified``."""

THINGS = frozenset(
    """
    product item brand company firm firma business vendor supplier organisation organization org file filename
    column col table field feature event team club city town country state region county product prod
    movie film
    title book song album artist track project repo package module class method function model device host
    server machine service app application domain site store shop branch department dept category cat species
    plant animal drug medicine course school college university bank currency language lang color colour job
    role group segment campaign channel label tag process job task pipeline dataset variable var param
    parameter metric metricname key stock ticker street station airport hotel restaurant venue
    """.split()
)
"""Words that say whose name it is: ``product_name`` is no name of a person."""


def fold(text: str) -> str:
    """Lower case without accents: ``Prénom`` and ``PRENOM`` are the same."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


@lru_cache(maxsize=4096)
def words(header: str) -> tuple[str, ...]:
    """The words of a header, folded."""
    cut = _NUMBERED.sub(" ", _CAMEL.sub(" ", header[:MAX_HEADER]))
    return tuple(fold(word) for word in _WORD.findall(cut))


def speaks(header: str, heads: Iterable[str], unless: frozenset[str] = frozenset()) -> bool:
    """Whether the header names one of these kinds of value itself, not something about it."""
    own = words(header)
    if not own or not ABOUT.isdisjoint(own) or not unless.isdisjoint(own):
        return False
    return any(_within(own, words_of(head)) for head in heads)


@lru_cache(maxsize=4096)
def words_of(head: str) -> tuple[str, ...]:
    """The words of a head, folded, stars kept."""
    return tuple(fold(head).split())


def _within(own: tuple[str, ...], head: tuple[str, ...]) -> bool:
    """Whether the words of a head stand in a row in the header, or as one word of it."""
    if len(head) > 1 and "".join(head) in own:
        return True
    return any(
        all(_fits(word, wanted) for word, wanted in zip(own[start:], head, strict=False))
        for start in range(len(own) - len(head) + 1)
    )


def _fits(word: str, wanted: str) -> bool:
    if wanted.startswith("*"):
        return word.endswith(wanted[1:])
    if wanted.endswith("*"):
        return word.startswith(wanted[:-1])
    return word == wanted
