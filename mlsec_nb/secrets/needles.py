"""Which of many literal texts a line holds, all asked at once."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import lru_cache

MEMORY = 64 << 20
"""Bytes for the states of one search, as much as the prefilter has: texts may be long."""

Finder = Callable[[str], list[str]]


def finder(needles: Collection[str], *, fast: bool = True) -> Finder:
    """A function that gives those needles which a text holds, in their order.

    Parameters
    ----------
    needles
        The texts to look for; the empty one is in every text.
    fast
        Whether to use google-re2 if it is there: it looks for all of them in one pass.
    """
    ordered = tuple(needles)
    try:
        if not fast:
            raise ImportError
        import re2
    except ImportError:
        return lambda text: [needle for needle in ordered if needle in text]
    options = re2.Options()
    options.max_mem = MEMORY
    together = re2.Set.SearchSet(options)
    for needle in ordered:
        together.Add(re2.escape(needle))
    together.Compile()

    def find(text: str) -> list[str]:
        try:
            return [ordered[number] for number in sorted(together.Match(text) or ())]
        except UnicodeEncodeError:  # half of a surrogate pair
            return [needle for needle in ordered if needle in text]

    return find


def shared(needles: Callable[[], Collection[str]], *, folded: bool = False) -> Finder:
    """A finder for all lines that are looked at together: each of them asks, the first one is answered.

    Parameters
    ----------
    needles
        Gives the texts to look for, when they are first asked for.
    folded
        Whether the needles, which are in lower case, are found in any case.
    """

    @lru_cache(maxsize=1)
    def find() -> Finder:
        return finder(needles())

    @lru_cache(maxsize=4)
    def there(among: str) -> list[str]:
        return find()(among.lower() if folded else among)

    return there
