"""The pillars as rings, what has changed, and the buttons that look again."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets

from mlsec_nb.checklist.export import wording
from mlsec_nb.checklist.result import PillarScore, Status
from mlsec_nb.frontends.widgets.checklist.state import ChecklistState
from mlsec_nb.frontends.widgets.controls import button, html
from mlsec_nb.frontends.widgets.markup import Html, listed, paragraph, pill, prose, ring, text
from mlsec_nb.frontends.widgets.work import Work


class Pillars:
    """The first tab."""

    title = "Pillars"

    def __init__(self, state: ChecklistState, work: Work) -> None:
        self._state, self._work = state, work
        self.opened: Callable[[], None] = lambda: None
        self._shown = html(live=True)

    def box(self) -> ipywidgets.Widget:
        """Buttons, and the rings below."""
        look = button("Look again", lambda: self._run(demand=False), hint="Run the probes that are quick")
        hint = "Run every probe, also those that take long; can be cancelled"
        demand = button("Run all probes", lambda: self._run(demand=True), hint=hint)
        go = button("Open the controls", lambda: self.opened(), hint="What is left to do, the worst first")
        return ipywidgets.VBox([ipywidgets.HBox([look, demand, go]), self._shown])

    def refresh(self) -> None:
        """Show the report as it stands."""
        report = self._state.report
        rings = "".join(map(_card, report.pillars))
        when = f"{report.folder}, profile {report.profile.value}, {report.at:%Y-%m-%d %H:%M} UTC"
        self._shown.value = (
            paragraph(f"<b>{text(wording.verdict(report))}</b>")
            + paragraph(text(when), soft=True)
            + f'<div class="cards">{rings}</div>'
            + listed(map(prose, (*wording.news(report), *wording.remarks(report))))
            + paragraph(prose(wording.NOT_A_PROOF), soft=True)
        )

    def _run(self, *, demand: bool) -> None:
        if not self._work.busy:
            self._state.again()
        title = "Running all probes" if demand else "Looking"
        self._work.start(
            title,
            lambda progress, cancel: self._state.run(progress, cancel, demand=demand),
            self._state.take,
        )


def _card(pillar: PillarScore) -> Html:
    name = wording.PILLARS[pillar.pillar]
    counts = " ".join(
        pill(status.value, wording.counted(status, count))
        for status in Status
        if (count := pillar.counts.get(status, 0))
    )
    capped = " An open critical failure holds it down." if pillar.capped else ""
    said = f"{wording.between(pillar.low, pillar.high)}; {pillar.coverage:.0f} % answered.{capped}"
    return (
        f'<div class="card withring">{ring(pillar.low, pillar.high, name)}'
        f'<div><b>{text(name)}</b><span class="soft">{text(said)}</span></div>'
        f'<div style="grid-column: 1 / -1">{counts}</div></div>'
    )
