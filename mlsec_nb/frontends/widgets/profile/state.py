"""A profile that is looked at: judged anew, asked anew. Knows no widget."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from threading import Event, RLock
from typing import Any

from mlsec_nb.clock import now
from mlsec_nb.core.finding import Finding, Severity
from mlsec_nb.core.pillar import Pillar, pillar_of
from mlsec_nb.errors import UsageError
from mlsec_nb.profile.answer import Answer
from mlsec_nb.profile.context import Context
from mlsec_nb.profile.question import Question, Threshold, chosen
from mlsec_nb.profile.result import Profile
from mlsec_nb.profile.run import Progress, ask

ABOUT = {"dataset": "data", "model": "model"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list of findings: a finding, or a question that found nothing or was not asked."""

    question: str
    severity: str
    sentence: str
    finding: Finding | None = None

    @property
    def key(self) -> str:
        """What stays the same when it is judged anew."""
        return self.finding.fingerprint if self.finding else self.question


class ProfileState:
    """The profile as it stands.

    Parameters
    ----------
    profile
        What was measured.
    context
        What the questions were asked about; ``None`` when it is no longer there.
    """

    def __init__(self, profile: Profile, context: Context | None) -> None:
        self.profile = profile
        self.context = context
        self.changed: Callable[[], None] = lambda: None
        self._lock = RLock()

    def twin(self) -> tuple[str, str]:
        """The profile as static HTML and as plain text."""
        return self.profile._repr_html_(), str(self.profile)

    def lines(self, least: Severity = Severity.INFO, *, quiet: bool = True) -> list[Line]:
        """Findings, the worst first; after them the questions without one, when ``quiet`` ones count."""
        answers = self.profile.answers.values()
        found = [
            (finding, answer)
            for answer in answers
            for finding in answer.findings
            if finding.severity >= least
        ]
        found.sort(key=lambda pair: (-pair[0].severity, -pair[0].confidence, pair[0].rule))
        lines = [Line(answer.name, f.severity.label, f.message, f) for f, answer in found]
        if quiet:
            none = sorted((a for a in answers if not a.findings), key=lambda a: (bool(a.skipped), a.name))
            lines += [
                Line(a.name, "skipped" if a.skipped else "clear", a.skipped or "nothing found") for a in none
            ]
        return lines

    def pillars(self) -> dict[Pillar, list[Finding]]:
        """The findings by the pillar that they speak to."""
        sorted_in: dict[Pillar, list[Finding]] = {}
        for finding in self.profile.findings:
            sorted_in.setdefault(pillar_of(finding), []).append(finding)
        return {pillar: sorted_in[pillar] for pillar in Pillar if pillar in sorted_in}

    def question(self, name: str) -> Question[Any]:
        """What a question says of itself."""
        return chosen(ABOUT[self.profile.kind], name)[0]

    def thresholds(self, name: str) -> list[Threshold]:
        """The cut-offs of a question, at the values that are in force."""
        answer = self.profile[name]
        if answer.skipped or answer.judge is None:
            return []
        known = self.question(name).thresholds
        return [replace(one, value=answer.thresholds.get(one.name, one.value)) for one in known]

    def judge(self, name: str, **thresholds: float) -> Answer:
        """Judge a question under other thresholds; nothing is measured, nothing is told to the checklist."""
        with self._lock:
            answer = self.profile[name].judged(**thresholds)
            self._take([answer])
        self.changed()
        return answer

    def measure(
        self, names: Iterable[str] | None, progress: Progress, cancel: Event, budget: float | None = None
    ) -> None:
        """Ask questions again; by default all of them.

        Those that were cancelled keep the answer that they had.

        Raises
        ------
        UsageError
            When the data is no longer there.
        """
        if self.context is None:
            raise UsageError("The data of this profile is not in memory any more.", "Profile it again.")
        standing = {name: dict(answer.thresholds) for name, answer in self.profile.answers.items()}
        self.context.restart(budget, cancel)
        asked = chosen(ABOUT[self.profile.kind], None if names is None else list(names))
        ask(self.context, asked, progress=progress, thresholds=standing, answered=self._answered)
        self.profile.record()

    def _answered(self, answer: Answer) -> None:
        had = self.profile.answers.get(answer.name)
        if answer.skipped and had is not None and not had.skipped:
            return  # given up half way: the earlier answer is worth more
        with self._lock:
            self._take([answer])
            self.profile = replace(self.profile, at=now())
        self.changed()

    def _take(self, answers: Iterable[Answer]) -> None:
        known = {**self.profile.answers, **{answer.name: answer for answer in answers}}
        self.profile = replace(self.profile, answers=known)
