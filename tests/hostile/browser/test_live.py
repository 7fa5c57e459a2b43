"""The live panel, the interactive views and the magics, in a real JupyterLab: hostile text stays text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Server
from tests.hostile.browser.lure import Lure
from tests.hostile.payloads import PAYLOADS
from tests.hostile.places import notebook, settings, write

BAIT = list(PAYLOADS.values())
ELEMENT, ATTRIBUTE = PAYLOADS["element"], PAYLOADS["attribute"]
CONTROL = """
[[control]]
id = "OWN-{number}"
pillar = "data"
title = {text}
why = {text}
severity = "high"
mode = "manual"
max_age_days = 90
"""
MINUTE = 60_000
OUTPUTS = ".jp-OutputArea-output"

TABLE = f"""
import numpy as np, mlsec_nb
bait = {BAIT!r}
table = {{word: np.resize(bait, 60).tolist() for word in bait}}
table["y"] = [word for word in np.resize(bait[:2], 60)]
asked = ["personal-data", "secrets", "constant-columns", "duplicates"]
mlsec_nb.profile_dataset(table, "y", questions=asked, name=bait[0]).widget()
"""
MAGICS = """%load_ext mlsec_nb
%mlsec scan
%mlsec scan .
%mlsec inspect model.pkl
%mlsec inspect members.pt
%mlsec checklist
%mlsec checklist --widget""".split("\n")


def project(folder: Path) -> str:
    """A project whose every word is bait; the path of its notebook."""
    place = folder / ELEMENT
    place.mkdir()
    cells = []
    for text in BAIT:
        made = notebook(text)["cells"]
        # every kind of cell with one of them, then those that show the most
        cells += made if text == ELEMENT else [made[0], made[5], made[6]]
        write(place, text)
    cells = [{**cell, "id": f"c{number}"} for number, cell in enumerate(cells)]
    controls = (CONTROL.format(number=number, text=json.dumps(text)) for number, text in enumerate(BAIT, 10))
    (place / "mlsec.toml").write_text(settings(ELEMENT + ATTRIBUTE) + "".join(controls), "utf-8")
    name = f"{ATTRIBUTE}{PAYLOADS['quoted']}.ipynb"
    kernel = {"name": "python3", "display_name": ELEMENT, "language": ELEMENT}
    content = {**notebook(ELEMENT), "cells": cells}
    content["metadata"]["kernelspec"] = kernel
    (place / name).write_text(json.dumps(content), "utf-8")
    return f"{ELEMENT}/{name}"


@pytest.fixture
def lure(page: Page, server: Server) -> Lure:
    return Lure(page, server)


def test_canary_is_silent_in_the_panel(lure: Lure, tried: Callable[..., None]) -> None:
    path = project(lure.server.work)
    lure.open(quote(path))
    expect(lure.findings.first).to_be_visible()
    for view in ("By rule", "By cell"):
        lure.panel.get_by_role("button", name=view).click()
        while lure.unfold(".mlsec-List > .mlsec-Button"):
            lure.page.wait_for_timeout(50)
        lure.unfold(".mlsec-Finding [aria-expanded=false]")
        lure.unfold("#mlsec-panel details:not([open]) > summary")
        tried(lure.says("#mlsec-panel", BAIT))
        lure.look()
    tooltips(lure)
    dialogs(lure)
    tried(checklist(lure))
    tried(refusals(lure))


def tooltips(lure: Lure) -> None:
    lure.page.locator(".cm-lint-marker").first.hover()
    expect(lure.page.locator(".mlsec-Tooltip").first).to_be_visible()
    lure.look()


def dialogs(lure: Lure) -> None:
    """Look inside a file, review a fix, give a hostile reason."""
    dialog = lure.page.get_by_role("dialog")
    file = lure.panel.locator(".mlsec-File", has_text="model.pkl").first
    file.get_by_role("button", name="Look inside…").click()
    expect(dialog.get_by_label("Disassembly")).to_be_visible()
    lure.look()
    dialog.get_by_role("button", name="Close").click()
    finding = lure.findings.filter(has_text="without weights_only").first
    finding.get_by_role("button", name="Fix…").click()
    expect(dialog).to_contain_text("Review the fix")
    lure.look()
    dialog.get_by_role("button", name="Cancel").click()
    lure.ignore(finding, "This value, in the project", "".join(BAIT[:3]))
    expect(lure.toast("Written into")).to_be_visible()
    lure.look()
    (lure.server.work / "mlsec.toml").unlink()


def checklist(lure: Lure) -> int:
    lure.panel.get_by_role("button", name="Checklist").click()
    expect(lure.panel).to_contain_text("OWN-10", timeout=MINUTE)
    lure.unfold(".mlsec-Control [aria-expanded=false]")
    lure.panel.locator("[data-control=OWN-10]").get_by_role("button", name="Attest…").click()
    lure.look()
    lure.panel.get_by_role("button", name="Export the report").click()
    lure.look()
    lure.page.keyboard.press("Escape")
    return lure.says("#mlsec-panel", BAIT)


def refusals(lure: Lure) -> int:
    """What a server says, should somebody get to write it: errors, and what a rule means."""
    words = "\n\n".join(BAIT)
    said = {"message": words, "advice": words, "id": words, "name": words, "markdown": words}
    lure.panel.get_by_role("button", name="Findings", exact=True).click()
    lure.page.route("**/mlsec-nb/api/rules/**", lambda route: route.fulfill(json=said))
    lure.details().get_by_role("button", name="Explain").click()
    dialog = lure.page.get_by_role("dialog")
    expect(dialog).to_contain_text("what it means")
    lure.look(".jp-Dialog-header, #mlsec-panel")  # JupyterLab lets Markdown show pictures
    dialog.get_by_role("button", name="Close").click()
    lure.page.route("**/mlsec-nb/api/scan*", lambda route: route.fulfill(status=400, json=said))
    lure.panel.get_by_role("button", name="Scan again").click()
    expect(lure.panel.get_by_role("alert")).to_contain_text("onerror")
    lure.look()
    return lure.says("#mlsec-panel", BAIT)


def test_canary_is_silent_in_views_and_magics(lure: Lure, tried: Callable[..., None]) -> None:
    place = lure.server.work / "views"
    place.mkdir()
    write(place, "".join(BAIT[:2]))
    refused = f"%mlsec scan {BAIT[0]!r}"
    lure.server.add_notebook("views/run.ipynb", *MAGICS, TABLE, refused)
    lure.open("views/run.ipynb", panel=False)
    lure.page.wait_for_selector(".jp-DebuggerBugButton[aria-disabled=false]", timeout=MINUTE)
    lure.watch_requests()
    lure.page.get_by_role("menuitem", name="Run", exact=True).click()
    lure.page.get_by_role("menuitem", name=re.compile("^Run All Cells")).first.click()
    expect(lure.page.locator(".mlsec-app")).to_have_count(2, timeout=2 * MINUTE)
    lure.unfold(".jp-OutputArea-output summary")
    tried(lure.says(OUTPUTS, BAIT))
    lure.look(OUTPUTS)
    for view in lure.page.locator(".mlsec-app").all():
        for tab in view.get_by_role("tab").all():
            tab.click()
            lure.page.wait_for_timeout(150)
            lure.look(OUTPUTS)
            tried()
