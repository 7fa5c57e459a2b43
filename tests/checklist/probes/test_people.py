"""The probes of people's habits: owners, reviews, hooks, trust, jobs, plans, exceptions, repetition."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.sign import NotebookNotary

from mlsec_nb.checklist.documents import template
from mlsec_nb.checklist.model import Decisions, Override, Profile, Reason, Run, Waiver
from mlsec_nb.checklist.trust import is_trusted
from mlsec_nb.core.finding import Suppression
from tests.checklist.machines import write
from tests.checklist.probes.look import ATTENTION, FAIL, NOT_APPLICABLE, PASS, UNKNOWN, look
from tests.checklist.projects import Project, empty_project, filled_in
from tests.checklist.situations import NOW
from tests.factories import finding, result, target
from tests.notebooks import code, content, display, model

TODAY = NOW.date()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A repository with one notebook."""
    made = empty_project(tmp_path / "project")
    made.git("init", "-q", "-b", "main")
    made.git("config", "user.email", "jo@example.org")
    made.notebook("x = 1")
    made.commit("First")
    return made


@pytest.fixture
def seen(tmp_path: Path) -> Callable[..., Any]:
    """The observation of a probe in that repository."""
    return lambda probe, **more: look(probe, tmp_path, **more)


SECURITY = "# Security\n\nWrite to security@example.org.\n"


@pytest.mark.parametrize(
    ("files", "settings", "outcome"),
    [
        ({}, {}, FAIL),
        ({"CODEOWNERS": "* @jo\n"}, {}, ATTENTION),
        ({"CODEOWNERS": "* @jo\n", "SECURITY.md": SECURITY}, {}, PASS),
        ({".github/CODEOWNERS": "*.ipynb @jo\n", ".github/SECURITY.md": SECURITY}, {}, PASS),
        ({"CODEOWNERS": "/docs/ @jo\n", "SECURITY.md": SECURITY}, {}, ATTENTION),
        ({"CODEOWNERS": "* @jo\ntrain.ipynb\n", "SECURITY.md": SECURITY}, {}, ATTENTION),
        ({"SECURITY.md": "# Security\n\nTODO <your address>\n"}, {"owner": "jo"}, ATTENTION),
        ({}, {"owner": "jo", "contact": "security@example.org"}, PASS),
        ({}, {"project": {"toy": True}}, NOT_APPLICABLE),
    ],
)
def test_owners(project: Project, seen, files, settings, outcome) -> None:
    for name, text in files.items():
        project.write(name, text)
    assert seen("repo.ownership", settings=settings).outcome is outcome


def test_authors_in_the_notebook_own_it(project: Project, seen) -> None:
    project.write("train.ipynb", content("x = 1", authors=[{"name": "Jo"}]))
    assert seen("repo.ownership", settings={"contact": "x@example.org"}).outcome is PASS


def git_as(project: Project, author: str, *arguments: str, committer: str = "") -> None:
    """Run git as somebody."""
    names = dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), "Somebody")
    addresses = {"GIT_AUTHOR_EMAIL": author, "GIT_COMMITTER_EMAIL": committer or author}
    environ = {**os.environ, **names, **addresses}
    subprocess.run(["git", *arguments], cwd=project.folder, check=True, env=environ)


def as_(project: Project, author: str, message: str, *, committer: str = "") -> None:
    """Commit something as somebody."""
    project.write("log.txt", message)
    project.git("add", "-A")
    git_as(project, author, "commit", "-q", "-m", message, committer=committer)


def test_one_author_alone_fails(project: Project, seen) -> None:
    project.write("CODEOWNERS", "* @jo\n")
    project.commit("Second")
    assert seen("repo.review_evidence").outcome is FAIL
    alone = seen("repo.review_evidence", settings={"project": {"alone": True}})
    assert alone.outcome is NOT_APPLICABLE


def test_two_authors_without_reviews_need_attention(project: Project, seen) -> None:
    as_(project, "mo@example.org", "Change")
    assert seen("repo.review_evidence").outcome is ATTENTION


@pytest.mark.parametrize(
    ("message", "committer"),
    [("Change\n\nReviewed-by: Mo <mo@example.org>", ""), ("Change", "mo@example.org")],
)
def test_trailers_and_committers_are_reviews(project: Project, seen, message, committer) -> None:
    as_(project, "jo@example.org", message, committer=committer)
    assert seen("repo.review_evidence").outcome is PASS


