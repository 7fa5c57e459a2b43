"""The words of the checklist: control, observation, statement of a person, result, report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any

from mlsec_nb.core.finding import Severity
from mlsec_nb.core.pillar import Pillar


class Profile(str, Enum):
    """How much is asked; each includes the ones before it."""

    BASELINE = "baseline"
    STANDARD = "standard"
    FULL = "full"

    def includes(self, other: Profile) -> bool:
        """Whether a control that starts in ``other`` is asked in this profile."""
        order = list(Profile)
        return order.index(other) <= order.index(self)


class Mode(str, Enum):
    """Who answers: a probe, a probe whose suggestion a person confirms, or a person."""

    AUTOMATIC = "automatic"
    SEMI_AUTOMATIC = "semi-automatic"
    MANUAL = "manual"


class Outcome(str, Enum):
    """What a probe, or a person, says of a control."""

    PASS = "pass"
    ATTENTION = "needs_attention"
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """One question of the checklist, as the catalogue or a project's own ``mlsec.toml`` puts it.

    Attributes
    ----------
    id, title, pillar, why
        What is asked, and why it matters.
    mode, probe, tier
        Who answers: ``probe`` is the name of a registered probe, or ``attest``; ``tier`` is ``instant``,
        ``demand`` or ``person``.
    severity, profile, max_age_days
        How much it weighs, from which profile on it is asked, and how long an answer lasts.
    passes, attention, fails, not_applicable, unknown
        What each outcome means, in a sentence.
    limits, fix
        What a pass does not prove; how to get there.
    stale_when
        What makes an answer old before its time: ``notebook-saved``, ``dataset-changed`` …
    rules, measurements
        Ids or prefixes of scan rules, and questions of profiles, that answer it.
    mappings
        Ids in frameworks of others, by key of the framework.
    params
        Parameters of the probe, for controls of a project's own.
    """

    id: str
    title: str
    pillar: Pillar
    why: str
    mode: Mode
    probe: str
    tier: str
    severity: Severity
    profile: Profile
    max_age_days: int
    passes: str = ""
    attention: str = ""
    fails: str = ""
    not_applicable: str = ""
    unknown: str = ""
    limits: str = ""
    fix: str = ""
    stale_when: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    measurements: tuple[str, ...] = ()
    mappings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What an observation rests on: where it is and what it shows, never a value.

    ``kind`` is ``finding``, ``file``, ``setting``, ``package``, ``measurement`` or ``document``; ``ref`` a
    relative path, the name of a trait, …
    """

    kind: str
    ref: str
    summary: str
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What a probe saw.

    Attributes
    ----------
    outcome, summary
        The answer, and one sentence about what was seen.
    evidence, counts
        What it rests on.
    why
        For ``UNKNOWN``: why the probe could not look, and what would let it.
    subject, digest
        What was looked at, and a digest of it: another digest makes the answer stale.
    limits, fix
        Beyond those of the control.
    at
        When it was seen, if that was before this run: what is cited is as old as it is.
    """

    outcome: Outcome
    summary: str
    evidence: tuple[Evidence, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    why: str = ""
    subject: str = ""
    digest: str = ""
    limits: str = ""
    fix: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestation:
    """What a person states about a control, until when, and what it rests on.

    ``statement`` is ``PASS``, ``FAIL`` or ``NOT_APPLICABLE``; ``scope`` says what it is about, when that
    is less than the whole project.
    """

    control: str
    statement: Outcome
    by: str
    at: date
    expires: date
    evidence: tuple[str, ...] = ()
    note: str = ""
    scope: str = ""


class Reason(str, Enum):
    """Why a finding or a failing control is accepted."""

    FALSE_POSITIVE = "false-positive"
    TEST_DATA = "test-data"
    REMEDIATED_ELSEWHERE = "remediated-elsewhere"
    NOT_SUPPORTED = "not-supported"
    ACCEPTED_RISK = "accepted-risk"

    @property
    def clears(self) -> bool:
        """Whether there is no risk at all: the finding is dropped, instead of accepted for a time."""
        return self in (Reason.FALSE_POSITIVE, Reason.TEST_DATA)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A risk that somebody accepts for a time; with ``fingerprint``, that of one finding only."""

    control: str
    reason: Reason
    justification: str
    owner: str
    expires: date
    fingerprint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """What a project changes of a control, why and until when; ``None`` leaves it as it is."""

    control: str
    enabled: bool = True
    severity: Severity | None = None
    max_age_days: int | None = None
    reason: str = ""
    expires: date | None = None

    def holds(self, today: date) -> bool:
        """Whether it is in force."""
        return self.expires is None or today <= self.expires


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """What people of the project decided, as its ``mlsec.toml`` says."""

    attestations: tuple[Attestation, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    overrides: tuple[Override, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An observation as it is remembered.

    Attributes
    ----------
    control, observation
        What was asked and seen.
    at
        When, with a time zone.
    ruleset
        Digest of what decided it: the probe, and the rules of the scan where it rests on one.
    question
        Digest of the control's definition.
    vantage
        Where it was seen from: ``cli``, ``kernel`` or ``server``.
    """

    control: str
    observation: Observation
    at: datetime
    ruleset: str = ""
    question: str = ""
    vantage: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of the checklist, as the history keeps it.

    ``scores`` are the low ends by pillar, ``statuses`` the shown status by control; ``trigger`` is
    ``open``, ``save``, ``manual`` or ``ci``; ``head`` the commit that was checked out.
    """

    id: str
    at: datetime
    tool: str
    catalogue: str
    profile: Profile
    trigger: str
    head: str = ""
    scores: Mapping[str, float] = field(default_factory=dict)
    statuses: Mapping[str, str] = field(default_factory=dict)
