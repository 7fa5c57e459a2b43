"""What ``mlsec.toml`` may say of the checklist, and what it may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlsec_nb.checklist.load import catalogue
from mlsec_nb.checklist.model import Outcome, Profile, Reason
from mlsec_nb.checklist.project import Project, load_project
from mlsec_nb.core.finding import Severity
from mlsec_nb.errors import ConfigError
from tests.checklist.making import TODAY

WHOLE = """
[checklist]
schema = "mlsec-checklist/1"
extends = ["core"]
profile = "standard"
owner = "team-ml"

[checklist.thresholds]
"repo.file_exists" = { any = ["SECURITY.md"] }

[checklist.override.INFRA-16]
enabled = false
reason = "single-user laptops only"
expires = 2027-06-30

[checklist.project]
toy = true
publishers = ["example"]

[checklist.inventory.customers]
columns = ["email"]
purpose = "Answering questions."
retention_days = 30

[[control]]
id = "ACME-01"
pillar = "human"
title = "The safety officer signed the release"
why = "Nothing is released without."
severity = "high"
mode = "manual"
max_age_days = 90

[[control]]
id = "ACME-02"
pillar = "data"
title = "An impact assessment is in the repository"
why = "Required before personal data is used."
severity = "high"
mode = "automatic"
probe = "repo.file_exists"
params = { any = ["docs/dpia.md", "docs/dpia.pdf"] }
max_age_days = 30

[[attestation]]
control = "HUMAN-06"
statement = "pass"
by = "j.doe"
at = 2026-11-22
expires = 2027-11-22
evidence = ["minutes.md"]

