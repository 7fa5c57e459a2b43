"""Whether a second person looks at changes, as far as the history here shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mlsec_nb.checklist.codeowners import find_codeowners
from mlsec_nb.checklist.declared import declared
from mlsec_nb.checklist.marks import Mark, mark, observe
from mlsec_nb.checklist.model import Observation, Outcome
from mlsec_nb.checklist.probe import Probe, not_looked
from mlsec_nb.checklist.situation import Situation

MOST_COMMITS = 200
TRAILERS = ",".join(f"key={name}" for name in ("Reviewed-by", "Acked-by", "Approved-by"))
FORMAT = f"--format=%H%x1f%aE%x1f%cE%x1f%P%x1f%(trailers:{TRAILERS},separator=%x2c)%x1e"
ROBOT = re.compile(r"\[bot\]|^(?:dependabot|renovate|github-actions|pre-commit-ci)\b", re.IGNORECASE)
FORGE = frozenset({"noreply@github.com", "noreply@gitlab.com"})
ADDRESS = re.compile(r"<([^<>\s]{1,200})>")
RULES = (
    ".github/rulesets/*.json",
    ".github/settings.yml",
    ".github/branch-protection*.y*ml",
    ".gitlab/merge_request_approvals*",
)
ENOUGH = 0.5
"""Share of the changes of several people that a second one has to have looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """One change: who made it, who put it in, whom its trailers name."""

    id: str
    author: str
    committer: str
    parents: tuple[str, ...]
    reviewers: frozenset[str]


def look(situation: Situation) -> Observation:
    """Look at authors, merges and trailers of the last changes, and at files that hold rules."""
    if declared(situation, "alone"):
        says = "The project declares that one person works on it alone."
        return Observation(outcome=Outcome.NOT_APPLICABLE, summary=says)
    commits = list(_commits(situation))
    if not commits:
        return not_looked("There is no git history here to read.")
    people = [commit for commit in commits if not ROBOT.search(commit.author)]
    reviewed = _reviewed(commits)
    return observe(
        _judge(situation, people, reviewed),
        good="A second person looks at changes; that the branch demands it is to be confirmed.",
        counts={"changes": len(people), "reviewed": len(reviewed)},
        digest=commits[0].id,
        limits="Rules of the branch live on the forge, and so may reviews that leave no trace here.",
    )


def _judge(situation: Situation, people: list[Commit], reviewed: set[str]) -> Iterator[Mark]:
    files = situation.files
    rules, owned = files.glob(*RULES), find_codeowners(files)
    changes = [commit for commit in people if len(commit.parents) < 2]
    share = sum(commit.id in reviewed for commit in changes) / len(changes) if changes else 0.0
    if share >= ENOUGH:
        says = f"{share:.0%} of the last {len(changes)} changes passed a second person"
        yield mark(Outcome.PASS, says, kind="setting", ref="git log")
    elif owned and rules:
        yield mark(Outcome.PASS, f"{owned} and {rules[0]} demand reviews", kind="file", ref=rules[0])
    elif len({commit.author for commit in people}) == 1 and not reviewed:
        says = f"one author alone made the last {len(people)} changes"
        yield mark(Outcome.FAIL, says, kind="setting", ref="git log")
    elif owned:
        yield mark(Outcome.ATTENTION, f"{owned} names owners, but no review is seen", kind="file", ref=owned)
    else:
        says = f"{share:.0%} of the last {len(changes)} changes show a second person"
        yield mark(Outcome.ATTENTION, says, kind="setting", ref="git log")


def _commits(situation: Situation) -> Iterator[Commit]:
    said = situation.files.git("log", "-n", str(MOST_COMMITS), FORMAT) or ""
    for record in said.split("\x1e"):
        fields = record.strip("\n").split("\x1f")
        if len(fields) == 5:
            commit, author, committer, parents, trailers = fields
            yield Commit(
                id=commit,
                author=author.lower(),
                committer=committer.lower(),
                parents=tuple(parents.split()),
                reviewers=frozenset(address.lower() for address in ADDRESS.findall(trailers)),
            )


def _reviewed(commits: list[Commit]) -> set[str]:
    """Changes that somebody else merged, put in or signed off."""
    known = {commit.id: commit for commit in commits}
    found = set()
    for commit in commits:
        others = {commit.committer, *commit.reviewers} - FORGE - {commit.author}
        if others and len(commit.parents) < 2:
            found.add(commit.id)
        if len(commit.parents) > 1:
            found |= {each for each in _side(commit, known) if known[each].author != commit.author}
    return found


def _side(merge: Commit, known: dict[str, Commit]) -> set[str]:
    """The changes that a merge brought in: those of its second side that are not on its first."""
    main = _reach(merge.parents[0], known)
    return {each for parent in merge.parents[1:] for each in _reach(parent, known)} - main


def _reach(start: str, known: dict[str, Commit]) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        each = waiting.pop()
        if each in known and each not in found:
            found.add(each)
            waiting += known[each].parents
    return found


PROBES = (
    Probe(
        id="repo.review_evidence",
        title="Reviews by a second person",
        look=look,
        needs=frozenset({"folder"}),
    ),
)
