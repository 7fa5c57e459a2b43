"""The section on security of a model card, to copy or to put into the notebook."""

from __future__ import annotations

import ipywidgets

from mlsec_nb.frontends.widgets.cells import HINT
from mlsec_nb.frontends.widgets.controls import html
from mlsec_nb.frontends.widgets.markup import copy_field
from mlsec_nb.frontends.widgets.profile.state import ProfileState


class Card:
    """The text with the numbers as they are now."""

    title = "Model card"

    def __init__(self, state: ProfileState) -> None:
        self._state = state
        self._text = html()

    def box(self) -> ipywidgets.Widget:
        """The text."""
        return ipywidgets.VBox([html(HINT), self._text])

    def refresh(self) -> None:
        """Write the section anew."""
        self._text.value = copy_field("Markdown of the section", self.markdown(), cell="markdown")

    def markdown(self) -> str:
        """The section."""
        section: str = self._state.profile.model_card()  # type: ignore[attr-defined]  # a model's profile
        return section

    def source(self) -> str:
        """A cell that shows the section when it is run."""
        return f"%%markdown\n{self.markdown()}"