def test_own_sign_off_is_no_review(project: Project, seen) -> None:
    as_(project, "jo@example.org", "Change\n\nReviewed-by: Jo <jo@example.org>")
    assert seen("repo.review_evidence").outcome is FAIL


def test_merge_by_somebody_else_is_a_review(project: Project, seen) -> None:
    project.git("checkout", "-q", "-b", "topic")
    as_(project, "jo@example.org", "Change")
    as_(project, "jo@example.org", "Another")
    project.git("checkout", "-q", "main")
    merge = ("merge", "-q", "--no-ff", "-m", "Merge", "topic")
    git_as(project, "jo@example.org", *merge)
    assert seen("repo.review_evidence").outcome is FAIL
    project.git("reset", "-q", "--hard", "main^")
    git_as(project, "mo@example.org", *merge)
    assert seen("repo.review_evidence").outcome is PASS


def test_rules_for_the_branch_and_owners_are_a_rule(project: Project, seen) -> None:
    project.write("CODEOWNERS", "* @jo\n")
    project.write(".github/rulesets/main.json", "{}")
    assert seen("repo.review_evidence").outcome is PASS


def test_no_history_is_not_looked_at(seen) -> None:
    assert seen("repo.review_evidence").outcome is UNKNOWN


PRE_COMMIT = "repos:\n- repo: https://example.org/mlsec-nb\n  hooks:\n  - id: mlsec-nb\n"
SECRETS_ONLY = "repos:\n- repo: https://example.org/g\n  hooks:\n  - id: gitleaks\n"
HOOK = "#!/bin/sh\nexec pre-commit run\n"


@pytest.mark.parametrize(
    ("files", "hook", "outcome"),
    [
        ({}, "", FAIL),
        ({".pre-commit-config.yaml": PRE_COMMIT}, "", ATTENTION),
        ({".pre-commit-config.yaml": PRE_COMMIT}, HOOK, PASS),
        ({".pre-commit-config.yaml": SECRETS_ONLY}, HOOK, ATTENTION),
        ({".pre-commit-config.yaml": "repos: ["}, HOOK, FAIL),
        ({".pre-commit-config.yaml": "repos: []\n# mlsec-nb\n"}, HOOK, FAIL),
        ({}, "#!/bin/sh\nmlsec-nb scan --staged\n", PASS),
        ({".gitattributes": "*.ipynb filter=nbstripout\n"}, "", ATTENTION),
    ],
)
def test_hooks(project: Project, seen, files, hook, outcome) -> None:
    for name, text in files.items():
        project.write(name, text)
    if hook:
        project.write(".git/hooks/pre-commit", hook, mode=0o755)
    assert seen("repo.hooks").outcome is outcome


def test_hook_that_git_would_not_run_is_none(project: Project, seen) -> None:
    project.write(".git/hooks/pre-commit", "mlsec-nb scan --staged\n", mode=0o644)
    assert seen("repo.hooks").outcome is FAIL


def test_filter_of_this_clone_counts(project: Project, seen) -> None:
    project.write(".pre-commit-config.yaml", SECRETS_ONLY)
    project.write(".git/hooks/pre-commit", HOOK, mode=0o755)
    project.write(".gitattributes", "*.ipynb filter=nbstripout\n")
    project.git("config", "filter.nbstripout.clean", "nbstripout")
    assert seen("repo.hooks").outcome is PASS


def test_hooks_without_a_repository(seen) -> None:
    assert seen("repo.hooks").outcome is NOT_APPLICABLE


SHA = "0123456789abcdef0123456789abcdef01234567"
GOOD_JOB = f"""on: [push, pull_request]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
    - uses: actions/checkout@{SHA}
    - run: mlsec-nb scan .
"""


@pytest.mark.parametrize(
    ("old", "new", "outcome"),
    [
        ("", "", PASS),
        (f"@{SHA}", "@v4", ATTENTION),
        ("permissions:\n  contents: read\n", "", ATTENTION),
        ("contents: read", "contents: write", ATTENTION),
        ("mlsec-nb scan .", "pytest  # not mlsec-nb", FAIL),
        ("mlsec-nb scan .", 'mlsec-nb scan "${{ github.event.pull_request.title }}"', FAIL),
        ("jobs:", "jobs: [", ATTENTION),
    ],
)
def test_jobs(project: Project, seen, old, new, outcome) -> None:
    project.git("remote", "add", "origin", "https://git.example/x.git")
    project.write(".github/workflows/check.yml", GOOD_JOB.replace(old, new) if old else GOOD_JOB)
    assert seen("repo.ci_checks").outcome is outcome


