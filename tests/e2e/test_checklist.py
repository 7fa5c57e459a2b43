"""The checklist in the panel: attest, waive, let expire, reload, export, and lead to findings."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Server
from tests.e2e.lab import Lab
from tests.e2e.test_looks import violations
from tests.notebooks import model

APPS = pytest.mark.parametrize("app", ["lab/tree", "notebooks"], ids=["jupyterlab", "notebook"])
PICKLE = "import pickle\nmodel = pickle.load(open('model.pkl', 'rb'))"


class Checklist(Lab):
    """The panel of a notebook in a project of its own, with the checklist open."""

    def __init__(self, page: Page, server: Server, project: Path) -> None:
        super().__init__(page, server)
        self.project = project

    def show(self, app: str = "lab/tree") -> None:
        self.open(f"{self.project.name}/train.ipynb", app)
        self.panel.get_by_role("button", name="Checklist").click()
        expect(self.panel).to_contain_text("Score")

    def control(self, name: str) -> Locator:
        return self.panel.locator(f"[data-control={name}]")

    def unfold(self, name: str) -> Locator:
        control = self.control(name)
        control.get_by_role("button").first.click()
        return control


@pytest.fixture
def checklist(page: Page, server: Server, request: pytest.FixtureRequest) -> Checklist:
    project = server.work / re.sub(r"\W+", "-", request.node.name)
    project.mkdir()
    (project / "mlsec.toml").write_text('[checklist]\nprofile = "standard"\n')
    server.write_notebook(f"{project.name}/train.ipynb", model(PICKLE))
    return Checklist(page, server, project)


@APPS
def test_statement_counts_until_it_expires(checklist: Checklist, app: str) -> None:
    checklist.show(app)
    control = checklist.unfold("DATA-14")
    expect(control).to_contain_text("not checked")
    control.get_by_role("button", name="Attest…").click()
    control.get_by_role("button", name="Attest", exact=True).click()
    expect(control.get_by_label("Who says so")).to_be_focused()  # it is missing
    control.get_by_label("Who says so").fill("Jo Doe")
    control.get_by_label(re.compile("^Evidence")).fill("minutes of 3 May\nticket 12")
    control.get_by_role("button", name="Attest", exact=True).click()
    expect(control).to_contain_text("attested")
    assert '"minutes of 3 May"' in (checklist.project / "mlsec.toml").read_text()

    checklist.show(app)  # as after a reload
    expect(checklist.unfold("DATA-14")).to_contain_text("By Jo Doe")

    written = (checklist.project / "mlsec.toml").read_text()
    for day in set(re.findall(r"\d{4}-\d\d-\d\d", written)):  # as if a year had gone by
        written = written.replace(day, str(date.fromisoformat(day) - timedelta(days=365)))
    (checklist.project / "mlsec.toml").write_text(written)
    checklist.panel.get_by_role("button", name="Look again").click()
    expect(checklist.control("DATA-14")).to_contain_text("expired")


@APPS
def test_risk_is_accepted_for_a_time(checklist: Checklist, app: str) -> None:
    checklist.show(app)
    control = checklist.unfold("MODEL-03")
    expect(control).to_contain_text("fails")
    control.get_by_role("button", name="Accept the risk…").click()
    control.get_by_label("Why it can be accepted").fill("our own file")
    control.get_by_label("Who answers for it").fill("Jo Doe")
    control.get_by_role("button", name="Accept", exact=True).click()
    expect(control).to_contain_text("needs attention, risk accepted until")
    expect(control.get_by_role("button").first).to_be_focused()


def test_refusal_is_said_and_nothing_typed_is_lost(checklist: Checklist) -> None:
    checklist.show()
    control = checklist.unfold("MODEL-03")
    control.get_by_role("button", name="Accept the risk…").click()
    control.get_by_label("Why it can be accepted").fill("password" + " = 'Tr0ub4dor&3xyz'")
    control.get_by_label("Who answers for it").fill("Jo Doe")
    control.get_by_role("button", name="Accept", exact=True).click()
    expect(control.get_by_role("alert")).to_contain_text("looks like a secret")
    expect(control.get_by_label("Who answers for it")).to_have_value("Jo Doe")


def test_control_leads_to_its_findings(checklist: Checklist) -> None:
    checklist.show()
    control = checklist.unfold("MODEL-03")
    control.get_by_role("button", name="Show 1 finding").click()
    expect(checklist.findings).to_have_count(1)
    expect(checklist.findings.first.get_by_role("button").first).to_be_focused()
    checklist.panel.get_by_role("button", name="Show all findings again").click()


def test_checklist_follows_the_notebook(checklist: Checklist) -> None:
    checklist.show()
    expect(checklist.control("MODEL-03")).to_contain_text("fails")
    checklist.cell(0).locator(".cm-content").click()
    checklist.page.keyboard.press("Control+a")
    checklist.page.keyboard.insert_text("x = 1")
    expect(checklist.control("MODEL-03")).not_to_contain_text("fails")


def test_run_is_kept_and_exported(checklist: Checklist) -> None:
    checklist.show()
    for runs in (1, 2):
        checklist.panel.get_by_role("button", name="Run all and keep").click()
        expect(checklist.panel.locator(".mlsec-Run")).to_contain_text("Kept")
        expect(checklist.panel.get_by_role("img")).to_have_count(4 if runs == 2 else 0)
    history = (checklist.project / ".mlsec/history.jsonl").read_text()
    assert len(history.splitlines()) >= 2
    assert exported(checklist, "JSON")["schema"] == "mlsec-nb/checklist/v1"
    results = exported(checklist, "OSCAL Assessment Results")["assessment-results"]
    assert results["metadata"]["oscal-version"] == "1.1.2"


def exported(checklist: Checklist, name: str) -> dict[str, Any]:
    checklist.panel.get_by_role("button", name="Export the report").click()
    with checklist.page.expect_download() as download:
        checklist.page.get_by_role("menuitem", name=f"Export Checklist as {name}").click()
    content: dict[str, Any] = json.loads(Path(download.value.path()).read_text())
    return content


def test_checklist_of_the_root_needs_no_notebook(page: Page, server: Server) -> None:
    page.goto(server.url("lab"))
    page.get_by_role("tab", name="ML security").click()
    panel = Lab(page, server).panel
    panel.get_by_role("button", name="Checklist").click()
    expect(panel.locator(".mlsec-Ring")).to_have_count(4)
    panel.get_by_label("Profile").select_option("full")
    expect(panel.locator("[data-control=INFRA-16]")).to_be_visible()


def test_checklist_is_accessible(checklist: Checklist) -> None:
    checklist.show()
    control = checklist.unfold("MODEL-03")
    control.get_by_role("button", name="Attest…").click()
    assert violations(checklist.page) == []
