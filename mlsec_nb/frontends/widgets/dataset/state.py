"""A dataset that is looked at: its columns, its suspect rows, and what a person decided about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from keyword import iskeyword

from mlsec_nb.core.finding import Severity
from mlsec_nb.frontends.widgets.dataset.marks import Mark, Marks
from mlsec_nb.frontends.widgets.profile.state import ProfileState
from mlsec_nb.profile.dataset import Dataset
from mlsec_nb.profile.result import Profile
from mlsec_nb.profile.rows.shown import Masks, masks, neighbours, place_of, shown
from mlsec_nb.profile.table import Column, Table

TEST = "split-overlap"
"""The question whose rows are those of the test data."""


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """One column, as the table of columns shows it."""

    position: int
    name: str
    kind: str
    type: str
    missing: float
    personal: str
    leakage: float
    worst: Severity | None


@dataclass(frozen=True, slots=True)
class Likeness:
    """A row that is like the one at hand: whether it is of the training data, where, and how far away."""

    title: str
    table: Table
    place: int


class DatasetState(ProfileState):
    """The profile of a dataset, its rows and columns, and the marks."""

    def __init__(self, profile: Profile) -> None:
        dataset = getattr(profile, "dataset", None)
        super().__init__(profile, dataset)
        self.dataset: Dataset | None = dataset
        self.marks = {False: Marks(), True: Marks()}
        """By whether the rows are those of the test data."""

    @property
    def masks(self) -> Masks:
        """Which columns must not be seen."""
        return masks(self.profile.answers)

    @cached_property
    def _facts(self) -> list[tuple[int, str, str, str, float]]:
        if self.dataset is None:
            return []
        return [
            (column.position, column.name, column.kind.value, column.type, float(column.missing.mean()))
            if len(column)
            else (column.position, column.name, column.kind.value, column.type, 0.0)
            for column in self.dataset.table
        ]

    def columns(self) -> list[ColumnLine]:
        """Every column, in the order of the data."""
        hidden, worst = self.masks, self._worst_by_column()
        leakage = self.profile.answers.get("target-leakage")
        scores = leakage.columns if leakage is not None else {}
        return [
            ColumnLine(
                position,
                name,
                kind,
                type_,
                missing,
                hidden.kinds.get(name, ""),
                float(scores.get(name, float("nan"))),
                worst.get(name),
            )
            for position, name, kind, type_, missing in self._facts
        ]

    def _worst_by_column(self) -> dict[str, Severity]:
        worst: dict[str, Severity] = {}
        for finding in self.profile.findings:
            if name := finding.location.member:
                worst[name] = max(finding.severity, worst.get(name, finding.severity))
        return worst

    def column(self, position: int) -> Column | None:
        """One column, if the data is there."""
        return self.dataset.table.column(position) if self.dataset is not None else None

    def suspicious(self) -> list[str]:
        """The questions that name rows, those with the worst findings first."""
        named = [answer for answer in self.profile.answers.values() if len(answer.rows)]
        named.sort(key=lambda a: (-1 if a.worst is None else -int(a.worst) - 2, len(a.rows)))
        return [answer.name for answer in named]

    def suspects(self, question: str) -> list[tuple[int, float]]:
        """Rows that a question names, most suspect first, with their scores (NaN without one)."""
        answer = self.profile[question]
        known = len(answer.scores)
        return [(int(row), float(answer.scores[row]) if row < known else float("nan")) for row in answer.rows]

    def likes(self, question: str, row: int) -> list[Likeness]:
        """The row itself, and those most like it; empty without the data."""
        data = self.dataset
        if data is None:
            return []
        if question == TEST and data.test is not None:
            found = [Likeness(f"test row {row}", data.test, place_of(data.test, row))]
            pairs = self.profile[TEST].tables.get("pairs", ())
            partners = [int(str(pair["training row"])) for pair in pairs if pair["test row"] == row]
            others = [(f"training row {other}", other) for other in partners]
        else:
            found = [Likeness(f"row {row}", data.table, place_of(data.table, row))]
            others = [(f"row {other}, {far:.2f} away", other) for other, far in neighbours(data, row)]
        found += [Likeness(title, data.table, place_of(data.table, other)) for title, other in others]
        return [one for one in found if one.place >= 0]

    def compared(self, rows: Sequence[Likeness], columns: slice) -> list[list[str]]:
        """A line for each column: its name, and the value in each row, masked where it is personal."""
        if not rows or self.dataset is None:
            return []
        hidden, lines = self.masks, []
        for name in self.dataset.table.names[columns]:
            kind = hidden.hides(name)
            values = [f"masked ({kind})" if kind else _value(one, name) for one in rows]
            lines.append([name, *values])
        return lines

    def mark(self, rows: Sequence[int], mark: Mark, *, test: bool) -> None:
        """Mark rows of the training or the test data."""
        self.marks[test].put(rows, mark)
        self.changed()

    def undo(self, *, test: bool) -> None:
        """Take the last mark back."""
        if self.marks[test].undo():
            self.changed()

    def name(self) -> str:
        """What the data is called in code: its own name if it is one."""
        subject = self.profile.subject
        return subject if subject.isidentifier() and not iskeyword(subject) else "data"


def _value(one: Likeness, name: str) -> str:
    position = one.table.find(name)
    return shown(one.table.column(position), one.place) if position >= 0 else ""