def test_code_of_strangers_with_secrets(project: Project, seen) -> None:
    project.git("remote", "add", "origin", "https://git.example/x.git")
    fork = GOOD_JOB.replace("[push, pull_request]", "pull_request_target").replace(
        f"@{SHA}\n", f"@{SHA}\n      with:\n        ref: ${{{{ github.event.pull_request.head.sha }}}}\n"
    )
    project.write(".github/workflows/check.yml", fork)
    observed = seen("repo.ci_checks")
    assert observed.outcome is FAIL
    assert "secrets" in observed.summary


def test_jobs_of_other_forges_and_none(project: Project, seen) -> None:
    assert seen("repo.ci_checks").outcome is NOT_APPLICABLE
    project.git("remote", "add", "origin", "https://git.example/x.git")
    assert seen("repo.ci_checks").outcome is FAIL
    project.write(".gitlab-ci.yml", "check:\n  script: mlsec-nb scan .\n")
    assert seen("repo.ci_checks").outcome is PASS


ACTIVE = code("plot()", display(text_html="<div><script>draw()</script></div>"))
TABLE = code("df", display(text_html="<table><tr><td>1</td></tr></table>"))


def sign(base: Path) -> None:
    data = base / "home/.local/share/jupyter"
    data.mkdir(parents=True, exist_ok=True)
    with NotebookNotary(data_dir=str(data)) as notary:
        notary.sign(nbformat.read(base / "project/train.ipynb", as_version=4))


@pytest.mark.parametrize(
    ("cell", "signed", "author", "outcome"),
    [
        ("x = 1", True, "jo@example.org", NOT_APPLICABLE),
        (TABLE, True, "mo@example.org", PASS),
        (ACTIVE, False, "mo@example.org", PASS),
        (ACTIVE, True, "jo@example.org", ATTENTION),
        (ACTIVE, True, "mo@example.org", FAIL),
    ],
)
def test_trust(project: Project, seen, tmp_path: Path, cell, signed, author, outcome) -> None:
    project.git("update-ref", "-d", "HEAD")
    project.write("train.ipynb", content(cell))
    as_(project, author, "Notebook")
    if signed:
        sign(tmp_path)
    assert seen("notebook.trust_state").outcome is outcome


def test_any_change_voids_the_signature(project: Project, tmp_path: Path) -> None:
    rich = code(["df\n", "x"], display(text_html=["<b>\n", "</b>"], image_png="aGk=\n"), count=1)
    written = model(rich, "y = 1.5", kernelspec={"name": "python3", "display_name": "é"}, number=1.0)
    project.write("train.ipynb", json.dumps(written))
    sign(tmp_path)
    data = tmp_path / "home/.local/share/jupyter"
    before = sorted((path.name, path.read_bytes()) for path in data.iterdir())
    assert is_trusted(written, data) is True
    written["cells"][1]["source"] = "y = 2"
    assert is_trusted(written, data) is False
    assert sorted((path.name, path.read_bytes()) for path in data.iterdir()) == before


def test_damaged_database_is_not_known(tmp_path: Path) -> None:
    write(tmp_path / "notebook_secret", "key")
    write(tmp_path / "nbsignatures.db", "no database")
    assert is_trusted(model("x"), tmp_path) is None
    assert is_trusted(model("x"), tmp_path / "nowhere") is False


THREATS = ("docs.threat_model", "docs/threat-model.md", "threat-model")
INCIDENTS = ("docs.incident_plan", "docs/incident-plan.md", "incident-plan")


def document(name: str, *, days: int = 30) -> str:
    text = filled_in(template(name))
    return text.replace(f"{NOW - timedelta(days=30):%Y-%m-%d}", f"{NOW - timedelta(days=days):%Y-%m-%d}")


