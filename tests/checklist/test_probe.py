"""A probe that fails, or takes too long, costs its own answer."""

from __future__ import annotations

import threading
from pathlib import Path

from mlsec_nb.checklist.model import Observation, Outcome
from mlsec_nb.checklist.probe import NEEDS, SECONDS, Probe, run_probe
from mlsec_nb.checklist.probes import probes
from mlsec_nb.checklist.situation import Situation
from tests.checklist.situations import situation


def probe(look, **more) -> Probe:
    return Probe(**{"id": "test.probe", "title": "a test", "look": look, **more})


def test_what_a_probe_sees_is_passed_on(tmp_path: Path) -> None:
    seen = Observation(outcome=Outcome.PASS, summary="All is well.")
    assert run_probe(probe(lambda _: seen), situation(tmp_path)) is seen


def test_an_error_is_not_checked_and_its_text_is_kept_back(tmp_path: Path) -> None:
    def look(_: Situation) -> Observation:
        raise ValueError("a value that nobody may see")

    seen = run_probe(probe(look), situation(tmp_path))
    assert seen.outcome is Outcome.UNKNOWN
    assert "ValueError" in seen.why
    assert "nobody" not in seen.why


def test_a_probe_that_does_not_end_is_given_up(tmp_path: Path) -> None:
    never = threading.Event()
    seen = run_probe(probe(lambda _: never.wait()), situation(tmp_path), seconds=0.05)
    never.set()
    assert seen.outcome is Outcome.UNKNOWN
    assert "0.05 s" in seen.why


def test_a_scan_that_fails_is_named(tmp_path: Path) -> None:
    def scan() -> None:
        raise OSError

    seen = run_probe(probe(lambda _: None, needs=frozenset({"scan"})), situation(tmp_path, scan=scan))
    assert seen.outcome is Outcome.UNKNOWN
    assert "scan failed" in seen.why


def test_every_probe_is_described() -> None:
    assert "repo.file_exists" in probes()
    for name, found in probes().items():
        assert name == found.id
        assert found.title
        assert found.tier in SECONDS
        assert found.needs <= NEEDS


def test_an_installed_package_may_add_probes_and_replaces_none(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "plugged.py").write_text(
        "from mlsec_nb.checklist.probe import Probe, not_looked\n"
        "def look(situation): return not_looked('Only a test.')\n"
        "NAMES = 'acme.one', 'repo.file_exists'\n"
        "PROBES = tuple(Probe(id=name, title='a test', look=look) for name in NAMES)\n"
    )
    info = tmp_path / "plugged-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: plugged\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[mlsec_nb.probes]\nours = plugged:PROBES\nbroken = no_such_module:X\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    probes.cache_clear()
    try:
        assert "acme.one" in probes()
        assert probes()["repo.file_exists"].title == "Files that the project asks for"
    finally:
        monkeypatch.undo()
        probes.cache_clear()
