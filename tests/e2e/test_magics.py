"""``%mlsec`` in a real kernel, shown by a real front end."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Server

UNSAFE = 'import pickle\nmodel = pickle.load(open("model.pkl", "rb"))'
SCAN = "%load_ext mlsec_nb\n%mlsec scan"


@pytest.mark.parametrize("app", ["lab/tree", "notebooks"], ids=["jupyterlab", "notebook"])
def test_scan_shows_the_result_below_the_cell(page: Page, server: Server, app: str) -> None:
    name = f"scan-{app.split('/')[0]}.ipynb"  # of its own, for a kernel of its own
    server.add_notebook(name, UNSAFE, SCAN)
    page.goto(server.url(f"{app}/{name}"))
    # The status says idle before the kernel is connected, and a cell run then is lost. The
    # debugger's button is enabled by the kernel's first answer.
    page.wait_for_selector(".jp-DebuggerBugButton[aria-disabled=false]", timeout=60_000)
    page.locator(".jp-CodeCell .cm-content").nth(1).click()
    page.keyboard.press("Shift+Enter")
    result = page.locator(".jp-CodeCell").nth(1).locator(".jp-RenderedHTMLCommon")
    result.get_by_text("pickle-load").first.click()
    expect(result.get_by_text("pickle.load(").first).to_be_visible()