@pytest.mark.parametrize(("probe", "path", "name"), [THREATS, INCIDENTS])
def test_plans(project: Project, seen, probe, path, name) -> None:
    released = {"settings": {"project": {"released": True}}}
    assert seen(probe, **released).outcome is FAIL
    project.write(path, template(name))
    assert seen(probe, **released).outcome is FAIL
    project.write(path, document(name))
    assert seen(probe, **released).outcome is PASS
    project.write(path, document(name, days=200))
    assert seen(probe, **released).outcome is ATTENTION
    half = (
        document(name)
        .replace("## Threats to data and models", "## More")
        .replace("## Poisoned data", "## More")
    )
    project.write(path, half)
    assert seen(probe, **released).outcome is ATTENTION
    assert seen(probe, settings={"project": {"toy": True}}).outcome is NOT_APPLICABLE


def test_model_newer_than_the_threat_model(project: Project, seen) -> None:
    project.write("docs/threat-model.md", document("threat-model"))
    path = project.write("weights.pt", b"x")
    os.utime(path, (0, (NOW - timedelta(days=60)).timestamp()))
    assert seen("docs.threat_model").outcome is PASS
    os.utime(path, (0, (NOW - timedelta(days=1)).timestamp()))
    assert seen("docs.threat_model").outcome is ATTENTION


def test_nothing_to_threaten(project: Project, seen) -> None:
    assert seen("docs.threat_model").outcome is NOT_APPLICABLE


def waiver(**more: Any) -> Waiver:
    defaults = {
        "control": "INFRA-01",
        "reason": Reason.ACCEPTED_RISK,
        "justification": "lab only",
        "owner": "jo",
    }
    return Waiver(**{**defaults, "expires": TODAY + timedelta(days=100), **more})


@pytest.mark.parametrize(
    ("decisions", "outcome"),
    [
        (Decisions(), NOT_APPLICABLE),
        (Decisions(waivers=(waiver(),)), PASS),
        (Decisions(waivers=(waiver(expires=TODAY + timedelta(days=3)),)), ATTENTION),
        (Decisions(waivers=(waiver(expires=TODAY - timedelta(days=1)),)), FAIL),
        (Decisions(waivers=(waiver(justification=" "),)), FAIL),
        (Decisions(waivers=(waiver(),) * 11), ATTENTION),
        (Decisions(overrides=(Override(control="INFRA-16", enabled=False, reason="laptops"),)), PASS),
        (Decisions(overrides=(Override(control="INFRA-16", enabled=False),)), FAIL),
        (
            Decisions(overrides=(Override(control="INFRA-16", reason="x", expires=date(2026, 1, 1)),)),
            ATTENTION,
        ),
    ],
)
def test_exceptions(seen, decisions, outcome) -> None:
    assert seen("governance.waivers", decisions=decisions).outcome is outcome


@pytest.mark.parametrize(
    ("accepted", "outcome"),
    [
        (Suppression("inline", "our own file"), PASS),
        (Suppression("inline"), ATTENTION),
        (Suppression("baseline"), NOT_APPLICABLE),
    ],
)
def test_ignored_findings(seen, accepted, outcome) -> None:
    ignored = finding(suppressed=accepted)
    assert seen("governance.waivers", scan=lambda: result(target(ignored))).outcome is outcome


def run(days: float, **more: Any) -> Run:
    defaults = {"id": "r", "tool": "0", "catalogue": "0", "profile": Profile.BASELINE, "trigger": "manual"}
    return Run(**{**defaults, "at": NOW - timedelta(days=days), **more})


@pytest.mark.parametrize(
    ("runs", "outcome"),
    [
        ((), NOT_APPLICABLE),
        ((run(1),), PASS),
        ((run(25),), ATTENTION),
        ((run(45),), ATTENTION),
        ((run(70),), FAIL),
        ((run(9, scores={"data": 90.0}), run(1, scores={"data": 70.0})), ATTENTION),
        ((run(9, statuses={"INFRA-01": "fail"}), run(1, statuses={"INFRA-01": "fail"})), PASS),
        ((run(20, statuses={"INFRA-01": "fail"}), run(1, statuses={"INFRA-01": "fail"})), FAIL),
        ((run(20, statuses={"INFRA-02": "fail"}), run(1, statuses={"INFRA-02": "fail"})), PASS),
        ((run(20, statuses={"INFRA-01": "pass"}), run(1, statuses={"INFRA-01": "fail"})), PASS),
    ],
)
def test_repetition(seen, runs, outcome) -> None:
    assert seen("governance.cadence", runs=runs).outcome is outcome


def test_interval_is_a_setting(seen) -> None:
    assert seen("governance.cadence", runs=(run(70),), params={"interval_days": 90}).outcome is PASS
