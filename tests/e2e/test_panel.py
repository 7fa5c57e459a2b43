"""The panel in JupyterLab and in Notebook 7."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Request, expect

from tests.e2e.conftest import Server
from tests.e2e.lab import Lab
from tests.notebooks import code, markdown, model, stream
from tests.secrets_fakes import openai_key

APPS = pytest.mark.parametrize("app", ["lab/tree", "notebooks"], ids=["jupyterlab", "notebook"])
TRACKER = "@jupyterlab/notebook-extension:tracker"
KEY = openai_key()
SECRET = f'API_KEY = "{KEY}"'
RECORD = """() => {
  window.mlsecSent = [];
  const stringify = Blob;
  window.Blob = class extends stringify {
    constructor(parts, options) {
      super(parts, options);
      if (parts?.[0]?.includes?.('"session"')) window.mlsecSent.push(JSON.parse(parts.join('')));
    }
  };
}"""  # a request's body is not shown to the test otherwise
UNSAFE = "import requests\nrequests.get('https://example.org', verify=False)"


@pytest.fixture
def lab(page: Page, server: Server) -> Lab:
    return Lab(page, server)


@APPS
def test_secret_that_is_typed_is_found_fixed_and_brought_back(lab: Lab, app: str) -> None:
    lab.server.write_notebook("typed.ipynb", model("x = 1", "y = 2"))
    lab.open("typed.ipynb", app)
    expect(lab.panel).to_contain_text("No findings")
    lab.type_into(1, f"\n{SECRET}")
    expect(lab.findings).to_have_count(1)
    expect(lab.panel).not_to_contain_text(KEY)
    expect(lab.cell(1).locator(".cm-lint-marker")).to_have_count(1)
    expect(lab.counter).to_contain_text("1")

    lab.details().get_by_role("button", name="Fix…").click()
    review = lab.page.get_by_role("dialog")
    expect(review).to_contain_text('os.environ["API_KEY"]')
    expect(review).not_to_contain_text(KEY)
    review.get_by_role("button", name="Apply").click()
    expect(lab.findings).to_have_count(0)
    assert lab.source(1) == 'import os\ny = 2\nAPI_KEY = os.environ["API_KEY"]'
    expect(lab.cell(1).locator(".cm-lint-marker")).to_have_count(0)

    lab.toast("Done").get_by_role("button", name="Undo").click()
    expect(lab.findings).to_have_count(1)
    assert lab.source(1) == f"y = 2\n{SECRET}"


@APPS
def test_click_leads_to_the_line_far_off_screen(lab: Lab, app: str) -> None:
    lab.server.write_notebook(
        "long.ipynb", model(*[f"x{n} = {n}" for n in range(500)], f"# a\n# 🙂\n{SECRET}")
    )
    lab.server.configure(TRACKER, windowingMode="full")  # only cells near the screen are in the page
    lab.open("long.ipynb", app)
    lab.findings.get_by_role("button", name=re.compile("line 3")).first.click()
    expect(lab.cell(500)).to_have_class(re.compile("jp-mod-active"))
    expect(lab.cell(500).locator(".cm-content")).to_be_in_viewport()
    expect(lab.cell(500).locator(".cm-content")).to_be_focused()
    assert lab.page.evaluate("getSelection().toString()") == KEY
    lab.server.configure(TRACKER)


def test_click_leads_to_a_cell_that_the_browser_had_no_time_to_attach_yet(lab: Lab) -> None:
    sources = [f"x{n} = {n}" for n in range(500)]
    sources[400] = f"# a\n{SECRET}"
    lab.server.write_notebook("deferred.ipynb", model(*sources))
    lab.page.add_init_script("window.requestIdleCallback = () => 1; window.cancelIdleCallback = () => {}")
    lab.open("deferred.ipynb")
    expect(lab.cell(400)).to_have_count(0)
    lab.findings.get_by_role("button", name=re.compile("line 2")).first.click()
    expect(lab.cell(400)).to_have_class(re.compile("jp-mod-active"))
    expect(lab.cell(400).locator(".cm-content")).to_be_in_viewport()
    expect(lab.cell(400).locator(".cm-content")).to_be_focused()


def test_output_is_badged_redacted_and_brought_back(lab: Lab) -> None:
    lab.server.write_notebook("output.ipynb", model("x = 1", code("print(key)", stream(f"{KEY}\n"), count=1)))
    lab.open("output.ipynb")
    badge = lab.cell(1).get_by_role("button", name="1 security finding in this cell")
    expect(badge).to_be_visible()
    lab.details().get_by_role("button", name="Fix…").click()
    lab.page.get_by_role("dialog").get_by_role("button", name="Apply").click()
    expect(badge).to_have_count(0)
    expect(lab.cell(1)).not_to_contain_text(KEY)
    lab.toast("Done").get_by_role("button", name="Undo").click()
    expect(lab.cell(1)).to_contain_text(KEY)
    expect(badge).to_be_visible()


def test_ignore_here_writes_a_comment_with_the_reason(lab: Lab) -> None:
    lab.server.write_notebook("ignore.ipynb", model(UNSAFE))
    lab.open("ignore.ipynb")
    lab.ignore(lab.details(), "Here, in the cell", "a test server")
    expect(lab.findings).to_have_count(0)
    assert re.search(r"verify=False\)  # mlsec: ignore\[MLS\d+\] a test server$", lab.source(0))
    lab.panel.get_by_role("button", name="Show 1 ignored finding").click()
    expect(lab.findings).to_have_count(1)


def test_ignore_a_value_writes_the_configuration(lab: Lab) -> None:
    lab.server.write_notebook("value.ipynb", model(markdown(f"The key was `{KEY}`.")))
    lab.open("value.ipynb")
    lab.ignore(lab.details(), "This value, in the project", "revoked")
    expect(lab.findings).to_have_count(0)
    config = lab.server.work / "mlsec.toml"
    assert 'reason = "revoked"' in config.read_text()
    assert KEY not in config.read_text()
    config.unlink()


def test_explain_shows_the_rule(lab: Lab) -> None:
    lab.server.write_notebook("explain.ipynb", model(UNSAFE))
    lab.open("explain.ipynb")
    lab.details().get_by_role("button", name="Explain").click()
    expect(lab.page.get_by_role("dialog")).to_contain_text("Why it matters")


def test_panel_follows_the_notebook_and_its_name(lab: Lab) -> None:
    lab.server.write_notebook("first.ipynb", model(UNSAFE))
    lab.server.write_notebook("second.ipynb", model("x = 1"))
    lab.open("first.ipynb")
    expect(lab.findings).to_have_count(1)
    lab.page.locator(".jp-DirListing-item", has_text="second.ipynb").dblclick()
    expect(lab.panel).to_contain_text("second.ipynb")
    expect(lab.findings).to_have_count(0)
    lab.page.get_by_role("tab", name="first.ipynb").click()
    expect(lab.findings).to_have_count(1)


def test_marks_of_a_notebook_and_of_its_copy_do_not_mix(lab: Lab) -> None:
    """Their cells have the same ids."""
    lab.server.write_notebook("original.ipynb", model(UNSAFE))
    lab.server.write_notebook("copy.ipynb", model("x = 1"))
    lab.open("original.ipynb")
    marks = lab.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .cm-lint-marker")
    expect(marks).to_have_count(1)
    lab.page.locator(".jp-DirListing-item", has_text="copy.ipynb").dblclick()
    expect(lab.panel).to_contain_text("copy.ipynb")
    expect(lab.findings).to_have_count(0)
    expect(marks).to_have_count(0)


def test_findings_come_back_with_the_page(lab: Lab) -> None:
    lab.server.write_notebook("reload.ipynb", model(UNSAFE))
    lab.open("reload.ipynb")
    expect(lab.findings).to_have_count(1)
    lab.page.wait_for_timeout(1500)  # the layout is saved a second after it has changed
    lab.page.goto(lab.page.url.split("?")[0])
    expect(lab.panel).to_be_visible()
    expect(lab.findings).to_have_count(1)


def test_output_of_a_run_is_found(lab: Lab) -> None:
    half = len(KEY) // 2
    lab.server.write_notebook("run.ipynb", model(f"print('{KEY[:half]}' + '{KEY[half:]}')"))
    lab.open("run.ipynb")
    lab.page.wait_for_selector(".jp-DebuggerBugButton[aria-disabled=false]", timeout=60_000)
    lab.cell(0).locator(".cm-content").click()
    lab.page.keyboard.press("Shift+Enter")
    expect(lab.findings.filter(has_text="output 1")).to_have_count(1)


def test_nothing_is_sent_while_the_panel_is_closed_and_marks_are_off(lab: Lab, configured) -> None:
    configured(gutter=False, badges=False)
    lab.server.write_notebook("quiet.ipynb", model("x = 1"))
    sent: list[Request] = []
    lab.page.on("request", lambda request: sent.append(request) if "mlsec-nb/api" in request.url else None)
    lab.open("quiet.ipynb", panel=False)
    lab.type_into(0, f"\n{SECRET}")
    lab.page.wait_for_timeout(2000)
    assert sent == []
    lab.counter.get_by_role("button").click()
    expect(lab.findings).to_have_count(1)
    assert len(sent) > 0


def test_only_the_cell_that_changed_travels(lab: Lab) -> None:
    lab.server.write_notebook("delta.ipynb", model(*[f"x{n} = {n}" for n in range(40)]))
    lab.open("delta.ipynb")
    expect(lab.panel).to_contain_text("No findings")
    lab.page.evaluate(RECORD)
    lab.type_into(3, "\nz = 1")
    lab.page.wait_for_function("mlsecSent.some(sent => JSON.stringify(sent).includes('z = 1'))")
    pieces = [piece for sent in lab.page.evaluate("mlsecSent") for piece in sent["pieces"].values()]
    sources = [piece["source"] for piece in pieces if "source" in piece]
    assert all(source.startswith("x3 = 3\n") for source in sources)  # halfway states too, if typing is slow


def test_status_bar_counts_and_opens_the_panel(lab: Lab) -> None:
    lab.server.write_notebook("status.ipynb", model(UNSAFE))
    lab.open("status.ipynb", panel=False)
    lab.page.locator(".mlsec-Status").get_by_text("Security: 1").click()
    expect(lab.panel).to_be_visible()


def test_keyboard_alone_is_enough(lab: Lab) -> None:
    lab.server.write_notebook("keys.ipynb", model(UNSAFE, f"{SECRET}\n{UNSAFE}"))
    lab.open("keys.ipynb", panel=False)
    expect(lab.counter).to_contain_text("3")
    keyboard = lab.page.keyboard
    keyboard.press("Control+Shift+Y")
    expect(lab.panel.get_by_role("button", name="Scan again")).to_be_focused()
    rows = lab.panel.locator(".mlsec-Finding-main")
    rows.first.focus()
    keyboard.press("ArrowDown")
    expect(rows.nth(1)).to_be_focused()
    keyboard.press("Tab")
    keyboard.press("Enter")
    expect(lab.findings.nth(1).get_by_label("Evidence")).to_be_visible()
    rows.nth(1).focus()
    keyboard.press("Enter")
    expect(lab.cell(1)).to_have_class(re.compile("jp-mod-active"))


def test_server_that_cannot_be_reached_is_said_so(lab: Lab) -> None:
    lab.server.write_notebook("fails.ipynb", model("x = 1"))
    lab.page.route("**/mlsec-nb/api/scan*", lambda route: route.abort())
    lab.open("fails.ipynb")
    expect(lab.panel.get_by_role("alert")).to_contain_text("The scan failed")
    lab.page.unroute("**/mlsec-nb/api/scan*")
    lab.panel.get_by_role("button", name="Try again").click()
    expect(lab.panel).to_contain_text("No findings")


def test_notebook_shows_the_panel_from_the_view_menu(lab: Lab) -> None:
    lab.server.write_notebook("menu.ipynb", model("1 + 1"))
    lab.open("menu.ipynb", "notebooks", panel=False)
    lab.page.get_by_role("menuitem", name="View", exact=True).click()
    lab.page.get_by_role("menuitem", name="ML Security Panel").click()
    expect(lab.panel).to_be_visible()


def test_opening_a_notebook_does_not_change_it(lab: Lab) -> None:
    lab.server.write_notebook("clean.ipynb", model(UNSAFE))
    before = (lab.server.work / "clean.ipynb").read_text()
    lab.open("clean.ipynb")
    expect(lab.findings).to_have_count(1)
    assert (lab.server.work / "clean.ipynb").read_text() == before
    assert lab.page.evaluate("document.querySelectorAll('.jp-mod-dirty').length") == 0
