"""What the name of a column says: words of many languages, cut as people write them.

A head is a text of words: ``first name`` stands for ``first_name``, ``FirstName``, ``first-name`` and
``firstname``. A word may have a star in front or behind for the compounds of other languages:
``geburts*`` stands for ``Geburtsdatum``, ``*telefon`` for ``Diensttelefon``. A head behind ``=`` must end
the name: ``=customer`` stands for ``our_customer``, not for ``customer_segment`` or ``client_ip``.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
MAX_HEADER = 120
LONGEST_HEAD = 5
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


OWNERS = THINGS - frozenset("street state city town country region county".split())
"""The same for addresses and positions: ``store_zip`` is where a shop is, ``city_zip`` is not."""


def fold(text: str) -> str:
    """Lower case without accents: ``Prénom`` and ``PRENOM`` are the same."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


@lru_cache(maxsize=4096)
def words(header: str) -> tuple[str, ...]:
    """The words of a header, folded."""
    cut = _NUMBERED.sub(" ", _CAMEL.sub(" ", header[:MAX_HEADER]))
    return tuple(fold(word) for word in _WORD.findall(cut))


def speaks(header: str, heads: tuple[str, ...], unless: frozenset[str] = frozenset()) -> bool:
    """Whether the header names one of these kinds of value itself, not something about it."""
    own = words(header)
    if not own or not ABOUT.isdisjoint(own) or not unless.isdisjoint(own):
        return False
    return _heads(heads).match(own)


@dataclass(frozen=True, slots=True)
class _Heads:
    """Heads in the form in which they are looked up.

    ``phrases`` are those of several words as tuples, ``words`` single ones and phrases written as one word,
    ``starts`` and ``ends`` what a star stands behind and before, ``last`` what must end the name.
    """

    phrases: frozenset[tuple[str, ...]]
    words: frozenset[str]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    last: tuple[tuple[str, ...], ...]

    def match(self, own: tuple[str, ...]) -> bool:
        """Whether one of the heads stands in a row in these words."""
        if not self.words.isdisjoint(own):
            return True
        if any(word.startswith(self.starts) or word.endswith(self.ends) for word in own):
            return True
        named = tuple(word for word in own if not word.isdigit())
        if any(named[-len(phrase) :] == phrase for phrase in self.last):
            return True
        spans = (
            (start, start + size)
            for size in range(2, min(len(own), LONGEST_HEAD) + 1)
            for start in range(len(own) - size + 1)
        )
        return any(own[start:end] in self.phrases for start, end in spans)


@lru_cache(maxsize=512)
def _heads(heads: tuple[str, ...]) -> _Heads:
    phrases = [tuple(fold(head).split()) for head in heads if not head.startswith("=")]
    single = [phrase[0] for phrase in phrases if len(phrase) == 1]
    return _Heads(
        phrases=frozenset(phrase for phrase in phrases if len(phrase) > 1),
        words=frozenset("".join(phrase) for phrase in phrases),
        starts=tuple(word[:-1] for word in single if word.endswith("*")),
        ends=tuple(word[1:] for word in single if word.startswith("*")),
        last=tuple(tuple(fold(head[1:]).split()) for head in heads if head.startswith("=")),
    )
