"""Columns with and without personal data, made by Faker: what recognisers are measured on.

Two sets. `development` was written before the recognisers; `held_out` has other locales, other kinds
and other traps and was written after them. Nothing in it is about a real person.
"""

from __future__ import annotations

import random
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import import_module

from faker import Faker

ROWS = 300


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the benchmark: its right name, an abbreviation and a wrong name."""

    kind: str
    personal: bool
    right: str
    short: str
    wrong: str
    values: list[str]

    def named(self, how: str) -> str:
        """The header: ``right``, ``short``, ``wrong`` or ``hidden``."""
        return {"right": self.right, "short": self.short, "wrong": self.wrong, "hidden": "c"}[how]


def columns(name: str, *, seed: int = 11) -> list[Column]:
    """The set ``development`` or ``held_out``; the same for the same seed."""
    module = import_module(f"tests.benchmarks.personal_columns_{name}")
    return list(module.columns(Maker(seed)))


class Maker:
    """Makes values by the locales of Faker and by its own generator, both seeded."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self._seed = seed
        self._fakers: dict[str, Faker] = {}

    def faker(self, locale: str) -> Faker:
        """The Faker of a locale."""
        if locale not in self._fakers:
            self._fakers[locale] = Faker(locale)
            self._fakers[locale].seed_instance(self._seed + len(self._fakers))
        return self._fakers[locale]

    def rows(self, make: Callable[[], object]) -> list[str]:
        """Values, with 2 % of them missing."""
        return ["" if self.random.random() < 0.02 else str(make()).replace("\n", ", ") for _ in range(ROWS)]

    def fake(self, locale: str, method: str, **settings: object) -> list[str]:
        """Values of one of Faker's methods."""
        return self.rows(lambda: getattr(self.faker(locale), method)(**settings))

    def pattern(self, pattern: str) -> list[str]:
        """Values where ``#`` is a digit, ``?`` a capital, ``*`` a hexadecimal digit."""
        sets = {"#": string.digits, "?": string.ascii_uppercase, "*": string.digits + "abcdef"}
        return self.rows(lambda: "".join(self.random.choice(sets.get(sign, sign)) for sign in pattern))

    def choice(self, *values: object) -> list[str]:
        """Values out of a few."""
        return self.rows(lambda: self.random.choice(values))

    def integer(self, low: int, high: int) -> list[str]:
        """Whole numbers."""
        return self.rows(lambda: self.random.randint(low, high))

    def decimal(self, low: float, high: float, digits: int) -> list[str]:
        """Decimal numbers."""
        return self.rows(lambda: f"{self.random.uniform(low, high):.{digits}f}")

    def day(self, first: date, last: date, form: str = "%Y-%m-%d") -> list[str]:
        """Days."""
        span = (last - first).days
        return self.rows(lambda: (first + timedelta(self.random.randint(0, span))).strftime(form))

    def luhn(self, prefix: str, length: int) -> list[str]:
        """Numbers with Luhn's check digit."""
        return self.rows(lambda: self._luhn(prefix, length))

    def _luhn(self, prefix: str, length: int) -> str:
        body = prefix + "".join(self.random.choice(string.digits) for _ in range(length - len(prefix) - 1))
        total = 0
        for place, sign in enumerate(reversed(body)):
            digit = int(sign) * (2 if place % 2 == 0 else 1)
            total += digit - 9 if digit > 9 else digit
        return body + str(-total % 10)

    def sentences(self, *frames: str, **words: tuple[str, ...]) -> list[str]:
        """Values of frames such as ``{colour} {thing}``."""
        pick = self.random.choice
        return self.rows(lambda: pick(frames).format(**{key: pick(value) for key, value in words.items()}))


def positives(rows: Iterator[tuple[str, str, str, str, list[str]]]) -> Iterator[Column]:
    """Columns with personal data out of (kind, right, short, wrong, values)."""
    yield from (Column(kind, True, right, short, wrong, values) for kind, right, short, wrong, values in rows)


def negatives(rows: Iterator[tuple[str, str, str, str, list[str]]]) -> Iterator[Column]:
    """Columns without."""
    yield from (
        Column(kind, False, right, short, wrong, values) for kind, right, short, wrong, values in rows
    )
