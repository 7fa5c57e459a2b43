"""The view of the checklist: forms, filters, runs."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from mlsec_nb.checklist.model import Outcome
from mlsec_nb.checklist.run import Request
from mlsec_nb.clock import today
from mlsec_nb.frontends.widgets import checklist_widget
from mlsec_nb.frontends.widgets.app import App
from tests.frontends.test_magics_checklist import OWN

HOSTILE = OWN.replace("The impact is assessed", "<img src=x onerror=window.pwned=1>")


@pytest.fixture
def app(tmp_path: Path) -> App:
    (tmp_path / "mlsec.toml").write_text(HOSTILE)
    return checklist_widget(lambda: Request(folder=tmp_path))


def choose(app: App, control: str):
    controls = app.sections[1]
    app.open("Controls")
    controls._list.index = [each.control.id for each in controls._found].index(control)
    return controls


def test_pillars_have_rings_and_controls_are_escaped(app) -> None:
    assert app.sections[0]._shown.value.count("<svg") == 2
    assert "Data: 0 to 0 percent" in app.sections[0]._shown.value
    detail = choose(app, "ACME-01")._detail.value
    assert "&lt;img src=x" in detail
    assert "<img" not in detail


@pytest.mark.parametrize(
    ("fill", "said"),
    [
        ({"by": ""}, "Who states it?"),
        ({"by": "me"}, "What does it rest on?"),
        ({"by": "me", "statement": Outcome.NOT_APPLICABLE}, "Why does it not apply?"),
        ({"by": "me", "evidence": "doc", "until": today() - timedelta(1)}, "in the past"),
    ],
)
def test_what_is_missing_in_a_statement_is_said(app, fill, said) -> None:
    form = choose(app, "ACME-02")._attest
    for field, value in fill.items():
        getattr(form, field).value = value
    form._sent()
    assert said in form.said.value
    assert "attestation" not in (app.state.asked.folder / "mlsec.toml").read_text()


def test_a_statement_is_written_and_counted(app) -> None:
    form = choose(app, "ACME-02")._attest
    form.by.value, form.evidence.value = "j.doe", "docs/training.md\nTICKET-7"
    form._sent()
    app.work.wait(60)
    assert (
        'evidence = ["docs/training.md", "TICKET-7"]' in (app.state.asked.folder / "mlsec.toml").read_text()
    )
    assert app.state.report["ACME-02"].status.value == "attested"


def test_a_waiver_is_written_and_counted(app) -> None:
    form = choose(app, "ACME-01")._waive
    form.by.value = "j.doe"
    form._sent()
    assert "last day" in form.said.value
    form.until.value, form.reason.value = today() + timedelta(30), "After the move."
    form._sent()
    app.work.wait(60)
    assert app.state.report["ACME-01"].status.value == "needs_attention"


def test_a_form_is_emptied_for_another_control(app) -> None:
    form = choose(app, "ACME-01")._attest
    form.evidence.value = "docs/dpia.md"
    choose(app, "ACME-02")
    assert form.evidence.value == ""


def test_filters_leave_what_was_asked_for(app) -> None:
    controls = choose(app, "ACME-01")
    controls._pillar.value = "human"
    assert [each.control.id for each in controls._found] == ["ACME-02"]
    controls._search.value = "no such"
    assert "No control is like that" in controls._detail.value
