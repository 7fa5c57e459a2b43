"""Thresholds as sliders: moving one judges anew at once, nothing is measured."""

from __future__ import annotations

from typing import Any

import ipywidgets

from mlsec_nb.frontends.widgets.controls import button
from mlsec_nb.frontends.widgets.markup import line
from mlsec_nb.frontends.widgets.profile.state import ProfileState
from mlsec_nb.profile.question import Threshold

MOST = 6
STEPS = 200


class Sliders:
    """The thresholds of one question; a fixed set of sliders, so that choosing another costs no comm."""

    def __init__(self, state: ProfileState) -> None:
        self._state = state
        self._question: str | None = None
        self._given: dict[str, dict[str, float]] = {}
        self._names: list[str] = []
        self._quiet = False
        self._sliders = [self._slider() for _ in range(MOST)]
        self._reset = button("Back to the defaults", self._back)
        self._reset.layout.align_self = "flex-start"
        self.box = ipywidgets.VBox([*self._sliders, self._reset])

    def show(self, question: str | None) -> None:
        """Show the thresholds of a question; of none for ``None``."""
        self._question = question
        thresholds = self._state.thresholds(question) if question else []
        self._names = [one.name for one in thresholds]
        if question:
            self._given.setdefault(question, {one.name: one.value for one in thresholds})
        self._quiet = True
        for place, slider in enumerate(self._sliders):
            slider.layout.display = "flex" if place < len(thresholds) else "none"
            if place < len(thresholds):
                _set(slider, thresholds[place])
        self._reset.layout.display = "flex" if thresholds else "none"
        self._quiet = False

    def _slider(self) -> ipywidgets.FloatSlider:
        made = ipywidgets.FloatSlider(
            style={"description_width": "initial"}, layout={"width": "100%", "max_width": "44rem"}
        )
        made.observe(self._moved, "value")
        return made

    def _moved(self, change: Any) -> None:
        if self._quiet or self._question is None:
            return
        name = self._names[self._sliders.index(change["owner"])]
        self._state.judge(self._question, **{name: float(change["new"])})

    def _back(self) -> None:
        if self._question is not None:
            self._state.judge(self._question, **self._given[self._question])


def _set(slider: ipywidgets.FloatSlider, one: Threshold) -> None:
    """Range and value in one message; in between, the value may be outside of the range."""
    whole = one.high > 2 and float(one.low).is_integer() and float(one.high).is_integer()
    with slider.hold_sync(), slider.hold_trait_notifications():
        slider.min, slider.max = min(one.low, one.value), max(one.high, one.value)
        slider.value = one.value
        slider.step = 1.0 if whole else (one.high - one.low) / STEPS
        slider.readout_format = ".0f" if whole else ".3f"
        slider.description = line(f"{one.meaning} ({one.name})", 90)
