"""Whether the forge repeats the checks, and is not a hole itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsec_nb.checklist.marks import Mark, mark, observe
from mlsec_nb.checklist.model import Observation, Outcome
from mlsec_nb.checklist.probe import Probe
from mlsec_nb.checklist.situation import Situation
from mlsec_nb.checklist.workflows import Workflow, workflows

CHECKS = re.compile(
    r"\b(?:mlsec-nb|mlsec_nb|jupyter mlsec|gitleaks|trufflehog|detect-secrets|ggshield|pip-audit|osv-scanner|"
    r"nbdefense|modelscan|semgrep|bandit|trivy|grype|codeql|dependency-review|safety (?:check|scan)|"
    r"pre-commit (?:run|ci)|pre-commit/action|secret_detection|dependency_scanning)\b",
    re.IGNORECASE,
)
"""Tools and jobs that look for secrets, known holes or unsafe code."""

MOST_NAMED = 4


def look(situation: Situation) -> Observation:
    """Look at files of jobs: checks, fixed actions, rights, and code of strangers."""
    remotes = situation.files.git("config", "--get-regexp", r"^remote\..*\.url$")
    if not remotes:
        return Observation(outcome=Outcome.NOT_APPLICABLE, summary="The project has no remote repository.")
    found = workflows(situation.files)
    digest = "".join(situation.files.digest(each.path)[:12] for each in found)
    return observe(
        list(_judge(found)),
        good="A job repeats the checks; actions are fixed to commits, and rights are few.",
        counts={"files": len(found)},
        digest=digest,
        limits="What is set on the forge itself cannot be seen.",
    )


def _judge(found: tuple[Workflow, ...]) -> Iterator[Mark]:
    if not found:
        yield mark(Outcome.FAIL, "the repository has a remote, and no job checks anything")
        return
    checking = [each for each in found if CHECKS.search(_bare(each.text))]
    if checking:
        yield _mark(Outcome.PASS, f"{checking[0].path} repeats a check", checking[0])
    else:
        yield mark(Outcome.FAIL, "no job looks for secrets, known holes or unsafe code")
    for each in found:
        yield from _hardened(each)


def _hardened(workflow: Workflow) -> Iterator[Mark]:
    path = workflow.path
    if workflow.forks:
        yield _mark(Outcome.FAIL, f"{path} runs code of pull requests with secrets", workflow)
    if workflow.spliced:
        yield _mark(Outcome.FAIL, f"{path} puts words of strangers into a command", workflow)
    if workflow.unpinned:
        names = ", ".join(workflow.unpinned[:MOST_NAMED])
        says = f"{path} uses {len(workflow.unpinned)} actions that are not fixed to a commit: {names}"
        yield _mark(Outcome.ATTENTION, says, workflow)
    if workflow.broad:
        yield _mark(Outcome.ATTENTION, f"{path} does not limit the rights of its token to reading", workflow)
    if not workflow.read and path.startswith(".github/"):
        yield _mark(Outcome.ATTENTION, f"{path} cannot be read as YAML", workflow)


def _bare(text: str) -> str:
    """The text without comments."""
    return re.sub(r"(?:^|\s)#[^\n]*", "", text)


def _mark(outcome: Outcome, says: str, workflow: Workflow) -> Mark:
    return mark(outcome, says, kind="file", ref=workflow.path)


PROBES = (
    Probe(
        id="repo.ci_checks",
        title="Jobs of the forge",
        look=look,
        needs=frozenset({"folder"}),
    ),
)
