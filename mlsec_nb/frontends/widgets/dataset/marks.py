"""What a person decided about rows, with a way back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum


class Mark(str, Enum):
    """What a person says of a row."""

    REVIEWED = "reviewed"
    WRONG = "wrong"
    FINE = "fine"


class Marks:
    """Marks by position of the row in the given data; one for each row."""

    def __init__(self) -> None:
        self._marks: dict[int, Mark] = {}
        self._before: list[dict[int, Mark | None]] = []

    def __getitem__(self, row: int) -> Mark | None:
        return self._marks.get(row)

    def __len__(self) -> int:
        return len(self._marks)

    def put(self, rows: Iterable[int], mark: Mark | None) -> None:
        """Mark rows; ``None`` takes their marks away."""
        changed = {row: self._marks.get(row) for row in rows if self._marks.get(row) != mark}
        if changed:
            self._before.append(changed)
            self._set(dict.fromkeys(changed, mark))

    def undo(self) -> bool:
        """Take the last change back; whether there was one."""
        if not self._before:
            return False
        self._set(self._before.pop())
        return True

    def rows(self, *marks: Mark) -> list[int]:
        """The rows that have one of these marks, in order."""
        return sorted(row for row, mark in self._marks.items() if mark in marks)

    def _set(self, marks: Mapping[int, Mark | None]) -> None:
        for row, mark in marks.items():
            if mark is None:
                self._marks.pop(row, None)
            else:
                self._marks[row] = mark
