"""What somebody does all day in JupyterLab or Notebook 7, with the panel open."""

from __future__ import annotations

import itertools
import random
import re
from collections import Counter
from contextlib import AbstractContextManager

from playwright.sync_api import Locator, Page, expect

from mlsec_nb.options import Options
from mlsec_nb.scan import Scanner
from tests.e2e.conftest import Server
from tests.e2e.lab import Lab
from tests.e2e.soak.desk import Document, File
from tests.notebooks import notebook
from tests.secrets_fakes import openai_key

LONGEST = 12
"""Lines of a cell before it is written anew: the work of a day is not one ever longer notebook."""

SHOWN = """() => [
  [...document.querySelectorAll('.mlsec-Finding')].map(row => row.dataset.rule).sort(),
  document.querySelectorAll('.jp-NotebookPanel:not(.lm-mod-hidden) .cm-lint-marker').length,
]"""
"""The rules of the findings in the panel, and how many lines have a mark."""

NUMBERS = itertools.count(1)


class Person(Lab):
    """One page, and the notebooks that are open in it."""

    def __init__(self, name: str, page: Page, server: Server, files: list[File], seed: int) -> None:
        super().__init__(page, server)
        self.name, self.files = name, files
        self.random = random.Random(f"{name} {seed}")
        self.done: Counter[str] = Counter()
        self.current = files[0]

    @property
    def document(self) -> Document:
        return self.current.opened(self.name)

    def start(self, app: str) -> None:
        lost = self.page.get_by_role("dialog", name=re.compile("Server Connection Error"))
        self.page.add_locator_handler(lost, lambda: lost.get_by_role("button").last.click())
        self.current.opened(self.name)
        self.open(self.current.path.name, app)
        self.page.wait_for_selector(".jp-DebuggerBugButton[aria-disabled=false]", timeout=60_000)

    def cell(self, number: int) -> Locator:
        shown = self.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
        return shown.locator(f".jp-Cell[data-windowed-list-index='{number}']")

    def type_lines(self) -> None:
        number = self.random.randrange(1, len(self.document.cells))
        lines = self._lines(next(NUMBERS))
        if self.document.cells[number].count("\n") > LONGEST:
            self.cell(number).locator(".cm-content").click()
            self.page.keyboard.press("Control+a")
            self.page.keyboard.insert_text(lines)
            self.document.cells[number] = lines
        else:
            self.type_into(number, f"\n{lines}")
            self.document.cells[number] += f"\n{lines}"
        self.document.dirty = True

    def _lines(self, number: int) -> str:
        return self.random.choice(
            [
                f"# {self.name} was here, {number}",
                f"x{number} = {number}\nprint('{self.name}', x{number})",
                f"API_KEY = '{openai_key(number)}'",
                f"if False:\n    requests.get('https://{number}.example.org', verify=False)",
                f"if False:\n    pickle.load(open('{number}.pkl', 'rb'))",
            ]
        )

    def run(self) -> None:
        number = self.random.randrange(len(self.document.cells))
        self.cell(number).locator(".cm-content").click()
        self.page.keyboard.press("Control+Enter")
        self.document.dirty = True
        self.page.wait_for_timeout(500)  # whether a kernel answers that was just cut off is Jupyter's matter

    def save_and_compare(self) -> None:
        """Save; where somebody else has saved since, Jupyter has to ask, and only then."""
        file, document = self.current, self.document
        if not document.dirty:
            return
        self.cell(0).locator(".cm-content").click()
        if not file.is_newer_than(document):
            with self._answered("PUT"):
                self.save()
            file.saved(document)
        else:
            self.save()
            self._settle_conflict(file, document)
        expect(self.page.get_by_role("dialog")).to_have_count(0)
        assert file.on_disk() == file.cells, f"{self.name} saved {file.path.name}"
        self.page.wait_for_timeout(700)  # Jupyter takes two saves within half a second for one

    def _settle_conflict(self, file: File, document: Document) -> None:
        dialog = self.page.get_by_role("dialog")
        expect(dialog).to_contain_text("has changed on disk")
        choice = self.random.choice(["Overwrite", "Revert"])
        with self._answered("PUT" if choice == "Overwrite" else "GET"):
            dialog.get_by_role("button", name=choice).click()
        if choice == "Overwrite":
            file.saved(document)
        else:
            file.reverted(document)
        self.done[choice] += 1

    def _answered(self, method: str) -> AbstractContextManager[object]:
        """Until the server has written or read the notebook."""
        place = f"/api/contents/{self.current.path.name}"
        return self.page.expect_response(
            lambda reply: place in reply.url and reply.request.method == method and reply.ok
        )

    def restart_kernel(self) -> None:
        self.cell(0).locator(".cm-content").click()
        for key in ("Escape", "0", "0"):
            self.page.keyboard.press(key)
        self.page.get_by_role("dialog").get_by_role("button", name="Confirm Kernel Restart").click()
        expect(self.page.get_by_role("dialog")).to_have_count(0)

    def explain(self) -> None:
        expect(self.panel.locator(".mlsec-Stale, .mlsec-mod-busy")).to_have_count(0)
        if not self.findings.count():
            return
        finding = self.details(self.random.randrange(self.findings.count()))
        finding.get_by_role("button", name="Explain").click()
        expect(self.page.get_by_role("dialog")).to_contain_text("Why it matters")
        self.page.get_by_role("dialog").get_by_role("button", name="Close").click()
        finding.get_by_role("button", name=re.compile("^Details")).click()

    def filter(self) -> None:
        if not self.findings.count():
            return
        search = self.panel.get_by_role("searchbox")
        search.fill("pickle")
        search.fill("")

    def checklist(self) -> None:
        self.panel.get_by_role("button", name="Checklist", exact=True).click()
        expect(self.panel).to_contain_text("Score", timeout=60_000)
        self.panel.get_by_role("button", name="Findings", exact=True).click()

    def go(self) -> None:
        """To a place in the notebook, from the panel."""
        if self.findings.count():
            self.findings.first.get_by_role("button").first.click()

    def compare_findings(self) -> None:
        """What the panel and the cells show is what a scan of what was typed says."""
        found = Scanner(Options()).notebook(notebook(*self.document.cells)).live
        rules = sorted(finding.rule for finding in found)
        lines = {(f.location.cell, f.location.line) for f in found if f.location.surface == "source"}
        wanted = [rules, len(lines)]
        for _ in range(100):
            shown = self.page.evaluate(SHOWN)
            if shown == wanted:
                return
            ended = self.panel.get_by_role("alert").filter(has_text="The scan was ended")
            if ended.count():  # with the worker, in the middle of it
                ended.get_by_role("button", name="Try again").click()
            self.page.wait_for_timeout(200)
        raise AssertionError(f"{self.name}, {self.current.path.name}: {shown} are shown, not {wanted}")


