"""Rows that were changed as little as was found to be enough for the model to answer otherwise."""

from __future__ import annotations

from typing import Any

import ipywidgets

from mlsec_nb.frontends.widgets.controls import html
from mlsec_nb.frontends.widgets.markup import paragraph, table, text
from mlsec_nb.frontends.widgets.profile.figures import image
from mlsec_nb.frontends.widgets.profile.state import ProfileState
from mlsec_nb.profile.page.view import cell
from mlsec_nb.profile.plots.gallery import gallery

MOST = 50


class Gallery:
    """Images as images; of other rows, which columns were changed."""

    title = "Examples"

    def __init__(self, state: ProfileState) -> None:
        self._state = state
        self._shown = html()

    def box(self) -> ipywidgets.Widget:
        """The page."""
        return self._shown

    def refresh(self) -> None:
        """Draw the examples of the last answer."""
        answer = self._state.profile.answers.get("evasion")
        if answer is None or answer.skipped:
            why = "it was not asked" if answer is None else answer.skipped
            self._shown.value = paragraph(f"No examples of evasion: {text(why)}.")
            return
        drawn = gallery(answer)
        pictures = "" if drawn is None else image(drawn, "adversarial examples")
        self._shown.value = pictures + "".join(
            table(title, *_listing(records)) for title, records in answer.tables.items() if records
        )
        self._shown.value += paragraph(text(answer.limits), soft=True)


def _listing(records: Any) -> tuple[list[str], list[list[str]]]:
    head = list(dict.fromkeys(str(name) for record in records[:MOST] for name in record))
    return head, [[cell(record.get(name, "")) for name in head] for record in records[:MOST]]
