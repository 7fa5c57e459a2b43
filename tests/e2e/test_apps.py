"""The interactive views in a real front end, with names and values that would like to be markup."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Server

DATASET = """
import numpy as np, mlsec_nb
random, label = np.random.default_rng(0), np.arange(120) % 2
table = {f"c{i}": label * 4 + random.normal(size=120) for i in range(4)}
table["<img src=x onerror=window.pwned=1>"] = ["<img src=x onerror=window.pwned=2>"] * 120
table["mail"] = [f"person{i}@corp{i}.example.com" for i in range(120)]
table["y"] = np.where(np.arange(120) < 6, 1 - label, label)
asked = ["label-errors", "personal-data", "secrets", "constant-columns"]
mlsec_nb.profile_dataset(table, "y", questions=asked, name="<img src=x onerror=window.pwned=3>").widget()
"""
MODEL = """
import mlsec_nb
from sklearn.datasets import load_digits
from sklearn.tree import DecisionTreeClassifier
rows, y = load_digits(return_X_y=True)
model = DecisionTreeClassifier(random_state=0).fit(rows[:600], y[:600])
mlsec_nb.profile_model(model, rows[:600], y[:600], rows[600:], y[600:], budget_seconds=20,
    questions=["membership-inference", "evasion", "calibration"], name="tree").widget()
"""
CHECKLIST = "%load_ext mlsec_nb\n%mlsec checklist --widget"
MINUTE = 60_000


def view(page: Page, server: Server, source: str, name: str, app: str = "lab/tree") -> Locator:
    """Run a cell, and wait for the view below it."""
    server.add_notebook(name, source)
    page.goto(server.url(f"{app}/{name}"))
    page.wait_for_selector(".jp-DebuggerBugButton[aria-disabled=false]", timeout=MINUTE)
    page.locator(".jp-CodeCell .cm-content").first.click()
    page.keyboard.press("Shift+Enter")
    shown = page.locator(".mlsec-app")
    expect(shown).to_be_visible(timeout=2 * MINUTE)
    return shown


def tab(shown: Locator, name: str) -> None:
    shown.get_by_role("tab", name=name, exact=True).click()


@pytest.mark.parametrize("app", ["lab/tree", "notebooks"], ids=["jupyterlab", "notebook"])
def test_a_suspect_row_is_looked_at_and_marked(page: Page, server: Server, app: str) -> None:
    shown = view(page, server, DATASET, f"dataset-{app[:3]}.ipynb", app)
    expect(page.locator("[class^=mlsec-static]")).to_be_hidden()
    tab(shown, "Findings")
    findings = shown.locator(".mlsec-list select").first
    findings.select_option(findings.locator("option", has_text="label-errors").first.inner_text())
    expect(shown.get_by_role("heading", name="Which labels contradict")).to_be_visible()
    shown.get_by_role("button", name="Figure").click()
    expect(shown.get_by_role("img", name="figure of label-errors")).to_be_visible()
    tab(shown, "Columns")
    shown.get_by_label("Search").fill("onerror")
    expect(shown.get_by_role("cell", name="<img src=x onerror=window.pwned=1>")).to_be_visible()
    tab(shown, "Rows")
    shown.get_by_label("Suspects of").select_option("label-errors")
    expect(shown.get_by_text("masked (email-address)").first).to_be_visible()
    shown.get_by_role("button", name="Wrong", exact=True).click()
    expect(shown.get_by_text("1 wrong")).to_be_visible()
    tab(shown, "Export")
    expect(shown.get_by_label("Code for a new cell")).to_have_value(re.compile(r"_wrong\[\[\d\]\] = True"))
    shown.get_by_role("button", name="Insert below").click()
    inserted = page.locator(".jp-CodeCell[data-windowed-list-index='1'] .cm-content")
    expect(inserted).to_contain_text("# True for rows that were marked")
    assert page.evaluate("window.pwned") is None


def test_a_model_is_attacked_and_its_card_copied(page: Page, server: Server) -> None:
    shown = view(page, server, MODEL, "model.ipynb")
    tab(shown, "Figures")
    shown.get_by_label("Figure of").select_option("membership-inference")
    expect(shown.get_by_role("img", name="figure of membership-inference")).to_be_visible()
    tab(shown, "Examples")
    expect(shown.get_by_role("img", name="adversarial examples")).to_be_visible()
    tab(shown, "What if")
    shown.get_by_role("button", name="Measure what defences").click()
    expect(shown.get_by_role("cell", name="labels only")).to_be_visible(timeout=MINUTE)
    tab(shown, "Model card")
    expect(shown.get_by_label("Markdown of the section")).to_be_visible()


def test_a_control_is_attested(page: Page, server: Server) -> None:
    shown = view(page, server, CHECKLIST, "checklist.ipynb")
    expect(shown.get_by_role("img", name="Human factors")).to_be_visible()
    tab(shown, "Controls")
    shown.get_by_label("Search").fill("HUMAN-01")
    shown.get_by_role("button", name="Attest").press("Enter")
    shown.get_by_role("button", name="Write the statement").click()
    expect(shown.get_by_text("Who states it?")).to_be_visible()


def test_without_its_kernel_a_saved_notebook_shows_the_static_twin(page: Page, server: Server) -> None:
    cheap = DATASET.replace('"label-errors", ', "")
    view(page, server, cheap, "saved.ipynb")
    with page.expect_response(
        lambda reply: "contents/saved.ipynb" in reply.url and reply.request.method == "PUT"
    ):
        page.keyboard.press("Control+s")
    page.goto("about:blank")
    server.stop_kernel("saved.ipynb")
    page.goto(server.url("lab/tree/saved.ipynb"))
    expect(page.locator("[class^=mlsec-static]")).to_be_visible()
    expect(page.get_by_text("model not found")).to_be_attached()
    expect(page.get_by_text("model not found")).to_be_hidden()
