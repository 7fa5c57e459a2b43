"""The panel on 500 cells: how soon a typed secret is shown, and how long the page is held up by us.

python -m tests.benchmarks.bench_panel
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.e2e.conftest import FLAGS, Server, chromium
from tests.e2e.lab import Lab
from tests.notebooks import code, model, stream
from tests.secrets_fakes import openai_key

CELLS = 500
ROUNDS = 5
OURS = "extensions/mlsec-nb/"


def notebook() -> dict[str, Any]:
    cells = [
        code(
            f"import numpy as np\nx{n} = np.zeros({n})\nprint(x{n}.mean())\ndf{n} = load('part-{n}.csv')",
            stream(f"mean of part {n}: {n / 7:.3f}\n" * 5),
            count=n + 1,
        )
        for n in range(CELLS)
    ]
    return model(*cells)


def until_shown(lab: Lab, number: int) -> float:
    """Milliseconds from the last key to the finding in the panel."""
    lab.page.evaluate(
        """count => { window.shown = new Promise(resolve => {
          const look = () => document.querySelectorAll('.mlsec-Finding').length === count
            ? resolve(performance.now()) : setTimeout(look, 10);
          look();
        }); }""",
        number,
    )
    lab.type_into(number, f'\nKEY_{number} = "{openai_key(number)}"')
    typed = lab.page.evaluate("performance.now()")
    return float(lab.page.evaluate("window.shown")) - typed


def longest_task(profile: dict[str, Any]) -> float:
    """The longest run of samples, in milliseconds, that have one of our frames on the stack."""
    nodes = {node["id"]: node for node in profile["nodes"]}
    parents = {child: node["id"] for node in profile["nodes"] for child in node.get("children", ())}

    def ours(node: int | None) -> bool:
        while node is not None:
            if OURS in nodes[node]["callFrame"]["url"]:
                return True
            node = parents.get(node)
        return False

    longest = current = 0.0
    for sample, delta in zip(profile["samples"], profile["timeDeltas"], strict=True):
        current = current + delta / 1000 if ours(sample) else 0.0
        longest = max(longest, current)
    return longest


def measure(page: Page, server: Server) -> dict[str, Any]:
    server.write_notebook("large.ipynb", notebook())
    server.configure("@jupyterlab/notebook-extension:tracker", windowingMode="full")
    lab = Lab(page, server)
    profiler = page.context.new_cdp_session(page)
    profiler.send("Profiler.enable")
    profiler.send("Profiler.setSamplingInterval", {"interval": 500})
    profiler.send("Profiler.start")
    lab.open("large.ipynb")
    page.wait_for_selector(".mlsec-State h3, .mlsec-Finding")
    page.wait_for_timeout(3000)
    opened = longest_task(profiler.send("Profiler.stop")["profile"])
    shown = [until_shown(lab, number) for number in range(1, ROUNDS + 1)]
    profiler.send("Profiler.start")
    for number in range(ROUNDS + 1, 2 * ROUNDS + 1):
        until_shown(lab, number)
    typed = longest_task(profiler.send("Profiler.stop")["profile"])
    return {
        "cells": CELLS,
        "typed secret shown, ms": {"median": round(statistics.median(shown)), "worst": round(max(shown))},
        "longest task of ours, ms": {"opening": round(opened, 1), "typing": round(typed, 1)},
    }


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder))
        browser = playwright.chromium.launch(executable_path=chromium(playwright), args=FLAGS)
        try:
            server.wait()
            page = browser.new_page(viewport={"width": 1400, "height": 900})
            page.set_default_timeout(60_000)
            start = time.perf_counter()
            print(json.dumps(measure(page, server), indent=2))
            print(f"measured in {time.perf_counter() - start:.0f} s")
        finally:
            browser.close()
            server.stop()


if __name__ == "__main__":
    main()
