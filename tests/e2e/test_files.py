"""Model files: beside the notebook that loads them, and from the file browser."""

from __future__ import annotations

import pickle

import pytest
from playwright.sync_api import Page, expect

from mlsec_nb.artifacts.examples import SYSTEM
from tests.e2e.conftest import Server
from tests.e2e.lab import Lab
from tests.e2e.test_looks import violations
from tests.notebooks import model

LOADS = "import pickle\nbad = pickle.load(open('bad.pkl', 'rb'))\ngood = pickle.load(open('good.pkl', 'rb'))"


@pytest.fixture
def lab(page: Page, server: Server) -> Lab:
    (server.work / "bad.pkl").write_bytes(SYSTEM)
    (server.work / "good.pkl").write_bytes(pickle.dumps([1, 2, 3]))
    server.write_notebook("loads.ipynb", model(LOADS))
    return Lab(page, server)


@pytest.mark.parametrize("app", ["lab/tree", "notebooks"], ids=["jupyterlab", "notebook"])
def test_panel_shows_the_files_that_the_notebook_loads(lab: Lab, app: str) -> None:
    lab.open("loads.ipynb", app)
    files = lab.panel.get_by_role("region", name="Model files it loads")
    expect(files.locator(".mlsec-File")).to_have_count(2)
    expect(files.locator(".mlsec-File", has_text="good.pkl")).to_contain_text("Nothing found")
    bad = files.locator(".mlsec-File", has_text="bad.pkl")
    bad.locator("summary").click()
    expect(bad).to_contain_text("os.system")
    bad.get_by_role("button", name="Look inside…").click()
    dialog = lab.page.get_by_role("dialog")
    expect(dialog.get_by_label("Disassembly")).to_contain_text("REDUCE")
    dialog.get_by_role("button", name="Close").click()
    expect(lab.findings.first).to_contain_text("The file is here: Loading would import")


def test_finding_in_a_file_is_explained_and_ignored_in_the_project(lab: Lab) -> None:
    lab.open("loads.ipynb")
    bad = lab.panel.locator(".mlsec-File", has_text="bad.pkl")
    bad.locator("summary").click()
    finding = bad.locator(".mlsec-FileFindings > li").first
    rule = finding.get_attribute("data-rule")
    finding.get_by_role("button", name="Explain").click()
    expect(lab.page.get_by_role("dialog")).to_contain_text("What it does")
    lab.page.keyboard.press("Escape")
    try:
        lab.ignore(finding, "This finding, in the project", "made for a test")
        expect(bad.locator(f".mlsec-FileFindings > li[data-rule={rule}]")).to_have_count(0)
        assert "made for a test" in (lab.server.work / "mlsec.toml").read_text()
    finally:
        (lab.server.work / "mlsec.toml").unlink(missing_ok=True)


def test_dialog_about_a_file_is_accessible_explains_and_ignores(lab: Lab) -> None:
    lab.open("loads.ipynb")
    bad = lab.panel.locator(".mlsec-File", has_text="bad.pkl")
    bad.locator("summary").click()
    bad.get_by_role("button", name="Look inside…").click()
    dialog = lab.page.get_by_role("dialog")
    finding = dialog.locator(".mlsec-FileFindings > li").first
    rule = finding.get_attribute("data-rule")
    assert violations(lab.page, ".jp-Dialog") == []
    finding.get_by_role("button", name="Explain").press("Enter")
    expect(dialog).to_contain_text("What it does")
    lab.page.keyboard.press("Escape")
    try:
        finding.get_by_role("button", name="Ignore this…").click()
        dialog.get_by_role("textbox").fill("made for a test")
        dialog.get_by_role("button", name="Ignore", exact=True).click()
        expect(dialog).to_contain_text("What is in bad.pkl")
        expect(dialog.locator(f".mlsec-FileFindings > li[data-rule={rule}]")).to_have_count(0)
        assert "made for a test" in (lab.server.work / "mlsec.toml").read_text()
        dialog.get_by_role("button", name="Close").click()
        expect(bad.locator(f".mlsec-FileFindings > li[data-rule={rule}]")).to_have_count(0)
        # once only the severity of a finding had changed, its mark stayed as it was
        expect(lab.cell(0).locator(".cm-lint-marker-hint")).to_have_count(2)
    finally:
        (lab.server.work / "mlsec.toml").unlink(missing_ok=True)


def test_context_menu_of_the_file_browser_looks_into_a_model_file(lab: Lab) -> None:
    lab.open("loads.ipynb")
    lab.page.locator(".jp-DirListing-item", has_text="bad.pkl").click(button="right")
    lab.page.get_by_role("menuitem", name="Scan Model File with mlsec").click()
    dialog = lab.page.get_by_role("dialog")
    expect(dialog).to_contain_text("What is in bad.pkl")
    expect(dialog).to_contain_text("os.system")
    dialog.get_by_role("button", name="Close").click()
    lab.page.locator(".jp-DirListing-item", has_text="loads.ipynb").click(button="right")
    expect(lab.page.get_by_role("menuitem", name="Rename")).to_be_visible()
    expect(lab.page.get_by_role("menuitem", name="Scan Model File with mlsec")).to_have_count(0)


def test_file_that_has_gone_is_said_so(lab: Lab) -> None:
    lab.open("loads.ipynb")
    lab.page.locator(".jp-DirListing-item", has_text="good.pkl").click(button="right")
    (lab.server.work / "good.pkl").unlink()
    lab.page.get_by_role("menuitem", name="Scan Model File with mlsec").click()
    expect(lab.page.get_by_role("dialog").get_by_role("alert")).to_contain_text("There is no such file")


def test_closing_the_dialog_gives_up(lab: Lab) -> None:
    lab.page.route("**/mlsec-nb/api/artifact*", lambda route: None)  # never answered
    lab.open("loads.ipynb")
    lab.page.locator(".jp-DirListing-item", has_text="bad.pkl").click(button="right")
    lab.page.get_by_role("menuitem", name="Scan Model File with mlsec").click()
    dialog = lab.page.get_by_role("dialog")
    expect(dialog).to_contain_text("nothing of it is loaded")
    with lab.page.expect_event("requestfailed", lambda request: "api/artifact" in request.url):
        dialog.get_by_role("button", name="Close").click()
