"""Strict reading of a TOML table: what is not known, missing, too long or of the wrong kind is an error."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar

from mlsec_nb.errors import ConfigError

MOST_CHARACTERS = 2_000
MOST_ITEMS = 200

Member = TypeVar("Member", bound=Enum)


class Table:
    """One table, of which every key is to be asked for; then :meth:`close` refuses the others.

    Parameters
    ----------
    values
        What the file says.
    where
        How errors call it: ``mlsec.toml, [[control]] ACME-01``.

    Every reader raises :class:`~mlsec_nb.errors.ConfigError`.
    """

    def __init__(self, values: object, where: str) -> None:
        if not isinstance(values, Mapping):
            raise ConfigError(f"{where} is no table.", "Write it as a table in square brackets.")
        self._values: Mapping[str, Any] = values
        self._asked: list[str] = []
        self.where = where

    def __contains__(self, key: str) -> bool:
        self._asked.append(key)
        return key in self._values

    def text(self, key: str, default: str | None = None) -> str:
        """A text that is not empty; without a ``default`` it has to be there."""
        value = self._wanted(key, default)
        if value == default:
            return str(value)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(key, "Use a text in quotes.")
        if len(value) > MOST_CHARACTERS:
            raise self.wrong(key, f"Use at most {MOST_CHARACTERS:,} characters.")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; none when the key is not there."""
        value = self._wanted(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.wrong(key, "Use a list of texts.")
        if len(value) > MOST_ITEMS or any(len(item) > MOST_CHARACTERS for item in value):
            raise self.wrong(key, f"Use at most {MOST_ITEMS} texts of {MOST_CHARACTERS:,} characters.")
        return tuple(value)

    def flag(self, key: str, default: bool) -> bool:
        """``true`` or ``false``."""
        value = self._wanted(key, default)
        if not isinstance(value, bool):
            raise self.wrong(key, "Use true or false.")
        return value

    def number(self, key: str, default: int | None = None) -> int:
        """A whole number above zero."""
        value = self._wanted(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or value <= 0:
            raise self.wrong(key, "Use a whole number above zero.")
        return value

    def day(self, key: str) -> date:
        """A date, as ``2027-01-31``."""
        value = self._wanted(key, None)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.wrong(key, "Use a date without quotes, such as 2027-01-31.")
        return value

    def choice(self, key: str, kind: type[Member], default: Member | None = None) -> Member:
        """A member of an enumeration, by its value."""
        value = self._wanted(key, default)
        if isinstance(value, kind):
            return value
        try:
            return kind(value)
        except ValueError as error:
            raise self.wrong(key, f"Use {_listed(str(member.value) for member in kind)}.") from error

    def table(self, key: str) -> Table:
        """A table inside; an empty one when the key is not there."""
        return Table(self._wanted(key, {}), f"{self.where}.{key}")

    def tables(self, key: str, most: int) -> list[Table]:
        """A list of tables, ``[[key]]``."""
        values = self._wanted(key, [])
        if not isinstance(values, list) or len(values) > most:
            raise self.wrong(key, f"Use at most {most:,} tables [[{key}]].")
        return [Table(value, f"{self.where}, [[{key}]] {number}") for number, value in enumerate(values, 1)]

    def items(self) -> Iterable[tuple[str, Any]]:
        """Every key with its value, for tables whose keys are names of something."""
        self._asked += self._values
        return self._values.items()

    def close(self) -> None:
        """Refuse the keys that nobody asked for."""
        for key in self._values:
            if key not in self._asked:
                raise ConfigError(
                    f"{self.where} has an unknown key {key!r}.",
                    f"Known: {_listed(sorted(set(self._asked)))}.",
                )

    def wrong(self, key: str, advice: str) -> ConfigError:
        """The error to raise for the value of a key."""
        shown = str(self._values.get(key))
        return ConfigError(f"{self.where}: {key} = {shown[:60]!r} is not usable.", advice)

    def _wanted(self, key: str, default: object) -> Any:
        self._asked.append(key)
        value = self._values.get(key, default)
        if value is None:
            raise ConfigError(f"{self.where} has no {key!r}.", "Add it.")
        return value


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
