"""The save guard in each of its modes."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Server
from tests.e2e.lab import Lab
from tests.notebooks import code, model, stream
from tests.secrets_fakes import openai_key

KEY = openai_key()
LEAK = f'\nAPI_KEY = "{KEY}"'


@pytest.fixture
def lab(page: Page, server: Server) -> Lab:
    return Lab(page, server)


def saved(lab: Lab, name: str) -> str:
    content = json.loads((lab.server.work / name).read_text())
    return "".join("".join(cell["source"]) for cell in content["cells"])


def test_off_says_nothing(lab: Lab, configured) -> None:
    configured(saveGuard="off")
    lab.server.write_notebook("off.ipynb", model("x = 1"))
    lab.open("off.ipynb")
    lab.type_into(0, LEAK)
    expect(lab.findings).to_have_count(1)
    with lab.page.expect_response(lambda response: response.request.method == "PUT"):
        lab.save()
    lab.page.wait_for_timeout(1500)
    expect(lab.toast("severe")).to_have_count(0)
    assert KEY in saved(lab, "off.ipynb")


def test_warn_says_it_once_and_redacts(lab: Lab, configured) -> None:
    configured(saveGuard="warn")
    lab.server.write_notebook("warn.ipynb", model("x = 1", code("print(key)", stream(KEY), count=1)))
    lab.open("warn.ipynb", panel=False)
    lab.type_into(0, "\ny = 2")
    lab.save()
    toast = lab.toast("Saved warn.ipynb with 1 severe security finding")
    expect(toast).to_be_visible()
    lab.type_into(0, "\nz = 2")
    lab.save()
    lab.page.wait_for_timeout(1000)
    expect(toast).to_have_count(1)
    toast.get_by_role("button", name="Redact outputs").click()
    lab.page.get_by_role("dialog").get_by_role("button", name="Apply").click()
    expect(lab.cell(1)).not_to_contain_text(KEY)


def test_block_refuses_keeps_the_work_and_can_be_overruled(lab: Lab, configured) -> None:
    configured(saveGuard="block")
    lab.server.write_notebook("block.ipynb", model("x = 1"))
    lab.open("block.ipynb")
    lab.type_into(0, LEAK)
    expect(lab.findings).to_have_count(1)
    lab.save()
    dialog = lab.page.get_by_role("dialog")
    expect(dialog).to_contain_text("mlsec_nb did not save block.ipynb")
    expect(dialog).to_contain_text("Nothing is lost")
    dialog.get_by_role("button").last.click()
    assert saved(lab, "block.ipynb") == "x = 1"
    assert KEY in lab.source(0)
    expect(lab.page.locator(".jp-mod-dirty").first).to_be_attached()

    lab.toast("is not saved").get_by_role("button", name="Save anyway").click()
    expect(lab.page.locator(".jp-mod-dirty")).to_have_count(0)
    assert KEY in saved(lab, "block.ipynb")


def test_refused_autosave_does_not_storm(lab: Lab, configured) -> None:
    configured(saveGuard="block")
    lab.server.configure("@jupyterlab/docmanager-extension:plugin", autosaveInterval=2)
    try:
        lab.server.write_notebook("storm.ipynb", model("x = 1"))
        lab.open("storm.ipynb")
        lab.type_into(0, LEAK)
        dialog = lab.page.get_by_role("dialog")
        expect(dialog).to_contain_text("mlsec_nb did not save storm.ipynb")
        dialog.get_by_role("button").last.click()
        refused = []
        lab.page.on("response", lambda r: refused.append(r.status) if r.request.method == "PUT" else None)
        for _ in range(30):
            lab.page.wait_for_timeout(200)
            expect(lab.page.locator(".jp-Dialog-content")).to_have_count(0)
        assert refused.count(400) >= 2
    finally:
        lab.server.configure("@jupyterlab/docmanager-extension:plugin")
