"""Which of many literal texts a line holds, all asked at once."""

from __future__ import annotations

from collections.abc import Callable, Collection

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
    together = re2.Set.SearchSet()
    for needle in ordered:
        together.Add(re2.escape(needle))
    together.Compile()

    def find(text: str) -> list[str]:
        try:
            return [ordered[number] for number in sorted(together.Match(text) or ())]
        except UnicodeEncodeError:  # half of a surrogate pair
            return [needle for needle in ordered if needle in text]

    return find
