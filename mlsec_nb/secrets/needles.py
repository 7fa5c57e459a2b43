"""Which of many literal texts a line holds, all asked at once."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import lru_cache
from typing import TypeVar, cast

Answer = TypeVar("Answer")

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


def later(needles: Callable[[], Collection[str]], *, folded: bool = False) -> Finder:
    """The same, made when it is first used.

    Parameters
    ----------
    needles
        Gives the texts to look for.
    folded
        Whether the needles, which are in lower case, are found in any case.
    """

    @lru_cache(maxsize=1)
    def made() -> Finder:
        return finder(needles())

    return lambda text: made()(text.lower() if folded else text)


class Among:
    """Lines that are looked at together: what none of them holds need not be looked for on each."""

    __slots__ = ("_answers", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._answers: dict[Callable[[str], object], object] = {}

    def once(self, ask: Callable[[str], Answer]) -> Answer:
        """What ``ask`` says of all these lines; it is asked for the first of them."""
        if ask not in self._answers:
            self._answers[ask] = ask(self._text)
        return cast("Answer", self._answers[ask])
