"""Whether exceptions have an end, and the checklist is repeated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from mlsec_nb.checklist.load import catalogue
from mlsec_nb.checklist.marks import Mark, findings, mark, observe
from mlsec_nb.checklist.model import Observation, Outcome, Override, Run, Waiver
from mlsec_nb.checklist.probe import Probe
from mlsec_nb.checklist.situation import Situation
from mlsec_nb.core.finding import Severity

SOON = timedelta(days=14)
MANY = 10
INTERVAL = 30
CRITICAL = 14
WEEK = timedelta(days=7)


def look_at_waivers(situation: Situation) -> Observation:
    """Look at waivers, at overrides, and at findings that are ignored."""
    today = situation.now.date()
    decided = situation.decisions
    marks = [
        *(_waiver(each, today) for each in decided.waivers),
        *(_override(each, today) for each in decided.overrides),
        *_ignored(situation),
        *findings(situation, "HUMAN-10", outcome=Outcome.ATTENTION),
    ]
    if not marks:
        return Observation(outcome=Outcome.NOT_APPLICABLE, summary="There are no exceptions.")
    if len(decided.waivers) > MANY:
        marks.append(mark(Outcome.ATTENTION, f"{len(decided.waivers)} waivers are open"))
    return observe(
        marks,
        good="Every exception has a reason, every waiver an owner and an end.",
        counts={"waivers": len(decided.waivers), "overrides": len(decided.overrides)},
    )


def _waiver(waiver: Waiver, today: date) -> Mark:
    name = f"the waiver of {waiver.control}"
    ref = f"[[waiver]] {waiver.control}"
    if not (waiver.justification.strip() and waiver.owner.strip()):
        return mark(Outcome.FAIL, f"{name} has no reason or owner", kind="setting", ref=ref)
    if waiver.expires < today:
        return mark(Outcome.FAIL, f"{name} ended on {waiver.expires}", kind="setting", ref=ref)
    outcome = Outcome.ATTENTION if waiver.expires - today <= SOON else Outcome.PASS
    return mark(outcome, f"{name} ends on {waiver.expires}", kind="setting", ref=ref)


def _override(override: Override, today: date) -> Mark:
    name = f"the override of {override.control}"
    ref = f"[checklist.override.{override.control}]"
    if not override.reason.strip():
        return mark(Outcome.FAIL, f"{name} has no reason", kind="setting", ref=ref)
    if not override.holds(today):
        return mark(Outcome.ATTENTION, f"{name} ended on {override.expires}", kind="setting", ref=ref)
    return mark(Outcome.PASS, f"{name} has a reason", kind="setting", ref=ref)


def _ignored(situation: Situation) -> Iterator[Mark]:
    """Findings that a comment, tag or setting takes out; a baseline has its own way of growing old."""
    for target in situation.scan().targets:
        for finding in target.findings:
            accepted = finding.suppressed
            if accepted is None or accepted.by == "baseline":
                continue
            where = f"{finding.name} in {target.path}"
            if accepted.reason.strip():
                yield mark(
                    Outcome.PASS,
                    f"{where} is ignored, with a reason",
                    kind="finding",
                    ref=finding.fingerprint,
                )
            else:
                says = f"{where} is ignored without a reason"
                yield mark(Outcome.ATTENTION, says, kind="finding", ref=finding.fingerprint)


def look_at_cadence(situation: Situation) -> Observation:
    """Look at the last run, at failures that stay, and at the way the score goes."""
    runs = situation.runs
    if not runs:
        return Observation(outcome=Outcome.NOT_APPLICABLE, summary="This is the first run that is kept.")
    interval = timedelta(days=_days(situation, "interval_days", INTERVAL))
    limit = timedelta(days=_days(situation, "critical_days", CRITICAL))
    marks = [
        _last(situation, runs[-1], interval),
        *_open(situation, runs, limit),
        *_falling(runs),
    ]
    return observe(
        marks,
        good=f"The last whole run was on {runs[-1].at.date()}, within {interval.days} days.",
        counts={"runs": len(runs)},
    )


def _days(situation: Situation, name: str, default: int) -> int:
    value = situation.params.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else default


def _last(situation: Situation, last: Run, interval: timedelta) -> Mark:
    age = situation.now - last.at
    says = f"the last whole run was on {last.at.date()}, {age.days} days ago"
    if age > 2 * interval:
        return _mark(Outcome.FAIL, says)
    return _mark(Outcome.ATTENTION if age > interval - WEEK else Outcome.PASS, says)


def _open(situation: Situation, runs: tuple[Run, ...], limit: timedelta) -> Iterator[Mark]:
    """Critical controls that failed in every run since before the limit."""
    controls = catalogue().controls
    failing = [name for name, status in runs[-1].statuses.items() if status == Outcome.FAIL.value]
    for name in failing:
        if name in controls and controls[name].severity is Severity.CRITICAL:
            since = runs[-1].at
            for run in reversed(runs):
                if run.statuses.get(name) != Outcome.FAIL.value:
                    break
                since = run.at
            if situation.now - since > limit:
                yield _mark(Outcome.FAIL, f"{name} has been failing since {since.date()}")


def _falling(runs: tuple[Run, ...]) -> Iterator[Mark]:
    same = [run for run in runs if run.profile is runs[-1].profile]
    if len(same) > 1:
        before, last = same[-2].scores, same[-1].scores
        fell = [pillar for pillar, score in last.items() if score < before.get(pillar, score)]
        if fell:
            yield _mark(Outcome.ATTENTION, f"the score fell since the run before: {', '.join(sorted(fell))}")


def _mark(outcome: Outcome, says: str) -> Mark:
    return mark(outcome, says, kind="file", ref=".mlsec/history.jsonl")


PROBES = (
    Probe(
        id="governance.waivers",
        title="Exceptions",
        look=look_at_waivers,
        needs=frozenset({"folder", "scan"}),
    ),
    Probe(
        id="governance.cadence",
        title="Repetition of the checklist",
        look=look_at_cadence,
        needs=frozenset({"folder"}),
        params=("interval_days", "critical_days"),
    ),
)
