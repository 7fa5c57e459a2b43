"""``mlsec-nb checklist``, ``attest``, ``waive`` and ``explain`` for controls."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mlsec_nb.frontends.cli import main
from tests.frontends.test_magics_checklist import OWN


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mlsec.toml").write_text(OWN)
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    status = main(list(map(str, words)))
    told = capsys.readouterr()
    return status, told.out, told.err


@pytest.mark.parametrize(
    ("gate", "status"),
    [
        ((), 0),
        (("--fail-on", "critical"), 0),
        (("--fail-on", "high"), 1),
        (("--min-pillar", "1"), 1),
        (("--max-unknown", "1"), 0),
        (("--max-unknown", "0"), 1),
    ],
)
def test_the_gate_is_the_exit_status(capsys, gate, status: int) -> None:
    code, out, err = run(capsys, "checklist", *gate)
    assert code == status
    assert "ACME-01" in out
    assert bool(err) == bool(status)


def test_a_project_that_is_named_is_looked_at(capsys, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir("/")
    status, out, _ = run(capsys, "checklist", tmp_path)
    assert status == 0
    assert "ACME-01" in out


@pytest.mark.parametrize("format_name", ["text", "json", "markdown", "html", "sarif", "cyclonedx", "oscal"])
def test_every_format_can_be_written(capsys, tmp_path, format_name: str) -> None:
    status, out, err = run(capsys, "checklist", "--format", format_name, "--output", "told")
    assert (status, out) == (0, "")
    assert "Wrote told." in err
    assert "ACME-01" in (tmp_path / "told").read_text()


def test_json_has_the_history_after_the_second_run(capsys, tmp_path) -> None:
    run(capsys, "checklist")
    (tmp_path / "dpia.md").write_text("Assessed.")
    wire = json.loads(run(capsys, "checklist", "--format", "json")[1])
    assert wire["changes"]["fixed"] == ["ACME-01"]
    assert [each["scores"]["data"] for each in wire["history"]] == [0.0, 100.0]


def test_no_history_when_not_wanted(capsys, tmp_path) -> None:
    run(capsys, "checklist", "--no-history")
    assert not (tmp_path / ".mlsec").exists()


def test_attest_and_waive_change_what_is_told(capsys) -> None:
    assert run(capsys, "attest", "acme-02", "--by", "j.doe", "--evidence", "minutes.md")[0] == 0
    assert run(capsys, "waive", "ACME-01", "--by", "j.doe", "--until", "2999-01-01", "--reason", "R")[0] == 0
    status, out, _ = run(capsys, "checklist", "--fail-on", "any", "--max-unknown", "0")
    assert status == 0
    assert "1 needs attention, 1 attested" in out


def test_init_begins_once_and_overwrites_nothing(capsys, tmp_path) -> None:
    (tmp_path / "mlsec.toml").write_text("# ours\n")
    status, out, _ = run(capsys, "checklist", "init", "--profile", "standard")
    assert status == 0
    assert out.count("wrote") == 6
    assert (tmp_path / "mlsec.toml").read_text().startswith("# ours\n\n[checklist]")
    assert run(capsys, "checklist", "init")[1].count("wrote") == 0


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("checklist", "nowhere"), "is no folder"),
        (("checklist", "a", "b"), "Name one folder"),
        (("checklist", "--only", "nothing"), "Name a pillar"),
        (("checklist", "--config", "none.toml"), "none.toml cannot be read"),
        (("checklist", "--output", "no/such/folder/x"), "cannot be written"),
        (("attest", "ACME-02", "--evidence", "x"), "--by"),
        (("attest", "NO-1", "--by", "x", "--evidence", "x"), "No control is called 'NO-1'"),
        (("waive", "ACME-01", "--by", "x", "--reason", "x"), "--until"),
        (("explain", "MODEL-99"), "No control is called 'MODEL-99'"),
    ],
)
def test_a_wrong_call_says_what_to_do(capsys, words, problem: str) -> None:
    status, _, err = run(capsys, *words)
    assert status == 2
    assert problem in err


def test_a_configuration_that_is_not_understood_stops_everything(capsys, tmp_path) -> None:
    (tmp_path / "mlsec.toml").write_text(OWN + "\n[checklist.projekt]\n")
    status, _, err = run(capsys, "checklist")
    assert status == 2
    assert "projekt" in err


def test_a_state_that_cannot_be_read_stops_everything(capsys, tmp_path) -> None:
    run(capsys, "checklist")
    (tmp_path / ".mlsec" / "state.json").write_text("{")
    status, _, err = run(capsys, "checklist")
    assert status == 2
    assert "Remove it" in err


def test_controls_are_explained(capsys) -> None:
    status, out, _ = run(capsys, "explain", "model-03")
    assert status == 0
    assert out.startswith("MODEL-03 ")
    assert "It fails when" in out


def test_what_gets_due_later_is_seen_with_another_date(capsys, monkeypatch) -> None:
    seen = []
    for day in ("1796083200", "1801440000"):  # 2026-12-01, 2027-02-01
        monkeypatch.setenv("SOURCE_DATE_EPOCH", day)
        if not seen:
            run(capsys, "attest", "ACME-02", "--by", "jo", "--until", "2026-12-24", "--evidence", "a course")
        told = json.loads(run(capsys, "checklist", "--only", "ACME-02", "--format", "json")[1])
        seen.append((told["at"][:10], told["controls"][0]["freshness"]))
    assert seen == [("2026-12-01", "fresh"), ("2027-02-01", "expired")]
