"""The section on security of a model card, to copy or to put into the notebook."""

from __future__ import annotations

import ipywidgets

from mlsec_nb.frontends.widgets.cells import insert
from mlsec_nb.frontends.widgets.controls import button, html
from mlsec_nb.frontends.widgets.markup import copy_field, paragraph
from mlsec_nb.frontends.widgets.profile.state import ProfileState


class Card:
    """The text with the numbers as they are now."""

    title = "Model card"

    def __init__(self, state: ProfileState) -> None:
        self._state = state
        self._said = html(live=True)
        self._text = html()

    def box(self) -> ipywidgets.Widget:
        """The button, and the text."""
        hint = "A cell with %%markdown, which shows the section when it is run"
        return ipywidgets.VBox(
            [button("Insert as a new cell", self._insert, hint=hint), self._said, self._text]
        )

    def refresh(self) -> None:
        """Write the section anew."""
        self._said.value = ""
        self._text.value = copy_field("Markdown of the section", self.markdown())

    def markdown(self) -> str:
        """The section."""
        section: str = self._state.profile.model_card()  # type: ignore[attr-defined]  # a model's profile
        return section

    def _insert(self) -> None:
        done = insert(f"%%markdown\n{self.markdown()}")
        told = (
            "Inserted below." if done else "This front end takes no cell from a button: copy the text below."
        )
        self._said.value = paragraph(told)
