"""Published holes: from the service, from its last answer, from a snapshot, from nothing."""

from __future__ import annotations

import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from mlsec_nb.checklist.probes import vulnerabilities
from tests.checklist.advisories.osv import Osv, record, serving
from tests.checklist.facts import server
from tests.checklist.machines import machine, write
from tests.checklist.probes.look import ATTENTION, FAIL, PASS, UNKNOWN, look
from tests.checklist.situations import NOW

PROBE = "env.vulnerabilities"
INSTALLED = {"torch": "2.0.0", "numpy": "2.4.0"}


def looked(base: Path, osv: Osv | None = None, **more):
    environ = {"MLSEC_OSV_URL": osv.url} if osv else {}
    now = more.pop("now", None) or NOW
    own = machine(base, packages=INSTALLED, environ=environ)
    return look(PROBE, base, machine=own, network=osv is not None, now=now, **more)


@pytest.mark.parametrize(
    ("records", "outcome"),
    [
        ((), PASS),
        ((record("GHSA-1", "torch", fixed="2.6.0"),), FAIL),
        ((record("GHSA-1", "torch", fixed="2.6.0", severity="LOW"),), ATTENTION),
        ((record("GHSA-1", "torch"),), ATTENTION),
        ((record("GHSA-1", "torch", fixed="2.6.0", severity=""),), ATTENTION),
        ((record("GHSA-1", "torch", fixed="1.9"),), PASS),
        ((record("MAL-2026-7", "torch", severity=""),), FAIL),
        ((record("GHSA-1", "torch", severity="LOW"), record("GHSA-2", "torch", fixed="2.1")), FAIL),
    ],
)
def test_service(tmp_path: Path, records, outcome) -> None:
    with serving(Osv(*records)) as osv:
        seen = looked(tmp_path, osv)
    assert seen.outcome is outcome, seen.summary
    assert seen.counts["packages"] == 2


def test_only_names_and_versions_are_sent(tmp_path: Path) -> None:
    with serving(Osv(record("GHSA-1", "torch", fixed="3"))) as osv:
        looked(tmp_path, osv)
    (batch, queries), (single, query) = osv.asked
    assert (batch, single) == ("/v1/querybatch", "/v1/query")
    expected = {"package": {"name": "torch", "ecosystem": "PyPI"}, "version": "2.0.0"}
    assert query == expected
    assert expected in queries["queries"]


def test_last_answer_serves_without_network_and_grows_old(tmp_path: Path) -> None:
    with serving(Osv()) as osv:
        assert looked(tmp_path, osv).outcome is PASS
    cache = json.loads((tmp_path / "home/.cache/mlsec-nb/advisories.json").read_text())
    cache["at"] = NOW.isoformat()
    write(tmp_path / "home/.cache/mlsec-nb/advisories.json", json.dumps(cache))
    assert looked(tmp_path).outcome is PASS
    old = looked(tmp_path, now=NOW + timedelta(days=8))
    assert old.outcome is ATTENTION
    assert str(NOW.date()) in old.summary


def test_last_answer_about_other_packages_is_none(tmp_path: Path) -> None:
    with serving(Osv()) as osv:
        looked(tmp_path, osv)
    seen = look(PROBE, tmp_path, machine={"packages": {**INSTALLED, "pandas": "3.0"}})
    assert seen.outcome is UNKNOWN


def test_without_network_nothing_is_claimed(tmp_path: Path) -> None:
    seen = looked(tmp_path)
    assert seen.outcome is UNKNOWN
    assert "--network" in seen.why


def test_slow_service_is_not_waited_for_but_kept(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(vulnerabilities, "SECONDS", 0.05)
    with serving(Osv(delay=0.4)) as osv:
        assert looked(tmp_path, osv).outcome is UNKNOWN
        monkeypatch.setattr(vulnerabilities, "SECONDS", 5.0)
        assert looked(tmp_path, osv).outcome is PASS


def test_service_that_is_not_there(tmp_path: Path) -> None:
    gone = Osv()
    gone.url = "http://127.0.0.1:9"
    assert looked(tmp_path, gone).outcome is UNKNOWN
    gone.url = "http://service.example"
    assert "https" in looked(tmp_path, gone).why


def snapshot(path: Path, *records: dict) -> None:
    path.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for each in records:
            archive.writestr(f"{each['id']}.json", json.dumps(each))


def test_snapshot_of_the_project(tmp_path: Path) -> None:
    snapshot(tmp_path / "project/osv.zip", record("GHSA-1", "Torch", fixed="2.6"), record("GHSA-2", "other"))
    seen = looked(tmp_path, params={"snapshot": "osv.zip"})
    assert seen.outcome is FAIL
    assert "fixed in 2.6" in seen.summary
    assert "2026-11-21" in seen.limits


def test_snapshot_in_one_file_and_of_long_ago(tmp_path: Path) -> None:
    said = record("GHSA-2", "other", modified="2026-01-02T00:00:00Z")
    write(tmp_path / "project/osv.json", json.dumps({"vulns": [said]}))
    seen = looked(tmp_path, params={"snapshot": "osv.json"})
    assert seen.outcome is ATTENTION
    assert "2026-01-02" in seen.summary


@pytest.mark.parametrize(
    ("name", "content"),
    [("osv.json", b"{"), ("osv.zip", b"PK\x03\x04 broken"), ("missing.json", None), ("e", b"")],
)
def test_snapshot_that_cannot_be_used(tmp_path: Path, name, content) -> None:
    (tmp_path / "project").mkdir()
    if content is not None:
        (tmp_path / "project" / name).write_bytes(content)
    assert looked(tmp_path, params={"snapshot": name}).outcome is UNKNOWN


def test_packages_of_the_server_are_looked_at_as_well(tmp_path: Path) -> None:
    snapshot(tmp_path / "project/osv.zip", record("GHSA-1", "jupyter-server", fixed="2.20"))
    facts = server(versions={"jupyter-server": "2.19.0", "numpy": "1.0"})
    seen = looked(tmp_path, server=facts, params={"snapshot": "osv.zip"})
    assert seen.outcome is FAIL
