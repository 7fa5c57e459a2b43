"""Themes and accessibility: axe-core on the panel in each theme, and pictures to look at."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Server
from tests.e2e.lab import Lab
from tests.notebooks import code, markdown, model, stream
from tests.secrets_fakes import openai_key

AXE = Path(__file__).parents[2] / "labextension/node_modules/axe-core/axe.min.js"
THEMES = "@jupyterlab/apputils-extension:themes"
KEY = openai_key()
# what JupyterLab does itself, or what belongs to a whole page
RUN = """async part => {
  const rules = { region: { enabled: false } };
  const { violations } = await axe.run(part, { rules });
  return violations.map(v => `${v.impact} ${v.id}: ${v.nodes.map(n => n.html.slice(0, 160)).join(' | ')}`);
}"""


def violations(page: Page, part: str = "#mlsec-panel") -> list[str]:
    """What axe-core holds against a part of the page."""
    if not AXE.exists():
        pytest.skip("axe-core comes with `npm ci` in labextension/")
    page.add_script_tag(path=AXE)
    return page.evaluate(RUN, part)


@pytest.fixture
def lab(page: Page, server: Server) -> Lab:
    content = model(
        markdown("# Churn model\n\nTrained for the quarterly report."),
        f'import openai\n\nAPI_KEY = "{KEY}"\nclient = openai.OpenAI(api_key=API_KEY)',
        code("print(client.api_key)", stream(f"{KEY}\n"), count=2),
        'import torch\n\nweights = torch.load("weights.pt", weights_only=False)',
        "import requests\n\nrequests.get('https://example.org/data.csv', verify=False)",
        "answer = input()\neval(answer)  # mlsec: ignore[eval-exec] only typed by the author",
    )
    server.write_notebook("looks.ipynb", content)
    return Lab(page, server)


@pytest.mark.parametrize(
    "theme",
    ["JupyterLab Light", "JupyterLab Dark", "JupyterLab Dark High Contrast"],
    ids=["light", "dark", "contrast"],
)
def test_panel_is_accessible_in_every_theme(lab: Lab, theme: str) -> None:
    lab.server.configure(THEMES, theme=theme)
    try:
        lab.open("looks.ipynb")
        expect(lab.page.locator("body")).to_have_attribute("data-jp-theme-name", theme)
        expect(lab.findings.first).to_be_visible()
        lab.details(0)
        assert violations(lab.page) == []
    finally:
        lab.server.configure(THEMES)


@pytest.mark.parametrize("state", ["clean", "none"])
def test_empty_states_are_accessible(lab: Lab, state: str) -> None:
    if state == "clean":
        lab.server.write_notebook("clean-looks.ipynb", model("x = 1"))
        lab.open("clean-looks.ipynb")
        expect(lab.panel).to_contain_text("No findings")
    else:
        lab.page.goto(lab.server.url("lab"))
        lab.page.get_by_role("tab", name="ML security").click()
        expect(lab.panel).to_contain_text("No notebook")
    assert violations(lab.page) == []
