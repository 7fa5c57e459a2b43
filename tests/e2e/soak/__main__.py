"""Run a day and print what it took: ``python -m tests.e2e.soak --minutes 60 --seed 1``."""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.e2e.conftest import FLAGS, Server, chromium
from tests.e2e.soak.day import Day, desks

ACTS = 40


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.e2e.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(playwright), args=FLAGS)
        server = Server(Path(folder))
        try:
            server.wait()
            problems = soak(server, browser, asked)
        finally:
            browser.close()
            server.stop()
    print("\n".join(problems) or "No edit lost, no error of ours, no growth beyond the bounds.")
    raise SystemExit(1 if problems else 0)


def soak(server: Server, browser: Browser, asked: argparse.Namespace) -> list[str]:
    """What went wrong, once the time is over."""
    with desks(browser) as (pages, errors):
        day = Day(server, pages, asked.seed)
        start = time.monotonic()
        day.start()
        samples = []
        for each in day.rounds(60 * asked.minutes, acts=ACTS):
            samples.append(each)
            print(f"{(time.monotonic() - start) / 60:5.1f} min  {each}", flush=True)
        for person in (day.ann, day.ben):
            print(f"{person.name}: {dict(sorted(person.done.items()))}")
        return errors + day.verdict(samples, acts=ACTS)


if __name__ == "__main__":
    main()
