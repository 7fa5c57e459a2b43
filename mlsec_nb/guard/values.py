"""Which values of a running kernel are secrets whose display is watched.

A value counts by the name it has, and only if it can be told from ordinary text: what is short, a word
or a placeholder is not watched, so that nothing else is ever taken for it. Values stay in memory.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote

from mlsec_nb.guard.spellings import SHORTEST
from mlsec_nb.secrets.filters.opaque import is_opaque, wordiness
from mlsec_nb.secrets.filters.placeholder import is_patterned, is_placeholder
from mlsec_nb.secrets.names import Sense, sense_of

LONGEST = 8_192
MOST = 500
"""Values watched at once; the oldest are dropped."""

DEPTH = 2
"""Mappings within a variable that are looked into."""

ITEMS = 200
"""Entries of one mapping that are looked at."""

FOLDERS = frozenset({"PWD", "OLDPWD"})
"""Variables of the shell that only sound like passwords."""

_CLASSES = tuple(map(re.compile, (r"[^\W\d_]", r"\d", r"[^\w\s./:\\-]")))
_CREDENTIALS = re.compile(r"://[^/\s:@]{0,200}:([^/\s@]{1,400})@")
_PLAIN = re.compile(r"(?:~|\.{0,2})/[\w./~ -]*|[A-Za-z]:\\.*|[-+]?[\d.,:/ -]+|https?://[^@\s]*")
"""Paths, numbers, dates and addresses."""


class Known:
    """The values that are watched, each with the name it was found under.

    Attributes
    ----------
    labels
        Name by value.
    unwatched
        Names whose values are too short or too common.
    """

    def __init__(self) -> None:
        self.labels: dict[str, str] = {}
        self.unwatched: set[str] = set()
        self._judged: set[tuple[str, str]] = set()
        self._named: set[str] = set()

    def learn(self, named: Iterable[tuple[str, str]]) -> bool:
        """Take in names and values; says whether a new one is to be watched."""
        news = False
        for name, value in named:
            if (name, value) in self._judged:
                continue
            self._judged.add((name, value))
            secrets = list(_secrets_in(value, sense_of(name)))
            news |= True in [self._name(name, secret) for secret in secrets]
            if not any(secret in self.labels for secret in secrets):
                self.unwatched.add(name)
        if len(self._judged) > 10 * MOST:
            self._judged.clear()
        return news

    def _name(self, name: str, value: str) -> bool:
        """Watch ``value`` under the name of its variable, which says more than what kind of secret it is."""
        if value in self.labels and value not in self._named:
            del self.labels[value]
        self._named.add(value)
        return self.add(name, value)

    def add(self, name: str, value: str) -> bool:
        """Watch ``value`` whatever it is called, if it can be told from text; says whether that is new."""
        if value in self.labels or not is_watchable(value):
            return False
        self.labels[value] = name
        self.unwatched.discard(name)
        while len(self.labels) > MOST:
            del self.labels[next(iter(self.labels))]
        return True


def is_watchable(value: str) -> bool:
    """Whether no ordinary text looks like ``value``."""
    if not SHORTEST <= len(value) <= LONGEST or is_patterned(value) or _PLAIN.fullmatch(value):
        return False
    classes = sum(kind.search(value) is not None for kind in _CLASSES)
    if classes == len(_CLASSES):
        return True
    return not is_placeholder(value) and (
        is_opaque(value, least=SHORTEST) or (classes > 1 and wordiness(value) < 0.6)
    )


def _secrets_in(value: str, sense: Sense) -> Iterator[str]:
    """The value itself, or the password of a URL; long ones by their lines as well."""
    found = _CREDENTIALS.search(value)
    if found:
        yield from dict.fromkeys((found[1], unquote(found[1])))
    elif sense is not Sense.WEAK or is_opaque(value):
        yield value
        if "\n" in value:
            yield from (line for line in value.splitlines() if is_opaque(line))


def named_values(variables: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Texts in the environment and in ``variables`` whose names speak of a secret."""
    yield from _in_mapping(os.environ, 0)
    yield from _in_mapping(variables, 0)


def _in_mapping(mapping: Mapping[str, object], depth: int) -> Iterator[tuple[str, str]]:
    items = list(mapping.items()) if depth == 0 or len(mapping) <= ITEMS else []
    for name, value in items:
        if not isinstance(name, str) or (depth == 0 and name.startswith("_")) or name in FOLDERS:
            continue
        kind = type(value)
        if kind is dict and depth < DEPTH:
            yield from _in_mapping(value, depth + 1)  # type: ignore[arg-type]
        elif kind in (str, bytes) and sense_of(name) is not Sense.NONE:
            yield name, value if isinstance(value, str) else value.decode("utf-8", "replace")  # type: ignore[attr-defined]
