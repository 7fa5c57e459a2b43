"""The list of findings, and beside it what is wrong, the numbers, the limits, the fix, the thresholds."""

from __future__ import annotations

import ipywidgets

from mlsec_nb.core.finding import Severity
from mlsec_nb.frontends.widgets.controls import Pager, beside, button, chooser, dropdown, html, offer
from mlsec_nb.frontends.widgets.markup import Html, line, paragraph, pill, prose, text
from mlsec_nb.frontends.widgets.profile.figures import figure
from mlsec_nb.frontends.widgets.profile.sliders import Sliders
from mlsec_nb.frontends.widgets.profile.state import Line, ProfileState
from mlsec_nb.frontends.widgets.work import Work
from mlsec_nb.profile.page.html import body

SIGNS = {"clear": "✓", "skipped": "–"}
PAGE = 100


class Findings:
    """The worst first; then the questions that found nothing, and those that were not asked."""

    title = "Findings"

    def __init__(self, state: ProfileState, work: Work) -> None:
        self._state, self._work = state, work
        self._lines: list[Line] = []
        self._quiet = False
        levels = [("everything", -1), *((level.label, int(level)) for level in Severity)]
        self._least = dropdown("From severity", levels, self._filtered)
        self._pager = Pager(PAGE, self.refresh)
        self._list = chooser("Findings", self._chosen, rows=14)
        self._detail = html(live=True)
        self._sliders = Sliders(state)
        self._figure = html()
        self._draw = ipywidgets.ToggleButton(description="Figure", tooltip="Draw the figure of this question")
        self._draw.observe(lambda _: self._drawn(), "value")
        self._again = button("Ask again", self._ask, hint="Measure this question anew")

    def box(self) -> ipywidgets.Widget:
        """List and detail side by side."""
        buttons = ipywidgets.HBox([self._draw, self._again])
        right = [self._detail, self._sliders.box, buttons, self._figure]
        return beside([self._least, self._list, self._pager.box], right)

    def refresh(self) -> None:
        """Show the findings as they stand, with the same one chosen as before."""
        chosen = self._current
        least = self._least.value
        everything = self._state.lines(Severity(max(least, 0)), quiet=least < 0)
        self._lines = everything[self._pager.slice(len(everything))]
        self._quiet = True
        offer(
            self._list, [(_label(one), place) for place, one in enumerate(self._lines)], self._place(chosen)
        )
        self._quiet = False
        self._show()

    @property
    def _current(self) -> Line | None:
        place = self._list.index
        return self._lines[place] if place is not None and place < len(self._lines) else None

    def _place(self, chosen: Line | None) -> int:
        """Where the line is now, or one of the same question."""
        if chosen is None:
            return 0
        keys = [one.key for one in self._lines]
        questions = [one.question for one in self._lines]
        for known, wanted in ((keys, chosen.key), (questions, chosen.question)):
            if wanted in known:
                return known.index(wanted)
        return 0

    def _filtered(self) -> None:
        self._pager.first()
        self.refresh()

    def _chosen(self) -> None:
        if not self._quiet:
            self._show()

    def _show(self) -> None:
        current = self._current
        self._again.disabled = current is None or self._state.context is None
        if current is None:
            self._detail.value = paragraph("Nothing at or above this severity.")
            self._sliders.show(None)
        else:
            self._detail.value = detail(self._state, current)
            self._sliders.show(current.question)
        self._drawn()

    def _drawn(self) -> None:
        current = self._current
        self._figure.value = (
            figure(self._state.profile, current.question) if self._draw.value and current is not None else ""
        )

    def _ask(self) -> None:
        if (current := self._current) is not None:
            name = current.question
            self._work.start(
                f"Asking {name}",
                lambda progress, cancel: self._state.measure([name], progress, cancel),
                lambda _: self._state.changed(),
            )


def detail(state: ProfileState, one: Line) -> Html:
    """What there is to say of a line: what is wrong, the fix, the numbers, the limits."""
    answer, question = state.profile[one.question], state.question(one.question)
    asked = f"<h4>{text(question.title)}</h4>"
    if answer.skipped:
        return asked + paragraph(pill("info", "not asked"), text(answer.skipped))
    if one.finding is None:
        return asked + paragraph(pill("clear", "nothing found")) + body(answer)
    found = one.finding
    references = text(", ".join((*found.controls, *found.references)))
    return (
        asked
        + paragraph(pill(found.severity.label), f"<b>{text(found.message)}</b>")
        + (paragraph(text(found.evidence), soft=True) if found.evidence else "")
        + paragraph("<b>What to do:</b>", prose(found.advice))
        + paragraph(
            text(f"{found.rule} {found.name}, {found.confidence.label} confidence"), references, soft=True
        )
        + body(answer)
    )


def _label(one: Line) -> str:
    sign = SIGNS.get(one.severity, one.severity.upper())
    return line(f"{sign}  {one.question}: {one.sentence}")
