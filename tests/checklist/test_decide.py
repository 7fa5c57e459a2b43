"""Decisions are added to ``mlsec.toml``; nothing else in it changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mlsec_nb.checklist import decide
from mlsec_nb.checklist.begin import begin
from mlsec_nb.checklist.decide import attest, waive
from mlsec_nb.checklist.model import Outcome, Profile, Reason
from mlsec_nb.checklist.project import load_project
from mlsec_nb.errors import ConfigError, MlsecError
from mlsec_nb.options import load_options
from tests.checklist.making import TODAY, day
from tests.secrets_fakes import openai_key

KEPT = '# ours\nexclude = ["old/*"]   # why\n\n[checklist]\nprofile = "full"'


def attested(folder: Path, **more) -> decide.Written:
    return attest(folder, "HUMAN-06", **{"by": "j.doe", "evidence": ("minutes.md",), "today": TODAY, **more})


def waived(folder: Path, **more) -> decide.Written:
    defaults = {"owner": "j.doe", "until": day(30), "justification": "A demonstration.", "today": TODAY}
    return waive(folder, "MODEL-03", **{**defaults, **more})


def test_a_statement_is_added_and_the_rest_stays(tmp_path: Path) -> None:
    path = tmp_path / "mlsec.toml"
    path.write_text(KEPT)
    written = attested(tmp_path, note='She said "yes"\nand meant it.')
    assert path.read_text() == f"{KEPT}\n\n{written.text}"
    stated = load_project(tmp_path, today=TODAY).decisions.attestations[0]
    assert (stated.by, stated.at, stated.expires) == ("j.doe", TODAY, date(2027, 11, 22))
    assert stated.note == 'She said "yes" and meant it.'
    assert load_options(start=tmp_path).exclude == ("old/*",)


def test_a_waiver_of_a_finding_is_added(tmp_path: Path) -> None:
    waived(tmp_path, fingerprint="b1c2d3e4f5a6b7c8", reason="false-positive")
    found = load_project(tmp_path, today=TODAY).decisions.waivers[0]
    assert (found.reason, found.fingerprint, found.expires) == (
        Reason.FALSE_POSITIVE,
        "b1c2d3e4f5a6b7c8",
        day(30),
    )


def test_decisions_go_where_the_project_keeps_its_settings(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.mlsec-nb]\nexclude = ["old/*"]\n')
    assert attested(tmp_path).path.name == "pyproject.toml"
    assert load_project(tmp_path, today=TODAY).decisions.attestations


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"by": " "}, "--by"),
        ({"evidence": ()}, "--evidence"),
        ({"until": day(-1)}, "in the past"),
        ({"until": day(366)}, "2027-11-22 at most"),
        ({"statement": Outcome.NOT_APPLICABLE}, "--reason"),
        ({"note": f"The key is {openai_key()}"}, "looks like a secret"),
    ],
)
def test_a_statement_that_lacks_something_is_not_written(tmp_path: Path, more, problem: str) -> None:
    with pytest.raises(MlsecError, match=problem):
        attested(tmp_path, **more)
    assert not (tmp_path / "mlsec.toml").exists()


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"until": None}, "--until"),
        ({"justification": ""}, "--reason"),
        ({"owner": ""}, "--by"),
        ({"fingerprint": "b1c2"}, "too short"),
        ({"reason": "because"}, "reason"),
    ],
)
def test_a_waiver_that_lacks_something_is_not_written(tmp_path: Path, more, problem: str) -> None:
    with pytest.raises(MlsecError, match=problem):
        waived(tmp_path, **more)
    assert not (tmp_path / "mlsec.toml").exists()


def test_an_unknown_control_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MlsecError, match="HUMAN-99"):
        attest(tmp_path, "HUMAN-99", by="j.doe", evidence=("x",), today=TODAY)


def test_somebody_elses_edit_in_between_is_not_overwritten(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "mlsec.toml"
    path.write_text(KEPT)
    check = decide.read_project

    def edit_meanwhile(*arguments, **more):
        path.write_text(KEPT + "\n# an edit")
        return check(*arguments, **more)

    monkeypatch.setattr(decide, "read_project", edit_meanwhile)
    with pytest.raises(ConfigError, match="changed meanwhile"):
        attested(tmp_path)
    assert path.read_text() == KEPT + "\n# an edit"


def test_a_configuration_that_leads_out_of_the_project_is_not_written(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.toml"
    elsewhere.write_text(KEPT)
    root = tmp_path / "project"
    root.mkdir()
    (root / "mlsec.toml").symlink_to(elsewhere)
    with pytest.raises(ConfigError, match="leads out"):
        attested(root)
    assert elsewhere.read_text() == KEPT


def test_a_checklist_is_begun_and_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "model-card.md").write_text("ours")
    steps = begin(tmp_path, profile=Profile.STANDARD, today=TODAY)
    kept = [step.path.name for step in steps if not step.written]
    assert kept == ["model-card.md"]
    assert (tmp_path / "docs" / "model-card.md").read_text() == "ours"
    assert (tmp_path / "docs" / "threat-model.md").read_text().startswith("#")
    project = load_project(tmp_path, today=TODAY)
    assert (project.profile, project.begun) == (Profile.STANDARD, True)
    assert not any(step.written for step in begin(tmp_path, today=TODAY))
