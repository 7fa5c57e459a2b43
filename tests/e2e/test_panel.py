"""The panel in JupyterLab and in Notebook 7."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Server


def test_jupyterlab_shows_the_panel(page: Page, server: Server) -> None:
    page.goto(server.url("lab"))
    page.get_by_role("tab", name="ML security").click()
    panel = page.get_by_role("region", name="ML security")
    expect(panel).to_be_visible()
    expect(panel).to_contain_text("%mlsec scan")


def test_notebook_shows_the_panel_from_the_view_menu(page: Page, server: Server) -> None:
    server.add_notebook("panel.ipynb", "1 + 1")
    page.goto(server.url("notebooks/panel.ipynb"))
    page.get_by_role("menuitem", name="View", exact=True).click()
    page.get_by_role("menuitem", name="ML Security Panel").click()
    panel = page.get_by_role("region", name="ML security")
    expect(panel).to_be_visible()
    expect(panel).to_contain_text("%mlsec scan")