class LabPerson(Person):
    """Somebody in JupyterLab: with more than one notebook, and a file browser."""

    def switch(self) -> None:
        self.show(self.random.choice(self.files))

    def show(self, file: File) -> None:
        name = file.path.name
        tab = self.page.locator(".lm-DockPanel-tabBar").get_by_role("tab", name=name)
        if tab.count():
            tab.click()
        else:
            self.page.locator(".jp-DirListing-item", has_text=name).dblclick()
        file.opened(self.name)
        self.current = file
        expect(self.panel).to_contain_text(name)
        self.cell(1).locator(".cm-content").wait_for()

    def close(self) -> None:
        """Close a notebook that is saved, and open another one."""
        if self.document.dirty:
            return
        name = self.current.path.name
        tab = self.page.locator(".lm-DockPanel-tabBar").get_by_role("tab", name=name)
        tab.locator(".lm-TabBar-tabCloseIcon").click()
        expect(tab).to_have_count(0)
        del self.current.open[self.name]
        self.show(self.random.choice([file for file in self.files if file is not self.current]))

    def rename(self) -> None:
        if len(self.current.open) > 1 or self.document.dirty:
            return
        name = f"{self.current.path.stem.split('-')[0]}-{next(NUMBERS)}.ipynb"
        self.page.get_by_role("menuitem", name="File", exact=True).click()
        self.page.get_by_role("menuitem", name="Rename Notebook…").click()
        dialog = self.page.get_by_role("dialog")
        dialog.get_by_role("textbox").fill(name)
        dialog.get_by_role("button", name="Rename").click()
        expect(self.panel).to_contain_text(name)
        self.current.path = self.current.path.with_name(name)
        assert self.current.path.exists()
