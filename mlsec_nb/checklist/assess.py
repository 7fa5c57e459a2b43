"""From answers, decisions and memory to the report."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from mlsec_nb._version import __version__
from mlsec_nb.checklist.aging import freshness, lasts
from mlsec_nb.checklist.load import catalogue
from mlsec_nb.checklist.look import Looking, blank, question_of, ruleset_of
from mlsec_nb.checklist.model import (
    Answer,
    Attestation,
    Control,
    Decisions,
    Outcome,
    Run,
    Waiver,
)
from mlsec_nb.checklist.probes import probes
from mlsec_nb.checklist.result import (
    Basis,
    Changes,
    ChecklistReport,
    ControlResult,
    PillarScore,
    Status,
)
from mlsec_nb.checklist.score import score
from mlsec_nb.checklist.status import Seen, accepted, judge
from mlsec_nb.core.pillar import Pillar

UNCHANGED_FOR = timedelta(hours=1)
"""A run that is like the one before is written down again after this time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a verdict may rest on.

    Attributes
    ----------
    answers, remembered
        The answers of this run, and of earlier ones, by control.
    decisions
        What people decided.
    waived
        Waivers of findings that are there.
    how
        How probes were run.
    now
        The moment to judge from.
    """

    now: datetime
    how: Looking
    answers: Mapping[str, Answer] = field(default_factory=dict)
    remembered: Mapping[str, Answer] = field(default_factory=dict)
    decisions: Decisions = field(default_factory=Decisions)
    waived: frozenset[Waiver] = frozenset()


def results(controls: Iterable[Control], known: Known) -> tuple[ControlResult, ...]:
    """The result of each control, by pillar."""
    order = list(Pillar)
    found = [_result(control, known) for control in controls]
    return tuple(sorted(found, key=lambda each: order.index(each.control.pillar)))


def pillar_scores(found: Iterable[ControlResult]) -> tuple[PillarScore, ...]:
    """The score of each pillar that was asked."""
    listed = list(found)
    asked = {each.control.pillar for each in listed}
    return tuple(score(pillar, listed) for pillar in Pillar if pillar in asked)


def changes(found: Iterable[ControlResult], before: Run | None) -> Changes:
    """What stands otherwise than in an earlier run."""
    statuses: Mapping[str, str] = before.statuses if before else {}
    new, fixed, regressed, overdue = [], [], [], []
    for each in found:
        control, then = each.control.id, statuses.get(each.control.id)
        failed = each.status is Status.FAIL
        if failed and then in (None, Status.NOT_CHECKED.value):
            new.append(control)
        elif failed and then != Status.FAIL.value:
            regressed.append(control)
        elif then == Status.FAIL.value and each.status.good:
            fixed.append(control)
        if each.verdict.freshness.aged:
            overdue.append(control)
    return Changes(tuple(new), tuple(fixed), tuple(regressed), tuple(overdue))


def as_run(report: ChecklistReport, *, trigger: str, head: str = "") -> Run:
    """The report as the history keeps it: no name, no path, no finding."""
    return Run(
        id=secrets.token_hex(8),
        at=report.at,
        tool=__version__,
        catalogue=catalogue().version,
        profile=report.profile,
        trigger=trigger,
        head=head,
        scores={each.pillar.value: each.low for each in report.pillars if each.low is not None},
        statuses={each.control.id: each.status.value for each in report.controls},
    )


def tells_news(run: Run, before: Run | None) -> bool:
    """Whether a run is worth a line of history."""
    return (
        before is None
        or (run.scores, run.statuses, run.profile) != (before.scores, before.statuses, before.profile)
        or run.at - before.at >= UNCHANGED_FOR
    )


def _result(control: Control, known: Known) -> ControlResult:
    answer, blind = _answer(control, known)
    attestation = _newest(control, known.decisions.attestations)
    waiver = _longest(control, known.decisions.waivers)
    verdict = judge(
        control,
        Seen() if answer is None else _seen(control, answer, known),
        attestation=attestation,
        waiver=waiver,
        today=known.now.date(),
    )
    risks = [each for each in known.waived if each.control == control.id and not each.reason.clears]
    if risks and verdict.status.good and verdict.basis is not Basis.ATTESTED:
        waiver = min(risks, key=lambda each: each.expires)
        verdict = accepted(verdict, waiver)
    new = control.id in known.answers and answer is known.answers[control.id]
    if answer is not None and not new and blind:
        verdict = replace(verdict, notes=(*verdict.notes, f"Not looked at again: {blind}"))
    return ControlResult(
        control=control,
        verdict=verdict,
        observation=answer.observation if answer else blank(control, known.how),
        observed_at=answer.at if answer else None,
        vantage=answer.vantage if answer else "",
        new=new,
        attestation=attestation,
        waiver=waiver,
    )


def _answer(control: Control, known: Known) -> tuple[Answer | None, str]:
    """The answer that counts, and why a probe could not look this time."""
    new, old = known.answers.get(control.id), known.remembered.get(control.id)
    if new is None:
        return old, ""
    if new.observation.outcome is Outcome.UNKNOWN and old is not None:
        return old, new.observation.why
    return new, ""


def _seen(control: Control, answer: Answer, known: Known) -> Seen:
    probe = probes().get(control.probe)
    fresh = freshness(
        answer,
        max_age_days=control.max_age_days,
        now=known.now,
        ruleset=ruleset_of(probe) if probe else "",
        question=question_of(control),
    )
    return Seen(answer.observation.outcome, fresh, (answer.at + lasts(control.max_age_days)).date())


def _newest(control: Control, attestations: Iterable[Attestation]) -> Attestation | None:
    """The statement that counts: the newest, and of one day the last in the file."""
    own = [each for each in attestations if each.control == control.id]
    return max(reversed(own), key=lambda each: each.at, default=None)


def _longest(control: Control, waivers: Iterable[Waiver]) -> Waiver | None:
    own = [each for each in waivers if each.control == control.id and not each.fingerprint]
    return max(own, key=lambda each: each.expires, default=None)
