"""Takes the pictures of the README: ``make screenshots``."""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect, sync_playwright
from sklearn.datasets import load_breast_cancer
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split

import mlsec_nb
from tests.e2e import test_apps
from tests.e2e.conftest import FLAGS, Server, chromium
from tests.e2e.lab import Lab
from tests.notebooks import code, markdown, model, stream
from tests.secrets_fakes import openai_key

SIZE = {"width": 1280, "height": 760}


def notebook() -> dict[str, Any]:
    """What people have in their notebooks; the key is made up."""
    key = openai_key()
    return model(
        markdown("# Churn model\n\nWhich customers will leave next quarter?"),
        f'import openai\n\nAPI_KEY = "{key}"\nclient = openai.OpenAI(api_key=API_KEY)',
        code("print(client.api_key)", stream(f"{key}\n"), count=2),
        'import torch\n\nweights = torch.load("weights.pt", weights_only=False)',
        'import requests\n\ntable = requests.get("https://data.example.org/churn.csv", verify=False)',
        "model.fit(table.drop(columns='left'), table.left)",
    )


def take(folder: Path, lab: Lab) -> None:
    lab.server.write_notebook("churn.ipynb", notebook())
    lab.open("churn.ipynb")
    lab.details(0)
    lab.findings.first.locator(".mlsec-Finding-main").click()
    lab.page.wait_for_timeout(1000)
    lab.page.screenshot(path=folder / "panel.png")
    lab.findings.first.get_by_role("button", name="Fix…").click()
    expect(lab.page.get_by_role("dialog")).to_be_visible()
    lab.page.wait_for_timeout(300)
    lab.page.screenshot(path=folder / "panel-fix.png")
    lab.page.keyboard.press("Escape")
    checklist(folder, lab)
    lab.server.configure("@jupyterlab/apputils-extension:themes", theme="JupyterLab Dark")
    lab.open("churn.ipynb", "notebooks")
    lab.details(2)
    lab.page.wait_for_timeout(1000)
    lab.page.screenshot(path=folder / "panel-notebook-dark.png")


def checklist(folder: Path, lab: Lab) -> None:
    (lab.server.work / "mlsec.toml").write_text("[checklist]\n")
    lab.open("churn.ipynb")
    lab.panel.get_by_role("button", name="Checklist").click()
    run = lab.panel.get_by_role("button", name="Run all and keep")
    for _ in range(2):  # a curve needs two runs
        run.click()
        expect(lab.panel.locator(".mlsec-Run")).to_contain_text("Kept", timeout=60_000)
    lab.panel.get_by_role("button", name=re.compile("^Model: score")).click()
    lab.panel.locator("[data-control=MODEL-03]").get_by_role("button").first.click()
    lab.page.wait_for_timeout(500)
    lab.page.screenshot(path=folder / "panel-checklist.png")


def pages(folder: Path, page: Page, scratch: Path) -> None:
    """The report of an example notebook, and the profile of a forest on data of scikit-learn."""
    table, labels = load_breast_cancer(return_X_y=True, as_frame=True)
    parts = train_test_split(table, labels, test_size=0.5, random_state=0, stratify=labels)
    train, test, train_labels, test_labels = parts
    forest = RandomForestClassifier(n_estimators=30, random_state=0).fit(train, train_labels)
    asked = ("membership-inference", "overfit", "calibration")
    profile = mlsec_nb.profile_model(
        forest, train, train_labels, test, test_labels, questions=asked, name="forest"
    )
    scanned = mlsec_nb.scan("example_notebooks/02_unsafe_loading.ipynb")  # shows no path of this machine
    for name, text in {"report": scanned.render("html"), "profile": profile.to_html()}.items():
        path = scratch / f"{name}.html"
        path.write_text(text, "utf-8")
        page.goto(path.as_uri())
        page.screenshot(path=folder / f"{name}.png")


def take_views(folder: Path, page: Page, server: Server) -> None:
    """The interactive views, each in the tab that says most."""
    server.configure("@jupyterlab/apputils-extension:themes")
    page.set_viewport_size({"width": 1280, "height": 1400})
    for name, source, opened in (
        ("dataset", re.sub("<img src=x onerror=window.pwned=(.)>", r"town \1", test_apps.DATASET), "Rows"),
        ("model", test_apps.MODEL, "Examples"),
        ("checklist", test_apps.CHECKLIST, "Pillars"),
    ):
        shown = test_apps.view(page, server, source, f"view-{name}.ipynb", "notebooks")
        test_apps.tab(shown, opened)
        page.wait_for_timeout(3000)
        shown.screenshot(path=folder / f"view-{name}.png")


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as root, sync_playwright() as playwright:
        server = Server(Path(root))
        browser = playwright.chromium.launch(executable_path=chromium(playwright), args=FLAGS)
        try:
            server.wait()
            page = browser.new_page(viewport=SIZE)
            page.set_default_timeout(60_000)
            take(folder, Lab(page, server))
            take_views(folder, page, server)
            page.set_viewport_size(SIZE)
            pages(folder, page, Path(root))
        finally:
            browser.close()
            server.stop()


if __name__ == "__main__":
    main()
