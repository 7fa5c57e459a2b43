"""Forms for statements and waivers: what is missing is said beside them, what was written is shown."""

from __future__ import annotations

from abc import ABC, abstractmethod

import ipywidgets

from mlsec_nb.checklist.aging import latest_day
from mlsec_nb.checklist.decide import Written
from mlsec_nb.checklist.model import Control, Outcome, Reason
from mlsec_nb.clock import today
from mlsec_nb.errors import MlsecError
from mlsec_nb.frontends.widgets.checklist.state import ChecklistState
from mlsec_nb.frontends.widgets.controls import LABEL, button, html
from mlsec_nb.frontends.widgets.markup import paragraph, text
from mlsec_nb.frontends.widgets.work import Work

WIDE = {"width": "100%", "max_width": "40rem"}
STATEMENTS = [
    ("it holds", Outcome.PASS),
    ("it does not hold", Outcome.FAIL),
    ("it does not apply here", Outcome.NOT_APPLICABLE),
]


class _Form(ABC):
    """What both forms share: who, until when, a button, and what came of it."""

    def __init__(self, state: ChecklistState, work: Work, send: str) -> None:
        self._state, self._work = state, work
        self._control: Control | None = None
        self.by = ipywidgets.Text(description="By", placeholder="your name", style=LABEL, layout=WIDE)
        self.until = ipywidgets.DatePicker(description="Until", style=LABEL)
        self.said = html(live=True)
        self.send = button(send, self._sent, style="primary")
        self._about = html()

    def about(self, control: Control | None) -> None:
        """Be about another control; what was typed for the one before is cleared."""
        if control is self._control:
            return
        self._control = control
        self.send.disabled = control is None
        self.said.value = ""
        self._about.value = paragraph(text(self._hint(control)), soft=True) if control else ""
        self._clear()

    @abstractmethod
    def _hint(self, control: Control) -> str:
        """What to know before filling it in."""

    @abstractmethod
    def _clear(self) -> None:
        """Empty what belongs to one control."""

    @abstractmethod
    def _write(self, control: Control) -> Written:
        """Write it down; raises when something is missing."""

    def _sent(self) -> None:
        if self._control is None:
            return
        try:
            written = self._write(self._control)
        except MlsecError as error:
            self.said.value = f'<p role="alert"><span class="pill fail">not written</span> {text(error)}</p>'
            return
        self._state.again()
        self._work.start("Counting it", self._state.run, self._state.take)
        told = f"Added to {written.path.name}. To undo, remove these lines:"
        self.said.value = paragraph(text(told)) + f"<pre>{text_lines(written.text)}</pre>"


class Attest(_Form):
    """What a person states."""

    def __init__(self, state: ChecklistState, work: Work) -> None:
        super().__init__(state, work, "Write the statement")
        self.statement = ipywidgets.Dropdown(description="Statement", options=STATEMENTS, style=LABEL)
        self.evidence = ipywidgets.Textarea(
            description="Evidence", placeholder="one path, address or ticket a line", style=LABEL, layout=WIDE
        )
        self.note = ipywidgets.Text(description="Reason or note", style=LABEL, layout=WIDE)
        fields = [self._about, self.statement, self.by, self.until, self.evidence, self.note]
        self.box = ipywidgets.VBox([*fields, self.send, self.said])

    def _hint(self, control: Control) -> str:
        return (
            f"About {control.id}. A statement lasts until {latest_day(control, today())} at most. "
            "What a probe sees fail, fails whatever is stated."
        )

    def _clear(self) -> None:
        self.evidence.value = self.note.value = ""
        self.until.value = None

    def _write(self, control: Control) -> Written:
        return self._state.attest(
            control.id,
            by=self.by.value,
            until=self.until.value,
            statement=self.statement.value,
            evidence=tuple(one.strip() for one in self.evidence.value.splitlines() if one.strip()),
            note=self.note.value,
            today=today(),
        )


class Waive(_Form):
    """That a risk is accepted."""

    def __init__(self, state: ChecklistState, work: Work) -> None:
        super().__init__(state, work, "Write the waiver")
        kinds = [(reason.value.replace("-", " "), reason.value) for reason in Reason]
        self.kind = ipywidgets.Dropdown(description="Kind", options=kinds, style=LABEL)
        self.kind.value = Reason("accepted-risk").value
        self.reason = ipywidgets.Textarea(description="Reason", style=LABEL, layout=WIDE)
        fields = [self._about, self.kind, self.by, self.until, self.reason]
        self.box = ipywidgets.VBox([*fields, self.send, self.said])

    def _hint(self, control: Control) -> str:
        return f"About {control.id}. It needs attention until the last day, and counts nothing."

    def _clear(self) -> None:
        self.reason.value = ""
        self.until.value = None

    def _write(self, control: Control) -> Written:
        return self._state.waive(
            control.id,
            by=self.by.value,
            until=self.until.value,
            kind=self.kind.value,
            reason=self.reason.value,
            today=today(),
        )


def text_lines(lines: str) -> str:
    """Escaped lines."""
    return "\n".join(map(text, lines.splitlines()))
