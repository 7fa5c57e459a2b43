"""Figures, drawn when they are asked for."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import ipywidgets

from mlsec_nb.frontends.widgets.controls import dropdown, html, offer
from mlsec_nb.frontends.widgets.markup import Html, paragraph, text
from mlsec_nb.frontends.widgets.profile.state import ProfileState
from mlsec_nb.profile.plots.draw import as_png, has_figure
from mlsec_nb.profile.result import Profile

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DPI = 110


class Figures:
    """One figure at a time, chosen by its question."""

    title = "Figures"

    def __init__(self, state: ProfileState) -> None:
        self._state = state
        self._question = dropdown("Figure of", [], self._show)
        self._figure = html()
        self._quiet = False

    def box(self) -> ipywidgets.Widget:
        """The choice and the figure."""
        return ipywidgets.VBox([self._question, self._figure])

    def refresh(self) -> None:
        """Offer the questions that have a figure."""
        profile = self._state.profile
        names = [name for name, answer in profile.answers.items() if has_figure(answer, profile.kind)]
        self._quiet = True
        offer(self._question, [(name, name) for name in sorted(names)], self._question.value)
        self._quiet = False
        self._show()

    def _show(self) -> None:
        if self._quiet:
            return
        name = self._question.value
        self._figure.value = (
            figure(self._state.profile, name) if name else paragraph("No question has a figure.")
        )


def figure(profile: Profile, name: str) -> Html:
    """The figure of a question; a sentence when it has none or cannot be drawn."""
    answer = profile[name]
    if not has_figure(answer, profile.kind):
        return paragraph("This question has no figure.", soft=True)
    try:
        return image(profile.plot(name), f"figure of {name}")
    except Exception as error:  # whatever the data does to a drawing costs the drawing
        return paragraph(f"The figure cannot be drawn ({text(type(error).__name__)}).", soft=True)


def image(drawn: Figure, label: str) -> Html:
    """A figure as an image within the page."""
    inside = base64.b64encode(as_png(drawn, DPI)).decode()
    return f'<img alt="{text(label)}" src="data:image/png;base64,{inside}">'
