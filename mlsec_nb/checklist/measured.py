"""Judge what was measured of datasets and models: by limits where there are some, else by what was found."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from mlsec_nb.checklist.declared import declared
from mlsec_nb.checklist.findings import counted, named
from mlsec_nb.checklist.model import Evidence, Observation, Outcome
from mlsec_nb.checklist.situation import Situation
from mlsec_nb.checklist.sources import sources
from mlsec_nb.core.finding import Severity
from mlsec_nb.core.measured import Measurement

DATA = "dataset"
MODEL = "model"
PROFILE_DATA = "Profile the table that is loaded: `%mlsec profile NAME --target y`."
PROFILE_MODEL = "Profile the model: `%mlsec profile MODEL X_train y_train X_test y_test`."
ORDER = (Outcome.FAIL, Outcome.ATTENTION, Outcome.PASS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """What a figure may be at most, or at least.

    Attributes
    ----------
    metric
        The figure's name in the measurement; of all that fit a pattern (``*_gain``) the worst counts.
    param
        The name under which ``mlsec.toml`` can set another bound.
    bound
        The default; ``None``: only a project can set it.
    least
        Whether the bound is the lowest good value instead of the highest.
    near
        The share of the bound from which on a figure is close to it.
    """

    metric: str
    param: str
    bound: float | None = None
    least: bool = False
    near: float = 1.0

    def judged(self, measured: Measurement, params: Mapping[str, object]) -> Outcome | None:
        """The outcome for a figure; ``None`` when there is no figure or no bound."""
        bound = _number(params.get(self.param, self.bound))
        names = [name for name in measured.metrics if fnmatchcase(name, self.metric)]
        if bound is None or not names:
            return None
        return min((self._of(measured, name, bound) for name in names), key=ORDER.index)

    def _of(self, measured: Measurement, name: str, bound: float) -> Outcome:
        value = measured.metrics[name]
        low, high = measured.intervals.get(name, (value, value))
        if math.isnan(value):
            return Outcome.ATTENTION
        if value < bound if self.least else value > bound:
            surely = high < bound if self.least else low > bound
            return Outcome.FAIL if surely else Outcome.ATTENTION
        close = value < bound / self.near if self.least else value > bound * self.near
        straddles = low < bound if self.least else high > bound
        return Outcome.ATTENTION if close or straddles else Outcome.PASS


@dataclass(frozen=True, slots=True)
class Judged:
    """A measurement and what it says."""

    measured: Measurement
    outcome: Outcome

    @property
    def evidence(self) -> Evidence:
        """The measurement as evidence: figures with their date and digest, no value of any row."""
        m = self.measured
        figures = ", ".join(f"{name} {value:.3g}" for name, value in list(m.metrics.items())[:6])
        found = counted(m.findings, "finding")
        summary = f"{m.question} on {m.at:%Y-%m-%d}: {figures or found}"
        return Evidence(kind="measurement", ref=m.subject, summary=summary, sha256=m.digest)


def judge_measured(
    situation: Situation,
    kind: str,
    questions: Mapping[str, Sequence[Limit]],
    *,
    optional: Sequence[str] = (),
    tolerated: Severity = Severity.INFO,
) -> Observation:
    """The answer of a control that rests on measurements.

    Parameters
    ----------
    situation
        What to look at.
    kind
        ``dataset`` or ``model``.
    questions
        What had to be asked, each with its limits.
    optional
        Questions that count when they were asked, and are not missed otherwise.
    tolerated
        The severity up to which a finding is nothing to look at.
    """
    judged = [
        Judged(measured, judge_one(situation, measured, questions[measured.question], tolerated=tolerated))
        for measured in asked(situation, kind, *questions)
    ]
    if not judged:
        return nothing_measured(situation, kind, tuple(questions))
    outcome = min((each.outcome for each in judged), key=ORDER.index)
    missing = sorted(set(questions) - set(optional) - {each.measured.question for each in judged})
    if missing and outcome is Outcome.PASS:
        outcome = Outcome.ATTENTION
    subjects = sorted({each.measured.subject for each in judged})
    digests = sorted({each.measured.digest for each in judged})
    return Observation(
        outcome=outcome,
        summary=_sentence(judged, missing),
        evidence=tuple(each.evidence for each in judged),
        counts={"measurements": len(judged)},
        at=min(each.measured.at for each in judged),
        subject=named(subjects),
        digest=digests[0] if len(digests) == 1 else "",
        limits=" ".join(dict.fromkeys(each.measured.limits for each in judged if each.measured.limits)),
        fix=" ".join(_reasons(situation, kind, missing)),
    )


def asked(situation: Situation, kind: str, *questions: str) -> list[Measurement]:
    """The measurements of these questions that could be made, oldest first."""
    return [
        measured
        for measured in situation.measurements
        if measured.kind == kind and measured.question in questions and not measured.skipped
    ]


def is_outdated(situation: Situation, measured: Measurement) -> bool:
    """Whether the same subject was measured in another state since."""
    return any(
        other.kind == measured.kind
        and other.subject == measured.subject
        and other.digest != measured.digest
        and other.at > measured.at
        for other in situation.measurements
    )


def judge_one(
    situation: Situation, measured: Measurement, limits: Sequence[Limit], *, tolerated: Severity
) -> Outcome:
    """What one measurement says.

    A limit that the project sets decides alone. Otherwise a limit and the worst finding both count; with
    both, a finding asks for attention at most.
    """
    outcomes = [found for limit in limits if (found := limit.judged(measured, situation.params))]
    if not any(limit.param in situation.params for limit in limits if limit.param):
        found = _by_finding(measured, tolerated)
        outcomes.append(Outcome.ATTENTION if outcomes and found is Outcome.FAIL else found)
    if is_outdated(situation, measured):
        outcomes.append(Outcome.ATTENTION)
    return min(outcomes, key=ORDER.index, default=Outcome.PASS)


def _by_finding(measured: Measurement, tolerated: Severity) -> Outcome:
    worst = Severity.INFO if measured.worst is None else measured.worst
    if worst <= tolerated:
        return Outcome.PASS
    return Outcome.FAIL if worst >= Severity.HIGH else Outcome.ATTENTION


def nothing_measured(situation: Situation, kind: str, questions: Sequence[str]) -> Observation:
    """``UNKNOWN`` with the way out, and with the reason when a question could not be asked."""
    reasons = _reasons(situation, kind, questions)
    how = PROFILE_DATA if kind == DATA else PROFILE_MODEL
    why = (
        f"It was asked and could not be answered. {' '.join(reasons[:2])}"
        if reasons
        else _not_yet(situation, how)
    )
    return Observation(outcome=Outcome.UNKNOWN, summary="Not measured.", why=why)


def _reasons(situation: Situation, kind: str, questions: Sequence[str]) -> list[str]:
    """Why questions that were asked could not be answered."""
    return [
        f"{measured.question}: {measured.skipped}."
        for measured in situation.measurements
        if measured.kind == kind and measured.question in questions and measured.skipped
    ]


def _not_yet(situation: Situation, how: str) -> str:
    """What to do, with the names of the tables and models that are in this kernel."""
    here = sorted(situation.kernel.variables) if situation.kernel else []
    return f"Nothing was measured yet. {how}{f' In this kernel: {named(here)}.' if here else ''}"


def without_training(situation: Situation) -> Observation | None:
    """``NOT_APPLICABLE`` when all code was read, nothing trains or saves a model, and none was measured."""
    code = sources(situation.files)
    measured = any(m.kind == MODEL for m in situation.measurements)
    if code.empty or code.unread or measured or code.trains or code.saves:
        return None
    return not_applicable("No code of this project trains or saves a model.")


def without_tables(situation: Situation) -> Observation | None:
    """``NOT_APPLICABLE`` when the project declares that it has no tables."""
    if declared(situation, "no_tables") and not any(m.kind == DATA for m in situation.measurements):
        return not_applicable("The project declares that it works without tables.")
    return None


def only_public(situation: Situation, name: str = "data_public") -> Observation | None:
    """``NOT_APPLICABLE`` when the project declares its data, or its models, public."""
    if declared(situation, name):
        what = "models" if name == "models_public" else "data"
        return not_applicable(f"The project declares that its {what} are public.")
    return None


def not_applicable(reason: str) -> Observation:
    """An observation that the control is not about this project."""
    return Observation(outcome=Outcome.NOT_APPLICABLE, summary=reason)


def _sentence(judged: Sequence[Judged], missing: Sequence[str]) -> str:
    bad = [
        f"{each.measured.question} of {each.measured.subject}"
        for each in judged
        if each.outcome is not Outcome.PASS
    ]
    said = (
        f"Out of line: {named(bad)}."
        if bad
        else f"Nothing out of line in {counted(len(judged), 'measurement')}."
    )
    return f"{said} Not measured: {', '.join(missing)}." if missing else said


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None
