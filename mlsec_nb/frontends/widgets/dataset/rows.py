"""The suspect rows: score, values beside those of the rows most like it, and what a person decides."""

from __future__ import annotations

from math import isnan

import ipywidgets

from mlsec_nb.frontends.widgets.controls import Pager, beside, button, chooser, dropdown, html, offer
from mlsec_nb.frontends.widgets.dataset.marks import Mark
from mlsec_nb.frontends.widgets.dataset.state import TEST, DatasetState
from mlsec_nb.frontends.widgets.markup import paragraph, table, text

PAGE = 100
COLUMNS = 30
SIGNS = {Mark.REVIEWED: "👁 reviewed", Mark.WRONG: "✗ wrong", Mark.FINE: "✓ fine"}


class Rows:
    """A list of rows by question, and the one that is chosen."""

    title = "Rows"

    def __init__(self, state: DatasetState) -> None:
        self._state = state
        self._page: list[tuple[int, float]] = []
        self._quiet = False
        self._question = dropdown("Suspects of", [], self._asked)
        self._pager = Pager(PAGE, self.refresh)
        self._list = chooser("Rows", self._chosen, rows=16)
        self._columns = Pager(COLUMNS, self._show)
        self._inspected = html(live=True)
        self._said = html(live=True)

    def box(self) -> ipywidgets.Widget:
        """The list, and the inspector beside it."""
        marks = [self._button(mark) for mark in Mark]
        undo = button("Undo", self._undo, hint="Take the last mark back")
        all_wrong = button(
            "All on this page wrong", self._mark_page, hint="Mark every row of this page as wrong"
        )
        buttons = ipywidgets.HBox([*marks, undo, all_wrong])
        right = [buttons, self._said, self._inspected, self._columns.box]
        return beside([self._question, self._list, self._pager.box], right)

    def _button(self, mark: Mark) -> ipywidgets.Button:
        label = mark.value.capitalize()
        return button(label, lambda: self._mark(mark), hint=f"Mark this row as {mark.value}")

    def refresh(self) -> None:
        """Show the suspects as they are judged now, with the same row chosen as before."""
        questions = self._state.suspicious()
        row = self._row
        self._quiet = True
        offer(self._question, [(name, name) for name in questions], self._question.value)
        suspects = self._state.suspects(self._question.value) if questions else []
        self._page = suspects[self._pager.slice(len(suspects))]
        places = [place for place, one in enumerate(self._page) if one[0] == row]
        lines = [(self._label(*one), place) for place, one in enumerate(self._page)]
        offer(self._list, lines, next(iter(places), 0))
        self._quiet = False
        self._show()

    @property
    def _row(self) -> int | None:
        place = self._list.index
        return self._page[place][0] if place is not None and place < len(self._page) else None

    @property
    def _of_test(self) -> bool:
        return bool(self._question.value == TEST)

    def _label(self, row: int, score: float) -> str:
        mark = self._state.marks[self._of_test][row]
        shown = "" if isnan(score) else f"   {score:.3f}"
        return f"row {row:,}{shown}{'   ' + SIGNS[mark] if mark else ''}"

    def _asked(self) -> None:
        if not self._quiet:
            self._pager.first()
            self.refresh()

    def _chosen(self) -> None:
        if not self._quiet:
            self._columns.first()
            self._show()

    def _show(self) -> None:
        row = self._row
        if row is None:
            self._inspected.value = paragraph("No question names a row.")
            return
        state = self._state
        likes = state.likes(self._question.value, row)
        count = state.dataset.table.n_columns if state.dataset is not None else 0
        lines = state.compared(likes, self._columns.slice(count))
        notes = [state.masks.unknown] if state.masks.unknown else []
        notes += [] if likes else ["The data is not in memory any more, or the row is not in the sample."]
        marked = {mark: len(state.marks[self._of_test].rows(mark)) for mark in Mark}
        told = ", ".join(f"{count:,} {mark.value}" for mark, count in marked.items())
        self._said.value = paragraph(text(f"Marked: {told}."), soft=True)
        head = ("column", *(one.title for one in likes))
        self._inspected.value = "".join(paragraph(text(note), soft=True) for note in notes) + (
            table("The row, and the rows most like it", head, lines) if likes else ""
        )

    def _mark(self, mark: Mark) -> None:
        """Mark the row, and go on to the next."""
        if (row := self._row) is None:
            return
        place = self._list.index
        self._state.mark([row], mark, test=self._of_test)
        self._list.index = min(place + 1, len(self._page) - 1)

    def _mark_page(self) -> None:
        self._state.mark([row for row, _ in self._page], Mark.WRONG, test=self._of_test)

    def _undo(self) -> None:
        self._state.undo(test=self._of_test)
