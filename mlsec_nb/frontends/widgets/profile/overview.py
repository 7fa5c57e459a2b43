"""The first tab: how bad it is, by pillar, and what each question came to."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import ipywidgets

from mlsec_nb.core.finding import Finding, Severity
from mlsec_nb.frontends.widgets.controls import button, html
from mlsec_nb.frontends.widgets.markup import Html, Markup, paragraph, pill, table, text
from mlsec_nb.frontends.widgets.profile.state import ProfileState
from mlsec_nb.frontends.widgets.work import Work
from mlsec_nb.profile.answer import Answer
from mlsec_nb.profile.page.view import numbers


class Overview:
    """Severity by pillar, facts, and a table of the questions.

    Parameters
    ----------
    budget
        Seconds for asking everything again.
    more
        A control beside the button that asks everything again, such as the budget's slider.
    """

    title = "Overview"

    def __init__(
        self,
        state: ProfileState,
        work: Work,
        budget: Callable[[], float | None] = lambda: None,
        more: Iterable[ipywidgets.Widget] = (),
    ) -> None:
        self._state, self._work, self._budget = state, work, budget
        self._shown = html(live=True)
        self._more = list(more)

    def box(self) -> ipywidgets.Widget:
        """A row of controls, and the page."""
        again = button(
            "Ask everything again", self._again, hint="Measure all questions anew, with the same seed"
        )
        return ipywidgets.VBox([ipywidgets.HBox([again, *self._more]), self._shown])

    def refresh(self) -> None:
        """Show the profile as it stands."""
        profile = self._state.profile
        facts = {**profile.facts, "asked": f"{profile.at:%Y-%m-%d %H:%M} UTC, {profile.seconds:.1f} s"}
        told = "".join(f"<span>{text(name)} <b>{text(value)}</b></span>" for name, value in facts.items())
        self._shown.value = (
            f"<h4>{text(profile.kind.capitalize())} {text(profile.subject)}</h4>"
            f'<p class="facts soft">{told}</p>{self._cards()}{self._questions()}'
            + paragraph("Nothing found is no proof: each answer says what it cannot see.", soft=True)
        )

    def _cards(self) -> Html:
        cards = [
            f'<div class="card"><b>{text(pillar.value.capitalize())}</b>{severities(findings)}</div>'
            for pillar, findings in self._state.pillars().items()
        ]
        return f'<div class="cards">{"".join(cards) or pill("clear", "nothing found")}</div>'

    def _questions(self) -> Html:
        answers = sorted(
            self._state.profile.answers.values(),
            key=lambda a: (bool(a.skipped), -1 * (-1 if a.worst is None else int(a.worst)), a.name),
        )
        rows = [(a.name, Markup(_worst(a)), _outcome(a), f"{a.seconds:.1f} s") for a in answers]
        return table("Questions", ("question", "", "answer", "took"), rows)

    def _again(self) -> None:
        self._work.start(
            "Asking everything",
            lambda progress, cancel: self._state.measure(None, progress, cancel, self._budget()),
            lambda _: self._state.changed(),
        )


def severities(findings: Iterable[Finding]) -> Html:
    """How many findings there are of each severity."""
    levels = [finding.severity for finding in findings]
    counted = [(level, levels.count(level)) for level in sorted(Severity, reverse=True)]
    return " ".join(pill(level.label, f"{count} {level.label}") for level, count in counted if count)


def _worst(answer: Answer) -> Html:
    if answer.skipped:
        return pill("info", "not asked")
    return pill(answer.worst.label) if answer.worst is not None else pill("clear", "clear")


def _outcome(answer: Answer) -> str:
    if answer.skipped:
        return answer.skipped
    if answer.findings:
        worst = max(answer.findings, key=lambda finding: finding.severity)
        more = f" (and {len(answer.findings) - 1:,} more)" if len(answer.findings) > 1 else ""
        return worst.message + more
    shown = numbers(answer)
    return shown[0].text if shown else "nothing found"
