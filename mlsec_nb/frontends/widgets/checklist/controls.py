"""The controls, the worst first; beside them evidence, limits, fix, and the forms to state something."""

from __future__ import annotations

import ipywidgets

from mlsec_nb.checklist.export import wording
from mlsec_nb.checklist.result import ControlResult, Status
from mlsec_nb.core.pillar import Pillar
from mlsec_nb.frontends.widgets.checklist.forms import Attest, Waive
from mlsec_nb.frontends.widgets.checklist.state import ChecklistState
from mlsec_nb.frontends.widgets.controls import beside, chooser, dropdown, html, offer, search, unfold
from mlsec_nb.frontends.widgets.markup import Html, line, listed, paragraph, pill, prose, text
from mlsec_nb.frontends.widgets.work import Work


class Controls:
    """A list and the control that is chosen."""

    title = "Controls"

    def __init__(self, state: ChecklistState, work: Work) -> None:
        self._state = state
        self._found: list[ControlResult] = []
        self._quiet = False
        pillars = [("all", ""), *((wording.PILLARS[pillar], pillar.value) for pillar in Pillar)]
        statuses = [("all", ""), *((wording.LABELS[status], status.value) for status in Status)]
        self._pillar = dropdown("Pillar", pillars, self.refresh)
        self._status = dropdown("Status", statuses, self.refresh)
        self._search = search("Search", self.refresh)
        self._list = chooser("Controls", self._chosen, rows=18)
        self._detail = html(live=True)
        self._attest, self._waive = Attest(state, work), Waive(state, work)

    def box(self) -> ipywidgets.Widget:
        """Filters, list, detail, forms."""
        filters = ipywidgets.HBox([self._pillar, self._status, self._search])
        attest = unfold("Attest…", self._attest.box, hint="State what only a person knows")
        waive = unfold("Waive…", self._waive.box, hint="Accept the risk for a time")
        forms = [ipywidgets.HBox([attest, waive]), self._attest.box, self._waive.box]
        return ipywidgets.VBox([filters, beside([self._list], [self._detail, *forms])])

    def refresh(self) -> None:
        """Show the controls as they stand, with the same one chosen as before."""
        before = self._current.control.id if self._current else ""
        self._found = self._state.controls(self._pillar.value, self._status.value, self._search.value)
        ids = [each.control.id for each in self._found]
        self._quiet = True
        lines = [(_label(each), place) for place, each in enumerate(self._found)]
        offer(self._list, lines, ids.index(before) if before in ids else 0)
        self._quiet = False
        self._chosen()

    @property
    def _current(self) -> ControlResult | None:
        place = self._list.index
        return self._found[place] if place is not None and place < len(self._found) else None

    def _chosen(self) -> None:
        if self._quiet:
            return
        current = self._current
        self._detail.value = detail(current) if current else paragraph("No control is like that.")
        for form in (self._attest, self._waive):
            form.about(current.control if current else None)


def detail(result: ControlResult) -> Html:
    """Everything there is to say of a control."""
    control, seen = result.control, result.observation
    when = f"seen {result.observed_at:%Y-%m-%d %H:%M} UTC from {result.vantage}" if result.observed_at else ""
    due = f"due {result.verdict.due}" if result.verdict.due else ""
    about = ", ".join(filter(None, (control.severity.label, control.mode.value, when, due)))
    limits = " ".join(filter(None, (control.limits, seen.limits)))
    cited = "; ".join(f"{name} {', '.join(ids)}" for name, ids in control.mappings.items())
    return (
        f"<h4>{text(control.id)} {text(control.title)}</h4>"
        + paragraph(pill(result.status.value, wording.standing(result)), prose(result.sentence))
        + listed(map(text, result.verdict.notes))
        + listed(text(wording.evidence(each)) for each in seen.evidence)
        + _stated(result)
        + paragraph("<b>Why:</b>", text(control.why))
        + paragraph("<b>What to do:</b>", prose(seen.fix or control.fix))
        + (paragraph("<b>Limits:</b>", text(limits)) if limits else "")
        + paragraph(text(about), soft=True)
        + (paragraph(text(cited), soft=True) if cited else "")
    )


def _stated(result: ControlResult) -> Html:
    said = []
    if (stated := result.attestation) is not None:
        rests = f" It rests on {', '.join(stated.evidence)}." if stated.evidence else ""
        said.append(
            f"{stated.by} stated {stated.statement.value} on {stated.at}, until {stated.expires}.{rests}"
        )
    if (waiver := result.waiver) is not None:
        said.append(f"{waiver.owner} accepted the risk until {waiver.expires}: {waiver.justification}")
    return listed(map(text, said))


def _label(result: ControlResult) -> str:
    return line(f"{wording.SIGNS[result.status]} {result.control.id}  {result.control.title}")
