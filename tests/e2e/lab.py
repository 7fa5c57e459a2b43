"""What a person does in JupyterLab and Notebook 7, in their words."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Server


class Lab:
    """One page with a notebook and the panel."""

    def __init__(self, page: Page, server: Server) -> None:
        self.page = page
        self.server = server

    @property
    def panel(self) -> Locator:
        return self.page.get_by_role("region", name="ML security")

    @property
    def findings(self) -> Locator:
        return self.panel.locator(".mlsec-Finding")

    @property
    def counter(self) -> Locator:
        """The button of the notebook's toolbar."""
        return self.page.locator(".mlsec-ToolbarButton")

    def open(self, name: str, app: str = "lab/tree", *, panel: bool = True) -> Lab:
        self.page.goto(self.server.url(f"{app}/{name}"))
        self.page.locator(".jp-Notebook .jp-Cell").first.wait_for()
        if panel:
            self.counter.get_by_role("button").click()
            expect(self.panel).to_be_visible()
        return self

    def cell(self, number: int) -> Locator:
        return self.page.locator(f".jp-Cell[data-windowed-list-index='{number}']")

    def type_into(self, number: int, text: str) -> None:
        self.cell(number).locator(".cm-content").click()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.insert_text(text)

    def source(self, number: int) -> str:
        return self.cell(number).locator(".cm-content").inner_text().replace("\u200b", "")

    def details(self, number: int = 0) -> Locator:
        """Unfold a finding."""
        finding = self.findings.nth(number)
        finding.get_by_role("button", name=re.compile("^Details")).click()
        return finding

    def ignore(self, finding: Locator, choice: str, reason: str) -> None:
        finding.get_by_role("button", name="Ignore…").click()
        self.page.get_by_role("menuitem", name=choice).click()
        self.page.get_by_role("dialog").get_by_role("textbox").fill(reason)
        self.page.get_by_role("dialog").get_by_role("button", name="Ignore").click()

    def save(self) -> None:
        self.page.keyboard.press("Control+s")

    def toast(self, text: str | re.Pattern[str]) -> Locator:
        return self.page.locator(".Toastify__toast").filter(has_text=text)
