"""What an adapter yields: rows that can be taken, and columns one at a time."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Protocol

from numpy.typing import NDArray

from mlsec_nb.profile.answer import Positions


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """One column as it was stored.

    Attributes
    ----------
    label
        Its name in the container; any object.
    values
        One-dimensional array of numbers, booleans, ``datetime64`` or objects.
    type
        What the container calls its type.
    categorical
        Whether the container says that it is a category.
    """

    label: object
    values: NDArray[Any]
    type: str
    categorical: bool = False


class Source(Protocol):
    """A container of columns."""

    @property
    def format(self) -> str:
        """What kind of container it is."""
        ...

    @property
    def n_rows(self) -> int:
        """How many rows it has."""
        ...

    @property
    def labels(self) -> Sequence[object]:
        """The columns' names; any objects, and they may repeat."""
        ...

    def take(self, rows: Positions) -> Source:
        """The same container with these rows only."""
        ...

    def column(self, position: int) -> Raw:
        """One column."""
        ...


def loaded(name: str) -> ModuleType | None:
    """A library, if the user has imported it; never imported from here."""
    return sys.modules.get(name)
