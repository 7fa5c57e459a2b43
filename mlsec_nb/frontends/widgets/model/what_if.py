"""What a defence would change: the attack on the model as it would answer then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from threading import Event
from typing import Any

import ipywidgets

from mlsec_nb.errors import UsageError
from mlsec_nb.frontends.widgets.controls import button, html
from mlsec_nb.frontends.widgets.markup import Html, paragraph, table
from mlsec_nb.frontends.widgets.profile.state import ProfileState
from mlsec_nb.frontends.widgets.work import Progress, Work
from mlsec_nb.profile.context import Stopped
from mlsec_nb.profile.page.view import number

DEFENCES = {
    "everything": "",
    "regularise": "trained again",
    "answer with labels only": "labels only",
    "round scores": "scores rounded",
}
AS_IT_IS = "as it is"
Records = Sequence[Mapping[str, Any]]


class WhatIf:
    """A button that measures, and which defences to compare with the model as it is."""

    title = "What if"

    def __init__(self, state: ProfileState, work: Work) -> None:
        self._state, self._work = state, work
        self._records: Records = ()
        self._which = ipywidgets.ToggleButtons(options=list(DEFENCES), description="Defence")
        self._which.observe(lambda _: self.refresh(), "value")
        self._shown = html(live=True)

    def box(self) -> ipywidgets.Widget:
        """The controls, and the table."""
        hint = "Trains a regularised copy and attacks it; the model itself is not changed"
        measure = button("Measure what defences would change", self._measure, hint=hint, style="primary")
        return ipywidgets.VBox([measure, self._which, self._shown])

    def refresh(self) -> None:
        """Show what was measured."""
        if not self._records:
            told = (
                "Membership inference against the model as it is, with rounded scores, with labels only, and "
            )
            self._shown.value = paragraph(told + "trained again with stronger regularisation.", soft=True)
            return
        start = DEFENCES[self._which.value]
        before = self._records[0]
        shown = [one for one in self._records if one["change"] == AS_IT_IS or one["change"].startswith(start)]
        head = (
            "change",
            "AUC of the attack",
            "95 % interval",
            "members found at 1 % false alarms",
            "test score",
        )
        rows = [_row(one, before) for one in shown]
        missing = "" if len(shown) > 1 else paragraph("This model leaves nothing to change that way.")
        self._shown.value = table("What would change", head, rows) + missing + _note()

    def _measure(self) -> None:
        self._work.start("Measuring defences", self._changes, self._done)

    def _changes(self, progress: Progress, cancel: Event) -> Records:
        if self._state.context is None:
            raise UsageError("The model of this profile is not in memory any more.", "Profile it again.")
        progress(0, 1, "attacking the model with each defence")
        self._state.context.restart(None, cancel)
        try:
            found: Records = self._state.profile.what_if()  # type: ignore[attr-defined]  # a model's profile
        except Stopped:
            return self._records
        if not found:
            raise UsageError(
                "Membership inference was not answered.", "Ask it first, with training and test rows."
            )
        return found

    def _done(self, records: Records) -> None:
        self._records = records
        self.refresh()


def _row(one: Mapping[str, Any], before: Mapping[str, Any]) -> tuple[str, ...]:
    return (
        one["change"],
        _compared(one, before, "auc"),
        f"{number(one['low'])} to {number(one['high'])}",
        _compared(one, before, "tpr_at_fpr_0.01"),
        _compared(one, before, "test_score"),
    )


def _compared(one: Mapping[str, Any], before: Mapping[str, Any], name: str) -> str:
    value, was = float(one[name]), float(before[name])
    change = "" if one is before or value != value or was != was else f" ({value - was:+.3f})"
    return f"{number(value)}{change}"


def _note() -> Html:
    return paragraph("An attack that knows of the defence may do better: these are lower bounds.", soft=True)
