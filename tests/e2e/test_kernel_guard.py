"""``%mlsec guard`` in a real kernel, shown and saved by a real front end."""

from __future__ import annotations

import json
import os
import pickle
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Server
from tests.e2e.lab import Lab

THEMES = "@jupyterlab/apputils-extension:themes"
VALUE = "zq9X-" + "kk3Lm0Wv7TtRb2"
SECRET = f"service_api_key = {VALUE[:7]!r} + {VALUE[7:]!r}"


class Malicious:
    def __reduce__(self) -> tuple[object, ...]:
        return os.system, ("touch canary",)


@pytest.fixture(params=["JupyterLab Light", "JupyterLab Dark"], ids=["light", "dark"])
def theme(request: pytest.FixtureRequest, server: Server) -> Iterator[str]:
    server.configure(THEMES, theme=request.param)
    yield request.param
    server.configure(THEMES)


def opened(page: Page, server: Server, name: str, *cells: str) -> Lab:
    """A notebook whose kernel answers."""
    server.add_notebook(name, *cells)
    lab = Lab(page, server).open(name, panel=False)
    page.wait_for_selector(".jp-DebuggerBugButton[aria-disabled=false]", timeout=60_000)
    return lab


def run(lab: Lab, number: int) -> Locator:
    """Run a cell; its outputs."""
    lab.cell(number).locator(".cm-content").click()
    lab.page.keyboard.press("Control+Enter")
    return lab.cell(number).locator(".jp-OutputArea")


def test_guard_stops_rejects_and_masks(page: Page, server: Server, theme: str) -> None:
    (server.work / "model.pkl").write_bytes(pickle.dumps(Malicious()))
    lab = opened(
        page,
        server,
        f"guard-{theme.split()[-1]}.ipynb",
        f"%load_ext mlsec_nb\n{SECRET}\n%mlsec guard on --unpickling ask --outputs mask",
        "import joblib\n\nmodel = joblib.load('model.pkl')",
        "print('key:', service_api_key)",
        "%mlsec guard on",
        "import requests\n\nrequests.get('https://example.org/data.csv', verify=False)",
    )
    expect(run(lab, 0)).to_contain_text("unpickling ask, cells off, outputs mask")
    asked = run(lab, 1)
    expect(asked).to_contain_text("Unpickling model.pkl was stopped: it asks for posix.system")
    expect(asked.get_by_role("button", name="Allow once")).to_be_visible()
    expect(asked.get_by_role("button", name="Allow this file as it is now")).to_be_visible()
    expect(asked).to_contain_text("UnsafeUnpicklingError")
    assert not (server.work / "canary").exists()
    expect(run(lab, 2)).to_contain_text("key: [service_api_key, 19 characters, #")
    expect(run(lab, 3)).to_contain_text("unpickling block, cells block, outputs mask")
    rejected = run(lab, 4)
    expect(rejected).to_contain_text("UnsafeCellError: This cell was not run")
    expect(rejected).to_contain_text("tls-verify")


def test_value_is_shown_but_not_saved(page: Page, server: Server) -> None:
    name = "unsaved.ipynb"
    lab = opened(
        page,
        server,
        name,
        f"%load_ext mlsec_nb\n{SECRET}\n%mlsec guard on --outputs unsaved",
        "print('key:', service_api_key)\nservice_api_key",
    )
    expect(run(lab, 0)).to_contain_text("outputs unsaved")
    shown = run(lab, 1)
    expect(shown).to_contain_text(f"key: {VALUE}")
    expect(shown).to_contain_text("is shown, but masked in what is saved")
    with page.expect_response(lambda response: response.request.method == "PUT" and name in response.url):
        lab.save()
    expect(lab.page.locator(".jp-mod-dirty")).to_have_count(0)
    expect(shown).to_contain_text(f"key: {VALUE}")
    cells = json.loads((server.work / name).read_text())["cells"]
    assert VALUE not in json.dumps(cells)
    assert json.dumps(cells[1]["outputs"]).count("[service_api_key, 19 characters, #") == 2
