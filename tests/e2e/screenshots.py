"""Takes the pictures of the README: ``make screenshots``."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from nbconvert.filters.ansi import ansi2html
from PIL import Image
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
MAGIC = "%load_ext mlsec_nb\n%mlsec scan"
MOVING = (960, 570)
"""Size of the moving picture, which would be heavy otherwise."""

TERMINAL = """<meta charset="utf-8"><style>
pre { margin: 0; padding: 20px 24px; width: 900px; background: #1e2430; color: #d8dee9 }
pre { font: 14px/1.45 "DejaVu Sans Mono", monospace }
[class^=ansi-red] { color: #ff7b72 } [class^=ansi-yellow] { color: #f2cc60 }
[class^=ansi-cyan] { color: #76e3ea } [class^=ansi-blue] { color: #79c0ff }
[class^=ansi-magenta] { color: #d2a8ff }
.ansi-bold { font-weight: bold }
</style><pre>"""


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


class Film:
    """Pictures of a page in a row, as one that moves."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._frames: list[Image.Image] = []
        self._lasts: list[int] = []

    def shoot(self, milliseconds: int) -> None:
        """Add the page as it is, to be seen for so long."""
        self._page.wait_for_timeout(400)
        frame = Image.open(io.BytesIO(self._page.screenshot())).convert("RGB").resize(MOVING)
        self._frames.append(frame.quantize(96, dither=Image.Dither.NONE))
        self._lasts.append(milliseconds)

    def save(self, path: Path) -> None:
        first, *more = self._frames
        first.save(path, save_all=True, append_images=more, duration=self._lasts, loop=0, optimize=True)


def film(path: Path, lab: Lab) -> None:
    """A key is typed, found, and moved into the environment."""
    lab.server.write_notebook("film.ipynb", model(markdown("# Churn model"), "import openai\n"))
    lab.open("film.ipynb")
    expect(lab.panel).to_contain_text("No findings")
    taken = Film(lab.page)
    taken.shoot(1200)
    lab.type_into(1, "\n")
    lab.type_into(1, f'API_KEY = "{openai_key()}"')
    taken.shoot(800)
    expect(lab.findings.first).to_be_visible()
    taken.shoot(1500)
    lab.details(0)
    taken.shoot(2000)
    lab.findings.first.get_by_role("button", name="Fix…").click()
    taken.shoot(2500)
    lab.page.get_by_role("dialog").get_by_role("button", name="Apply").click()
    expect(lab.findings).to_have_count(0)
    taken.shoot(3000)
    taken.save(path)


def magic(path: Path, page: Page, server: Server) -> None:
    """``%mlsec scan`` of a notebook in the notebook."""
    server.add_notebook("magic.ipynb", *(cell["source"] for cell in notebook()["cells"][3:5]), MAGIC)
    page.goto(server.url("lab/tree/magic.ipynb"))
    page.wait_for_selector(".jp-DebuggerBugButton[aria-disabled=false]", timeout=60_000)
    page.locator(".jp-CodeCell .cm-content").nth(2).click()
    page.keyboard.press("Shift+Enter")
    result = page.locator(".jp-CodeCell").nth(2).locator(".jp-RenderedHTMLCommon")
    result.get_by_text("torch-load").first.click()
    page.wait_for_timeout(500)
    page.screenshot(path=path)


def terminal(path: Path, page: Page, scratch: Path) -> None:
    """The command line, in its colours."""
    command = ["scan", "example_notebooks/02_unsafe_loading.ipynb", "--no-cache"]
    call = [sys.executable, "-m", "mlsec_nb", *command, "--color", "always"]
    printed = subprocess.run(call, capture_output=True, text=True, check=False).stdout
    shown = "\n".join(printed.splitlines()[:36])
    written = scratch / "terminal.html"
    written.write_text(f"{TERMINAL}$ mlsec-nb {' '.join(command[:2])}\n{ansi2html(shown)}", "utf-8")
    page.goto(written.as_uri())
    page.locator("pre").screenshot(path=path)


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
            film(folder / "panel-moving.gif", Lab(page, server))
            magic(folder / "magic.png", page, server)
            take_views(folder, page, server)
            page.set_viewport_size(SIZE)
            terminal(folder / "terminal.png", page, Path(root))
            pages(folder, page, Path(root))
        finally:
            browser.close()
            server.stop()


if __name__ == "__main__":
    main()
