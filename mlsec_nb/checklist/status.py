"""From what was seen and stated to a verdict.

What a machine saw fail, fails: no statement of a person changes that. What nobody looked at is not
checked. What has got old loses its worth (see ``aging.py``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from mlsec_nb.checklist.aging import Validity, aged, last_day, validity
from mlsec_nb.checklist.model import Attestation, Control, Mode, Outcome, Waiver
from mlsec_nb.checklist.result import Basis, Freshness, Status, Verdict

SHOWN = {
    Outcome.PASS: Status.PASS,
    Outcome.ATTENTION: Status.ATTENTION,
    Outcome.FAIL: Status.FAIL,
    Outcome.NOT_APPLICABLE: Status.NOT_APPLICABLE,
    Outcome.UNKNOWN: Status.NOT_CHECKED,
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What a machine saw, how old that is, and the last day on which it is worth that."""

    outcome: Outcome = Outcome.UNKNOWN
    freshness: Freshness = Freshness.FRESH
    until: date | None = None

    @property
    def now(self) -> Outcome:
        """What it still says."""
        return aged(self.outcome, self.freshness)


@dataclass(frozen=True, slots=True)
class Stated:
    """What a person stated, and whether that counts today."""

    attestation: Attestation
    validity: Validity
    until: date

    @property
    def outcome(self) -> Outcome:
        """What was stated."""
        return self.attestation.statement

    @property
    def words(self) -> str:
        """Who stated what, and when."""
        stated = self.outcome.value.replace("_", " ")
        return f"{self.attestation.by} stated {stated!r} on {self.attestation.at}"


def judge(
    control: Control,
    seen: Seen,
    *,
    attestation: Attestation | None = None,
    waiver: Waiver | None = None,
    today: date,
) -> Verdict:
    """The verdict on a control.

    Parameters
    ----------
    control
        The control.
    seen
        What a machine saw.
    attestation
        The newest statement of a person.
    waiver
        A waiver of the whole control.
    today
        The day to judge from.
    """
    stated = _stated(attestation, control, today)
    if seen.now is Outcome.FAIL:
        verdict = _failed(seen, stated)
    else:
        verdict = (stated and _by_person(control, seen, stated)) or _by_machine(control, seen)
    return waived(verdict, waiver, today)


def waived(verdict: Verdict, waiver: Waiver | None, today: date) -> Verdict:
    """The verdict under a waiver: a risk that is accepted for now has neither failed nor passed."""
    if waiver is None or verdict.status not in (Status.FAIL, Status.NOT_CHECKED):
        return verdict
    if today > waiver.expires:
        note = f"The waiver of {waiver.owner} ended on {waiver.expires}."
        return replace(verdict, notes=(*verdict.notes, note))
    return accepted(verdict, waiver)


def accepted(verdict: Verdict, waiver: Waiver) -> Verdict:
    """What is shown of a control whose risk is accepted."""
    note = f"{waiver.owner} accepts the risk until {waiver.expires}: {waiver.justification}"
    return Verdict(
        status=Status.ATTENTION,
        basis=Basis.WAIVED,
        freshness=verdict.freshness,
        notes=(*verdict.notes, note),
        due=waiver.expires,
    )


def _stated(attestation: Attestation | None, control: Control, today: date) -> Stated | None:
    if attestation is None:
        return None
    valid = validity(attestation, control, today)
    if valid is Validity.NOT_YET:
        return None
    return Stated(attestation, valid, last_day(attestation, control))


def _failed(seen: Seen, stated: Stated | None) -> Verdict:
    """A machine's failure, with the statement against it if there is one."""
    against = stated is not None and stated.validity.holds and stated.outcome is not Outcome.FAIL
    notes = (f"{stated.words}; what the probe saw counts.",) if stated and against else ()
    return Verdict(status=Status.FAIL, basis=Basis.AUTOMATIC, freshness=seen.freshness, notes=notes)


def _by_person(control: Control, seen: Seen, stated: Stated) -> Verdict | None:
    """The verdict that rests on a person's statement; ``None`` where it changes nothing."""
    machine = seen.now
    if stated.outcome is Outcome.FAIL:
        verdict = _spoken(Status.FAIL, stated)
        against = f"{stated.words}, against what the probe saw."
        return replace(verdict, notes=(against,)) if machine is Outcome.PASS else verdict
    if machine is Outcome.NOT_APPLICABLE:
        return None
    if stated.outcome is Outcome.NOT_APPLICABLE and stated.validity.holds:
        return _spoken(Status.NOT_APPLICABLE, stated)
    if control.mode is Mode.AUTOMATIC and machine is not Outcome.UNKNOWN:
        return None
    if not stated.validity.holds:
        return _spoken(Status.ATTENTION if stated.validity is Validity.GRACE else Status.FAIL, stated)
    if machine is Outcome.UNKNOWN:
        return _spoken(Status.ATTESTED, stated)
    if seen.freshness.aged:
        return None
    until = min(day for day in (stated.until, seen.until) if day)
    return replace(_spoken(Status.PASS, stated), basis=Basis.CONFIRMED, due=until)


def _spoken(status: Status, stated: Stated) -> Verdict:
    endings = {
        Validity.ENDS_SOON: f"{stated.words}; that ends on {stated.until}.",
        Validity.GRACE: f"{stated.words}; that ended on {stated.until} and is to be renewed.",
        Validity.ENDED: f"{stated.words}; that ended on {stated.until}.",
    }
    note = endings.get(stated.validity)
    return Verdict(
        status=status,
        basis=Basis.ATTESTED,
        freshness=stated.validity.freshness,
        notes=(note,) if note else (),
        due=stated.until if status.good else None,
    )


def _by_machine(control: Control, seen: Seen) -> Verdict:
    machine, notes = seen.now, _age_notes(seen)
    if machine is Outcome.UNKNOWN:
        return Verdict(status=Status.NOT_CHECKED, freshness=seen.freshness, notes=notes)
    if machine is Outcome.PASS and control.mode is Mode.SEMI_AUTOMATIC:
        note = "A suggestion: it passes when a person confirms it."
        return Verdict(
            status=Status.ATTENTION, basis=Basis.AUTOMATIC, freshness=seen.freshness, notes=(note,)
        )
    status = SHOWN[machine]
    return Verdict(
        status=status,
        basis=Basis.AUTOMATIC,
        freshness=seen.freshness,
        notes=notes,
        due=seen.until if status.good else None,
    )


def _age_notes(seen: Seen) -> tuple[str, ...]:
    if seen.outcome is Outcome.UNKNOWN or not seen.freshness.aged:
        return ()
    why = {
        Freshness.STALE: "it is too old",
        Freshness.INVALIDATED: "what it was about, or how it is judged, has changed",
        Freshness.EXPIRED: "it is much too old",
    }
    return (f"The last answer was {seen.outcome.value.replace('_', ' ')!r}, but {why[seen.freshness]}.",)
