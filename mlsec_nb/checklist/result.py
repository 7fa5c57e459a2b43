"""What the checklist says: a status for each control, a score for each pillar, and what has changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timezone
from enum import Enum
from typing import Any

from mlsec_nb.checklist.model import (
    Attestation,
    Control,
    Observation,
    Override,
    Profile,
    Run,
    Waiver,
)
from mlsec_nb.core.pillar import Pillar


class Status(str, Enum):
    """What is shown of a control, the worst first."""

    FAIL = "fail"
    ATTENTION = "needs_attention"
    NOT_CHECKED = "not_checked"
    ATTESTED = "attested"
    PASS = "pass"
    NOT_APPLICABLE = "not_applicable"

    @property
    def good(self) -> bool:
        """Whether nothing is left to do."""
        return self in (Status.ATTESTED, Status.PASS, Status.NOT_APPLICABLE)


class Basis(str, Enum):
    """Whose word a status rests on."""

    AUTOMATIC = "automatic"
    CONFIRMED = "confirmed"
    ATTESTED = "attested"
    WAIVED = "waived"
    NOTHING = "nothing"


class Freshness(str, Enum):
    """How old an answer is, measured by how long it may last."""

    FRESH = "fresh"
    DUE_SOON = "due_soon"
    STALE = "stale"
    INVALIDATED = "invalidated"
    EXPIRED = "expired"

    @property
    def aged(self) -> bool:
        """Whether a pass has lost its worth."""
        return self in (Freshness.STALE, Freshness.INVALIDATED, Freshness.EXPIRED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The status of a control with what it rests on.

    ``notes`` are sentences about age, conflicts and waivers; ``due`` is the day from which it is no
    longer worth what it says.
    """

    status: Status
    basis: Basis = Basis.NOTHING
    freshness: Freshness = Freshness.FRESH
    notes: tuple[str, ...] = ()
    due: date | None = None

    @property
    def credit(self) -> float:
        """What it counts in the score: 1, one half or nothing."""
        if self.status in (Status.PASS, Status.ATTESTED):
            return 1.0
        return 0.5 if self.status is Status.ATTENTION and self.basis is not Basis.WAIVED else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlResult:
    """A control with its verdict, what was seen and what people stated.

    ``observed_at`` and ``vantage`` say when and from where it was seen; ``new`` whether in this run.
    """

    control: Control
    verdict: Verdict
    observation: Observation
    observed_at: datetime | None = None
    vantage: str = ""
    new: bool = True
    attestation: Attestation | None = None
    waiver: Waiver | None = None

    @property
    def status(self) -> Status:
        """The status that is shown."""
        return self.verdict.status

    @property
    def answered_at(self) -> datetime | None:
        """When it was seen, else the beginning of the day on which it was stated."""
        if self.observed_at is None and self.attestation is not None:
            return datetime.combine(self.attestation.at, time.min, timezone.utc)
        return self.observed_at

    @property
    def sentence(self) -> str:
        """The most important thing to say."""
        if self.status is Status.NOT_CHECKED:
            return self.observation.why or "Nobody has looked yet."
        if self.verdict.basis is Basis.ATTESTED and self.attestation is not None:
            return self.attestation.note or f"Stated by {self.attestation.by}."
        return self.observation.summary


@dataclass(frozen=True, slots=True, kw_only=True)
class PillarScore:
    """The score of a pillar: between ``low`` and ``high`` percent, depending on what is not checked.

    Attributes
    ----------
    low, high
        Percent, with what is not checked as failed and as passed; ``None`` when nothing applies.
    coverage
        Percent of the weight that has an answer.
    mix
        Percent of the weight that passed, by whose word it rests on.
    capped
        Whether an open critical failure holds the score down.
    counts
        How many controls have each status.
    """

    pillar: Pillar
    low: float | None
    high: float | None
    coverage: float
    mix: Mapping[Basis, float]
    capped: bool
    counts: Mapping[Status, int]


@dataclass(frozen=True, slots=True)
class Changes:
    """Ids of controls that stand otherwise than in the run before.

    ``new`` fail and were not known to, ``regressed`` fail and did not, ``fixed`` failed and do not;
    ``overdue`` had an answer that is too old now.
    """

    new: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()
    regressed: tuple[str, ...] = ()
    overdue: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ChecklistReport:
    """The outcome of one run.

    Attributes
    ----------
    controls
        The result of each control that was asked, by pillar.
    pillars
        The score of each pillar that was asked.
    changes
        What stands otherwise than in the run before.
    loosened
        Overrides by which less is asked than the catalogue asks.
    history
        Earlier runs, oldest first, this one at the end.
    remembered
        Whether this run was written down.
    remarks
        What a reader should know: damaged history, a scan that was cut short.
    """

    folder: str
    at: datetime
    version: str
    ruleset: str
    catalogue: str
    profile: Profile
    controls: tuple[ControlResult, ...]
    pillars: tuple[PillarScore, ...]
    changes: Changes = field(default_factory=Changes)
    loosened: tuple[Override, ...] = ()
    history: tuple[Run, ...] = ()
    remembered: bool = False
    seconds: float = 0.0
    remarks: tuple[str, ...] = ()

    @property
    def score(self) -> float | None:
        """The lowest low end of a pillar, in percent: there is no average to hide behind."""
        lows = [pillar.low for pillar in self.pillars if pillar.low is not None]
        return min(lows, default=None)

    @property
    def score_high(self) -> float | None:
        """The lowest high end of a pillar, in percent."""
        highs = [pillar.high for pillar in self.pillars if pillar.high is not None]
        return min(highs, default=None)

    @property
    def next_due(self) -> date | None:
        """The day on which the first answer gets too old."""
        return min((each.verdict.due for each in self.controls if each.verdict.due), default=None)

    def __getitem__(self, control: str) -> ControlResult:
        """The result of a control; raises ``KeyError`` when it was not asked."""
        for each in self.controls:
            if each.control.id == control:
                return each
        raise KeyError(control)

    def with_status(self, *statuses: Status) -> tuple[ControlResult, ...]:
        """The controls that have one of these statuses."""
        return tuple(each for each in self.controls if each.status in statuses)

    def render(self, format_name: str, **settings: Any) -> str:
        """Render as ``text``, ``json``, ``markdown``, ``html``, ``sarif``, ``cyclonedx`` or ``oscal``."""
        from mlsec_nb.checklist.export import render

        return render(self, format_name, **settings)

    def to_dict(self) -> dict[str, Any]:
        """The wire, checklist v1: plain dictionaries and lists."""
        from mlsec_nb.checklist.export.wire import to_wire

        return to_wire(self)

    def _repr_html_(self) -> str:
        return self.render("fragment")

    def __str__(self) -> str:
        return self.render("text")

    def __repr__(self) -> str:
        from mlsec_nb.checklist.export.wording import verdict

        return f"<{type(self).__name__}: {verdict(self)}>"
