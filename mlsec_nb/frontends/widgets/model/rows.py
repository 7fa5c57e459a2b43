"""The rows that the model gives away or keeps, by their position in the given data; no values."""

from __future__ import annotations

from math import isnan

import ipywidgets

from mlsec_nb.frontends.widgets.controls import Pager, dropdown, html, offer
from mlsec_nb.frontends.widgets.markup import paragraph, table
from mlsec_nb.frontends.widgets.profile.state import ProfileState

PAGE = 100
OF_TEST = ("evasion",)
"""Questions whose rows are those of the test data; others name training rows."""


class Rows:
    """A page of rows by question."""

    title = "Rows"

    def __init__(self, state: ProfileState) -> None:
        self._state = state
        self._quiet = False
        self._question = dropdown("Rows named by", [], self._asked)
        self._pager = Pager(PAGE, self.refresh)
        self._shown = html(live=True)

    def box(self) -> ipywidgets.Widget:
        """The choice, and the table."""
        return ipywidgets.VBox([self._question, self._pager.box, self._shown])

    def refresh(self) -> None:
        """Show one page."""
        named = [name for name, answer in self._state.profile.answers.items() if len(answer.rows)]
        self._quiet = True
        offer(self._question, [(name, name) for name in named], self._question.value)
        self._quiet = False
        if not named:
            self._shown.value = paragraph("No question names a row.")
            return
        answer = self._state.profile[self._question.value]
        rows = answer.rows[self._pager.slice(len(answer.rows))].tolist()
        scores = [float(answer.scores[row]) if row < len(answer.scores) else float("nan") for row in rows]
        which = "test" if answer.name in OF_TEST else "training"
        lines = [
            (f"{row}", "" if isnan(score) else f"{score:.3f}")
            for row, score in zip(rows, scores, strict=True)
        ]
        self._shown.value = table(
            f"Positions in the {which} rows, the most exposed first", ("row", "score"), lines
        )

    def _asked(self) -> None:
        if not self._quiet:
            self._pager.first()
            self.refresh()
