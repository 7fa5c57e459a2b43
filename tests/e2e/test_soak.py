"""The first rounds of the long day that ``make soak`` goes through."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from tests.e2e.conftest import Server
from tests.e2e.soak.day import Day, desks

SECONDS = 20
ACTS = 12


def test_no_edit_is_lost_and_nothing_is_left_behind(browser: Browser, tmp_path: Path) -> None:
    server = Server(tmp_path)
    try:
        server.wait()
        with desks(browser) as (pages, errors):
            day = Day(server, pages, seed=2)
            day.start()
            samples = list(day.rounds(SECONDS, acts=ACTS))
            assert errors + day.verdict(samples, acts=ACTS) == []
    finally:
        server.stop()
