"""One run after the other: what is seen, stated, remembered and forgotten."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

import mlsec_nb
from mlsec_nb.checklist.model import Evidence, Observation, Outcome
from mlsec_nb.checklist.probe import Probe, not_looked
from mlsec_nb.checklist.probes import probes
from mlsec_nb.checklist.result import Basis, ChecklistReport, Freshness, Status
from mlsec_nb.checklist.run import Request, run_checklist
from mlsec_nb.checklist.situation import Situation
from mlsec_nb.core.measured import MEASURED
from mlsec_nb.errors import UsageError
from mlsec_nb.notebook.read import read_dict
from tests.checklist.situations import NOW
from tests.checklist.test_store import MEASURED as MEASUREMENT
from tests.secrets_fakes import openai_key

CONTROL = """
[[control]]
id = "ACME-0{number}"
pillar = "{pillar}"
title = "A test"
why = "To see."
severity = "high"
mode = "{mode}"
probe = "{probe}"
max_age_days = 30
{more}
"""
ASSESSED = {"probe": "repo.file_exists", "more": 'params = { any = ["dpia.md"] }'}


def control(number: int = 1, **more: str) -> str:
    defaults = {"pillar": "data", "mode": "automatic", "more": "", "number": number}
    return CONTROL.format(**{**defaults, **more})


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "mlsec.toml").write_text("[checklist]\nextends = []\n" + control(**ASSESSED))
    return tmp_path


@pytest.fixture
def registered(monkeypatch):
    """Register a probe for a test."""

    def register(look, **more) -> None:
        probe = Probe(**{"id": "test.probe", "title": "a test", "look": look, **more})
        monkeypatch.setitem(probes(), probe.id, probe)

    return register


def checked(folder: Path, *, days: float = 0, **more) -> ChecklistReport:
    return run_checklist(Request(folder=folder, now=NOW + timedelta(days=days), **more))


def test_a_file_that_is_missing_fails_then_is_fixed_then_goes_again(project: Path) -> None:
    first = checked(project)
    assert (first["ACME-01"].status, first.changes.new, first.score) == (Status.FAIL, ("ACME-01",), 0.0)
    (project / "dpia.md").write_text("Assessed.")
    second = checked(project, days=1)
    assert (second["ACME-01"].status, second.changes.fixed, second.score) == (
        Status.PASS,
        ("ACME-01",),
        100.0,
    )
    assert second.next_due == (NOW + timedelta(days=31)).date()
    (project / "dpia.md").unlink()
    assert checked(project, days=2).changes.regressed == ("ACME-01",)
    assert [run.scores["data"] for run in checked(project, days=3).history] == [0.0, 100.0, 0.0, 0.0]


def test_a_run_that_says_nothing_new_is_not_written_twice(project: Path) -> None:
    for minutes in (0, 10, 20, 70):
        checked(project, days=minutes / 1440)
    lines = (project / ".mlsec" / "history.jsonl").read_text().splitlines()
    assert len(lines) == 2


def test_without_a_checklist_nothing_is_written(tmp_path: Path) -> None:
    report = mlsec_nb.checklist(tmp_path)
    assert not report.remembered
    assert not list(tmp_path.iterdir())
    assert len(report.controls) == 23


def test_a_costly_probe_runs_when_asked_and_is_remembered_until_it_is_old(project, registered) -> None:
    (project / "mlsec.toml").write_text("[checklist]\nextends = []\n" + control(probe="test.probe"))
    seen = Observation(outcome=Outcome.PASS, summary="Measured.")
    registered(lambda _: seen, tier="demand")
    assert checked(project)["ACME-01"].status is Status.NOT_CHECKED
    assert "--demand" in checked(project)["ACME-01"].sentence
    assert checked(project, demand=True)["ACME-01"].status is Status.PASS
    later = checked(project, days=29)["ACME-01"]
    assert (later.status, later.new, later.verdict.freshness) == (Status.PASS, False, Freshness.DUE_SOON)
    stale = checked(project, days=31)
    assert (stale["ACME-01"].status, stale.changes.overdue) == (Status.ATTENTION, ("ACME-01",))
    assert checked(project, days=61)["ACME-01"].status is Status.NOT_CHECKED


def test_what_another_place_saw_counts_where_this_one_cannot_look(project, registered) -> None:
    (project / "mlsec.toml").write_text("[checklist]\nextends = []\n" + control(probe="test.probe"))

    def look(situation: Situation) -> Observation:
        if situation.environ.get("MLSEC_TEST_BLIND"):
            return not_looked("There is no server here.")
        return Observation(outcome=Outcome.PASS, summary="Seen.")

    registered(look)
    checked(project, vantage="server")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MLSEC_TEST_BLIND", "1")
        result = checked(project, days=1)["ACME-01"]
        assert (result.status, result.vantage, result.new) == (Status.PASS, "server", False)
        assert "Not looked at again: There is no server here." in result.verdict.notes


def test_a_new_question_makes_an_old_answer_stale(project, registered) -> None:
    registered(lambda _: Observation(outcome=Outcome.PASS, summary="Seen."), tier="demand", params=("a",))
    text = "[checklist]\nextends = []\n" + control(probe="test.probe", more="params = { a = 1 }")
    (project / "mlsec.toml").write_text(text)
    checked(project, demand=True)
    (project / "mlsec.toml").write_text(text.replace("a = 1", "a = 2"))
    result = checked(project, days=1)["ACME-01"]
    assert (result.status, result.verdict.freshness) == (Status.ATTENTION, Freshness.INVALIDATED)


UNSAFE = {
    "nbformat": 4,
    "nbformat_minor": 5,
    "metadata": {},
    "cells": [
        {
            "cell_type": "code",
            "id": "a",
            "metadata": {},
            "source": "import pickle\npickle.load(open('x', 'rb'))",
            "outputs": [],
            "execution_count": None,
        }
    ],
}


def unsafe_calls(situation: Situation) -> Observation:
    found = situation.scan().findings
    outcome = Outcome.FAIL if found else Outcome.PASS
    return Observation(outcome=outcome, summary=f"{len(found)} findings.")


@pytest.mark.parametrize(
    ("reason", "status", "basis"),
    [
        ("false-positive", Status.PASS, Basis.AUTOMATIC),
        ("test-data", Status.PASS, Basis.AUTOMATIC),
        ("accepted-risk", Status.ATTENTION, Basis.WAIVED),
        ("remediated-elsewhere", Status.ATTENTION, Basis.WAIVED),
    ],
)
def test_a_waived_finding_is_judged_again(project, registered, reason, status, basis) -> None:
    registered(unsafe_calls, needs=frozenset({"scan"}))
    (project / "train.ipynb").write_text(json.dumps(UNSAFE))
    text = "[checklist]\nextends = []\n" + control(probe="test.probe")
    (project / "mlsec.toml").write_text(text)
    assert checked(project)["ACME-01"].status is Status.FAIL
    fingerprint = mlsec_nb.scan(project / "train.ipynb").findings[0].fingerprint
    waiver = (
        f'[[waiver]]\ncontrol = "ACME-01"\nreason = "{reason}"\njustification = "J"\nowner = "O"\n'
        f'fingerprint = "{fingerprint[:12]}"\nexpires = 2026-12-01\n'
    )
    (project / "mlsec.toml").write_text(text + waiver)
    result = checked(project)["ACME-01"]
    assert (result.status, result.verdict.basis) == (status, basis)
    assert checked(project, days=30)["ACME-01"].status is Status.FAIL


def test_the_notebook_at_hand_is_scanned_as_it_is_in_the_browser(project, registered) -> None:
    registered(unsafe_calls, needs=frozenset({"scan"}))
    (project / "mlsec.toml").write_text("[checklist]\nextends = []\n" + control(probe="test.probe"))
    notebook = project / "train.ipynb"
    notebook.write_text(json.dumps({**UNSAFE, "cells": []}))

    live = checked(
        project,
        notebook=notebook,
        live=lambda s: s.target("train.ipynb", lambda: read_dict(UNSAFE, "train.ipynb")),
    )
    assert live["ACME-01"].status is Status.FAIL
    assert checked(project, notebook=notebook)["ACME-01"].status is Status.PASS


@pytest.mark.parametrize("key", [openai_key(), "jane.doe@clinic.example"])
def test_no_secret_or_address_is_kept_or_shown(project, registered, key: str) -> None:
    (project / "mlsec.toml").write_text("[checklist]\nextends = []\n" + control(probe="test.probe"))
    evidence = Evidence(kind="file", ref=f"{key}.txt", summary=f'api_key = "{key}"')
    seen = Observation(outcome=Outcome.FAIL, summary=f'found api_key = "{key}"', evidence=(evidence,))
    registered(lambda _: seen)
    report = checked(project)
    assert key not in report.render("json")
    assert key not in (project / ".mlsec" / "state.json").read_text()


def test_what_a_kernel_measured_is_there_for_another_process(project, registered) -> None:
    MEASURED.record(MEASUREMENT)
    try:
        checked(project)
    finally:
        MEASURED.clear()
    seen: list = []

    def look(situation: Situation) -> Observation:
        seen.extend(situation.measurements)
        return not_looked("Only looking.")

    registered(look)
    (project / "mlsec.toml").write_text("[checklist]\nextends = []\n" + control(probe="test.probe"))
    checked(project)
    assert seen == [MEASUREMENT]


def test_what_is_cited_is_as_old_as_it_is(project, registered) -> None:
    seen = Observation(outcome=Outcome.PASS, summary="Measured.", at=NOW - timedelta(days=31))
    registered(lambda _: seen)
    (project / "mlsec.toml").write_text("[checklist]\nextends = []\n" + control(probe="test.probe"))
    assert checked(project)["ACME-01"].status is Status.ATTENTION
    assert checked(project, days=30)["ACME-01"].status is Status.NOT_CHECKED


def test_a_notebook_stands_for_its_project(project, registered) -> None:
    registered(unsafe_calls, needs=frozenset({"scan"}))
    (project / "mlsec.toml").write_text("[checklist]\nextends = []\n" + control(probe="test.probe"))
    (project / "train.ipynb").write_text(json.dumps(UNSAFE))
    assert checked(project / "train.ipynb")["ACME-01"].status is Status.FAIL


def test_only_what_is_asked_for(project: Path) -> None:
    (project / "mlsec.toml").write_text(
        "[checklist]\nextends = []\n" + control(**ASSESSED) + control(2, pillar="human", **ASSESSED)
    )
    assert [each.control.id for each in checked(project, only=("human",)).controls] == ["ACME-02"]
    assert [each.control.id for each in checked(project, only=("acme-01",)).controls] == ["ACME-01"]
    assert not (project / ".mlsec" / "history.jsonl").exists()
    with pytest.raises(UsageError, match="nothing"):
        checked(project, only=("nothing",))


def test_a_cancelled_run_keeps_what_it_has(project: Path) -> None:
    report = checked(project, cancelled=lambda: True)
    assert report["ACME-01"].status is Status.NOT_CHECKED
    assert "cancelled" in report.remarks[0]


def test_progress_is_told(project: Path) -> None:
    told: list = []
    checked(project, progress=lambda *arguments: told.append(arguments))
    assert told == [(0, 1, "Files that the project asks for")]


def test_a_wrong_call_names_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="baseline, standard, full"):
        mlsec_nb.checklist(tmp_path, profile="everything")
    with pytest.raises(UsageError, match="is no folder"):
        mlsec_nb.checklist(tmp_path / "nowhere")
