"""The checklist that is looked at: gone through anew, stated about. Knows no widget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from threading import Event

from mlsec_nb.checklist.decide import Written, attest, waive
from mlsec_nb.checklist.export.wording import in_order
from mlsec_nb.checklist.model import Outcome
from mlsec_nb.checklist.result import ChecklistReport, ControlResult
from mlsec_nb.checklist.run import Request, run_checklist
from mlsec_nb.errors import UsageError
from mlsec_nb.frontends.widgets.work import Progress


class ChecklistState:
    """The report as it stands.

    Parameters
    ----------
    request
        Says anew, for each run, what there is to see; called in the kernel's main thread.
    """

    def __init__(self, request: Callable[[], Request]) -> None:
        self._request = request
        self.asked = request()
        self.report: ChecklistReport = run_checklist(self.asked)
        self.changed: Callable[[], None] = lambda: None

    def twin(self) -> tuple[str, str]:
        """The report as static HTML and as plain text."""
        return self.report._repr_html_(), str(self.report)

    def again(self) -> None:
        """Look at the place anew; to be called before :meth:`run`, not in its thread."""
        self.asked = replace(self._request(), demand=self.asked.demand)

    def run(self, progress: Progress, cancel: Event, *, demand: bool = False) -> ChecklistReport:
        """Go through the checklist; on ``demand`` with the probes that take long."""
        request = replace(self.asked, demand=demand, progress=progress, cancelled=cancel.is_set)
        return run_checklist(request)

    def take(self, report: ChecklistReport) -> None:
        """Show another report."""
        self.report = report
        self.changed()

    def controls(self, pillar: str = "", status: str = "", words: str = "") -> list[ControlResult]:
        """The controls that the filters let through, the worst first."""
        wanted = words.casefold().strip()
        return in_order(
            each
            for each in self.report.controls
            if pillar in ("", each.control.pillar.value)
            and status in ("", each.status.value)
            and wanted in f"{each.control.id} {each.control.title} {each.sentence}".casefold()
        )

    def attest(
        self,
        control: str,
        *,
        by: str,
        until: date | None,
        statement: Outcome,
        evidence: tuple[str, ...],
        note: str,
        today: date,
    ) -> Written:
        """Write down what a person states.

        Raises
        ------
        UsageError, ConfigError
            When something is missing or cannot be written.
        """
        if not by.strip():
            raise UsageError("Who states it?", "Fill in a name.")
        if statement is Outcome.PASS and not evidence:
            raise UsageError("What does it rest on?", "Fill in the evidence: a path, an address, a ticket.")
        if statement is Outcome.NOT_APPLICABLE and not note.strip():
            raise UsageError("Why does it not apply?", "Fill in the reason.")
        return attest(
            self.asked.folder,
            control,
            by=by.strip(),
            until=until,
            statement=statement,
            evidence=evidence,
            note=note.strip(),
            today=today,
            within=self.asked.within,
        )

    def waive(
        self, control: str, *, by: str, until: date | None, kind: str, reason: str, today: date
    ) -> Written:
        """Write down that a risk is accepted for a time; raises as :meth:`attest`."""
        if not by.strip():
            raise UsageError("Who answers for it?", "Fill in a name.")
        if until is None:
            raise UsageError("A waiver ends.", "Choose its last day.")
        if not reason.strip():
            raise UsageError("Why can the risk be accepted?", "Fill in the reason.")
        return waive(
            self.asked.folder,
            control,
            owner=by.strip(),
            until=until,
            justification=reason.strip(),
            reason=kind,
            today=today,
            within=self.asked.within,
        )