[[waiver]]
control = "MODEL-03"
fingerprint = "b1c2d3e4"
reason = "remediated-elsewhere"
justification = "Made by the same pipeline."
owner = "j.doe"
expires = 2027-01-31
"""
OWN = """
[[control]]
id = "ACME-01"
pillar = "data"
title = "T"
why = "W"
severity = "low"
max_age_days = 30
"""
ATTESTED = '[[attestation]]\ncontrol = "HUMAN-06"\nby = "a"\nat = 2026-01-01\nexpires = 2026-02-01\n'


def load(folder: Path, text: str) -> Project:
    (folder / "mlsec.toml").write_text(text)
    return load_project(folder, today=TODAY)


def test_everything_that_may_be_said(tmp_path: Path) -> None:
    project = load(tmp_path, WHOLE)
    assert project.profile is Profile.STANDARD
    assert project.disabled == {"INFRA-16"}
    assert [each.control for each in project.loosened] == ["INFRA-16"]
    assert project.controls["ACME-02"].params == {"any": ["docs/dpia.md", "docs/dpia.pdf"]}
    assert project.controls["ACME-01"].probe == "attest"
    assert project.decisions.attestations[0].statement is Outcome.PASS
    assert project.decisions.waivers[0].reason is Reason.REMEDIATED_ELSEWHERE
    assert project.settings["owner"] == "team-ml"
    assert project.settings["project"] == {"toy": True, "publishers": ("example",)}
    assert project.settings["inventory"]["customers"]["columns"] == ("email",)
    assert project.begun


def test_without_a_file_the_catalogue_is_asked(tmp_path: Path) -> None:
    project = load_project(tmp_path, today=TODAY)
    assert project.controls == catalogue().controls
    assert not project.begun


def test_profiles_include_each_other(tmp_path: Path) -> None:
    project = load_project(tmp_path, today=TODAY)
    numbers = [len(project.asked(profile)) for profile in Profile]
    assert numbers == [23, 50, 60]


def test_an_override_ends(tmp_path: Path) -> None:
    ended = WHOLE.replace("2027-06-30", "2026-06-30")
    project = load(tmp_path, ended)
    assert not project.disabled
    assert not project.loosened


def test_an_override_may_ask_for_more_without_a_reason(tmp_path: Path) -> None:
    project = load(tmp_path, '[checklist.override.INFRA-16]\nseverity = "critical"\nmax_age_days = 7\n')
    assert project.controls["INFRA-16"].severity is Severity.CRITICAL
    assert project.controls["INFRA-16"].max_age_days == 7
    assert not project.loosened


def test_controls_may_come_from_another_file_of_the_project(tmp_path: Path) -> None:
    (tmp_path / "team.toml").write_text(OWN + 'mode = "manual"\n')
    project = load(tmp_path, '[checklist]\nextends = ["team.toml"]\n')
    assert set(project.controls) == {"ACME-01"}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('[checklist]\nprofil = "full"', "unknown key 'profil'"),
        ('[checklist]\nschema = "mlsec-checklist/9"', "This version reads"),
        ('[checklist]\nextends = ["../team.toml"]', "extends"),
        ('[checklist]\nextends = ["/etc/passwd"]', "extends"),
        ('[checklist]\nextends = ["https://example.org/team.toml"]', "cannot be read"),
        ('[checklist.project]\ncommand = "rm"', "unknown key 'command'"),
        ('[checklist.thresholds]\n"no.probe" = { a = 1 }', "no probe is called 'no.probe'"),
        ('[checklist.thresholds]\n"repo.file_exists" = { command = "ls" }', "no parameter 'command'"),
        ("[checklist.override.INFRA-16]\nenabled = false", "Add a reason"),
        ("[checklist.override.INFRA-99]\nenabled = true", "no control is called 'INFRA-99'"),
        (OWN + 'mode = "automatic"\nprobe = "shell"', "probe"),
        (OWN + 'mode = "automatic"', "has no 'probe'"),
        (OWN + 'mode = "manual"\nprobe = "repo.file_exists"', "A manual control has none"),
        (OWN + 'mode = "automatic"\nprobe = "repo.file_exists"\nparams = { any = ["../x"] }', "outside"),
        (OWN + 'mode = "automatic"\nprobe = "repo.file_exists"\nparams = { any = ["/x"] }', "outside"),
        (OWN + 'mode = "automatic"\nprobe = "repo.file_exists"\nparams = { all = ["~/x"] }', "outside"),
        (OWN.replace("ACME-01", "DATA-01") + 'mode = "manual"', "catalogue has this id"),
        (OWN.replace("ACME-01", "acme 1") + 'mode = "manual"', "capital letters"),
        (OWN.replace("low", "info") + 'mode = "manual"', "critical, high, medium or low"),
        ((OWN + 'mode = "manual"\n') * 2, "There is one with this id"),
        (ATTESTED + 'statement = "unknown"', "statement"),
        (ATTESTED + 'statement = "not_applicable"', "Say in `note`"),
        (ATTESTED.replace("HUMAN-06", "HUMAN-99") + 'statement = "pass"', "HUMAN-99"),
        (ATTESTED.replace("2026-02", "2025-02") + 'statement = "pass"', "a day after"),
        (ATTESTED.replace("2026-02-01", '"2026-02-01"') + 'statement = "pass"', "date without quotes"),
        ('[[waiver]]\ncontrol = "MODEL-03"', "has no 'reason'"),
    ],
)
def test_everything_else_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    assert problem in str(caught.value)
    assert caught.value.advice


def test_the_catalogue_is_whole() -> None:
    assert len(catalogue().controls) == 60
    assert all(control.severity is not Severity.INFO for control in catalogue().controls.values())
    cited = {key for control in catalogue().controls.values() for key in control.mappings}
    assert cited <= set(catalogue().frameworks)


def test_project_does_not_reach_beyond_a_given_folder(tmp_path: Path) -> None:
    """A server shows a folder of a repository: what lies above is none of its business."""
    shown = tmp_path / "repository" / "notebooks"
    (shown / "deep").mkdir(parents=True)
    (tmp_path / "repository" / ".git").mkdir()
    (tmp_path / "repository" / "mlsec.toml").write_text('[checklist]\nprofile = "full"\n')
    assert load_project(shown / "deep", today=TODAY).profile is Profile.FULL
    inside = load_project(shown / "deep", today=TODAY, within=shown)
    assert (inside.folder, inside.config, inside.profile) == (shown, None, Profile.BASELINE)
    (shown / "mlsec.toml").write_text('[checklist]\nprofile = "standard"\n')
    assert load_project(shown / "deep", today=TODAY, within=shown).profile is Profile.STANDARD
