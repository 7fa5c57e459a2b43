"""How answers and statements get old; the clock is given."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import Enum

from mlsec_nb.checklist.model import Answer, Attestation, Control, Outcome
from mlsec_nb.checklist.result import Freshness

SHORTEST = 7
"""Days that an answer lasts at least: with fewer, every report after a weekend would be worthless."""

GRACE = timedelta(days=14)
"""How long an attestation that has ended needs attention before it fails."""

SKEW = timedelta(days=1)
"""How far in the future a date may be: time zones and clocks differ."""


def lasts(max_age_days: int) -> timedelta:
    """How long an answer lasts."""
    return timedelta(days=max(max_age_days, SHORTEST))


def freshness(
    answer: Answer,
    *,
    max_age_days: int,
    now: datetime,
    ruleset: str = "",
    question: str = "",
    digest: str = "",
) -> Freshness:
    """How old an answer is.

    Parameters
    ----------
    answer
        What was seen, when and by which rules.
    max_age_days
        How long it lasts; less than :data:`SHORTEST` counts as that.
    now
        The moment to judge from, with a time zone.
    ruleset, question, digest
        Those of today, of the rules, the control and the subject; empty where that is not known.
    """
    life, age = lasts(max_age_days), now - answer.at
    if age > 2 * life:
        return Freshness.EXPIRED
    then = (answer.ruleset, answer.question, answer.observation.digest)
    changed = any(new and old != new for old, new in zip(then, (ruleset, question, digest), strict=True))
    if changed or age < -SKEW:
        return Freshness.INVALIDATED
    if age > life:
        return Freshness.STALE
    return Freshness.DUE_SOON if age > life * 0.75 else Freshness.FRESH


def aged(outcome: Outcome, fresh: Freshness) -> Outcome:
    """What an observation still says at its age: a failure does not heal by itself."""
    if outcome is Outcome.FAIL or not fresh.aged:
        return outcome
    if fresh is Freshness.EXPIRED or outcome is Outcome.UNKNOWN:
        return Outcome.UNKNOWN
    return Outcome.ATTENTION


class Validity(Enum):
    """Where a day lies in the life of a statement."""

    NOT_YET = "not yet"
    VALID = "valid"
    ENDS_SOON = "ends soon"
    GRACE = "grace"
    ENDED = "ended"

    @property
    def holds(self) -> bool:
        """Whether the statement counts."""
        return self in (Validity.VALID, Validity.ENDS_SOON)

    @property
    def freshness(self) -> Freshness:
        """The same, as the age of an answer."""
        return {
            Validity.ENDS_SOON: Freshness.DUE_SOON,
            Validity.GRACE: Freshness.STALE,
            Validity.ENDED: Freshness.EXPIRED,
        }.get(self, Freshness.FRESH)


def last_day(attestation: Attestation, control: Control) -> date:
    """The last day of a statement: no later than the control allows, whatever the statement says."""
    return min(attestation.expires, latest_day(control, attestation.at))


def latest_day(control: Control, start: date) -> date:
    """The last day that a statement of the day ``start`` can have."""
    return start + lasts(control.max_age_days)


def validity(attestation: Attestation, control: Control, today: date) -> Validity:
    """Where ``today`` lies in the life of a statement."""
    if attestation.at > today + SKEW:
        return Validity.NOT_YET
    end = last_day(attestation, control)
    if today > end + GRACE:
        return Validity.ENDED
    if today > end:
        return Validity.GRACE
    yearly = end - attestation.at > timedelta(days=330)
    warned = timedelta(days=30 if yearly else 14)
    return Validity.ENDS_SOON if today >= end - warned else Validity.VALID
