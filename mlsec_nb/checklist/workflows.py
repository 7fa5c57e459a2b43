"""What the jobs of a forge do, as far as their files tell: steps, actions, rights."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mlsec_nb.checklist.files import Files
from mlsec_nb.checklist.yaml import parse_yaml

GITHUB = (".github/workflows/*.yml", ".github/workflows/*.yaml")
OTHERS = (
    ".gitlab-ci.yml",
    ".circleci/config.yml",
    "azure-pipelines.yml",
    "bitbucket-pipelines.yml",
    "Jenkinsfile",
    ".woodpecker.yml",
    ".drone.yml",
    ".travis.yml",
    "buildkite/pipeline.yml",
)
PINNED = re.compile(r"@[0-9a-f]{40}$|@sha256:[0-9a-f]{64}$")
FORKS = frozenset({"pull_request_target", "workflow_run"})
"""Events that run with secrets, on behalf of whoever opened a pull request."""

THEIR_CODE = re.compile(r"github\.event\.pull_request\.head|github\.head_ref|refs/pull/|workflow_run\.head")
THEIR_WORDS = re.compile(
    r"\$\{\{\s{0,5}github\.(?:event\.(?:issue|pull_request|comment|review|discussion|commits?)[\w.\[\]]{0,60}"
    r"\.(?:title|body|message|name|ref|label)|head_ref)\s{0,5}\}\}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workflow:
    """One file of jobs.

    Attributes
    ----------
    path, text
        Where it is, and what it says.
    read
        Whether it is understood, beyond its text: those of GitHub are.
    unpinned
        Actions that are not fixed to a commit.
    broad
        Whether its token may write more than a job needs, or nobody limited it.
    forks
        Whether code of a pull request runs with secrets.
    spliced
        Whether words of strangers are put into a command.
    """

    path: str
    text: str
    read: bool = False
    unpinned: tuple[str, ...] = ()
    broad: bool = False
    forks: bool = False
    spliced: bool = False


def workflows(files: Files) -> tuple[Workflow, ...]:
    """Every file of jobs in a project."""
    found = [_github(path, files.text(path) or "") for path in files.glob(*GITHUB)]
    found += [Workflow(path=path, text=files.text(path) or "") for path in files.glob(*OTHERS)]
    return tuple(found)


def _github(path: str, text: str) -> Workflow:
    content = parse_yaml(text)
    if content is None:
        return Workflow(path=path, text=text)
    jobs = [job for job in _mapping(content.get("jobs")).values() if isinstance(job, Mapping)]
    steps = [step for job in jobs for step in _steps(job)]
    uses = [str(each["uses"]) for each in (*steps, *jobs) if each.get("uses")]
    events = _events(content)
    theirs = any(THEIR_CODE.search(str(step.get("with", ""))) for step in steps)
    return Workflow(
        path=path,
        text=text,
        read=True,
        unpinned=tuple(
            dict.fromkeys(use for use in uses if not use.startswith("./") and not PINNED.search(use))
        ),
        broad=_broad(content, jobs),
        forks=bool(events & FORKS) and theirs,
        spliced=any(THEIR_WORDS.search(str(step.get("run", ""))) for step in steps),
    )


def _events(content: Mapping[Any, Any]) -> set[str]:
    """The events that start it; YAML reads the key ``on`` as true."""
    on = content.get("on", content.get(True))
    return {on} if isinstance(on, str) else {str(event) for event in on or ()}


def _steps(job: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    steps = job.get("steps")
    yield from (step for step in (steps if isinstance(steps, list) else ()) if isinstance(step, Mapping))


def _broad(content: Mapping[str, Any], jobs: list[Mapping[str, Any]]) -> bool:
    """Whether a job has rights that nobody limited, or that let it write to the repository."""
    whole = content.get("permissions")
    each = [job.get("permissions", whole) for job in jobs]
    return any(rights is None or rights == "write-all" or _writes(rights) for rights in each)


def _writes(rights: object) -> bool:
    return isinstance(rights, Mapping) and rights.get("contents") == "write"


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
