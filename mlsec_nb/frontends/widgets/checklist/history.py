"""The scores of earlier runs, by pillar."""

from __future__ import annotations

import ipywidgets

from mlsec_nb.checklist.export import charts, wording
from mlsec_nb.checklist.result import ChecklistReport, PillarScore
from mlsec_nb.frontends.widgets.checklist.state import ChecklistState
from mlsec_nb.frontends.widgets.controls import html
from mlsec_nb.frontends.widgets.markup import Html, Markup, curve, listed, paragraph, prose, table, text

MOST_RUNS = 50


class History:
    """A curve for each pillar, and the last runs."""

    title = "History"

    def __init__(self, state: ChecklistState) -> None:
        self._state = state
        self._shown = html()

    def box(self) -> ipywidgets.Widget:
        """The page."""
        return self._shown

    def refresh(self) -> None:
        """Draw the curves."""
        report = self._state.report
        curves = "".join(_card(report, pillar) for pillar in report.pillars)
        runs = [
            (f"{run.at:%Y-%m-%d %H:%M}", run.profile.value, run.trigger, _scores(run.scores))
            for run in reversed(report.history[-MOST_RUNS:])
        ]
        kept = "" if report.remembered else "Nothing is kept: `mlsec-nb checklist init` begins a history."
        self._shown.value = (
            paragraph(prose(kept))
            + f'<div class="cards">{curves}</div>'
            + listed(map(prose, wording.news(report)))
            + (table("The last runs", ("when (UTC)", "profile", "trigger", "scores"), runs) if runs else "")
        )


def _card(report: ChecklistReport, pillar: PillarScore) -> Html:
    name, scores = wording.PILLARS[pillar.pillar], wording.curve(report, pillar.pillar)
    spoken = f"{name}: {', '.join(f'{score:.0f}' for score in scores)} percent"
    drawn = curve(charts.points(scores), charts.WIDTH, charts.HEIGHT, spoken)
    return f'<div class="card"><b>{text(name)}</b>{drawn}</div>'


def _scores(scores: object) -> Markup:
    values = dict(scores) if isinstance(scores, dict) else {}
    return Markup(text(", ".join(f"{name} {score:.0f}" for name, score in values.items())))
