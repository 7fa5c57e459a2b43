"""What a profile comes to: answers by question, findings, tables, plots, and how it shows itself."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from mlsec_nb.clock import now
from mlsec_nb.core.finding import Finding, Severity
from mlsec_nb.core.measured import MEASURED, Measurement
from mlsec_nb.errors import UsageError
from mlsec_nb.profile.answer import Answer, Records
from mlsec_nb.profile.context import Context

if TYPE_CHECKING:
    from matplotlib.figure import Figure

P = TypeVar("P", bound="Profile")

SCHEMA = "mlsec-nb/profile/v1"
MOST_JSON = 10_000
"""Numbers of one array in the JSON; of longer ones the first are written."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Profile:
    """The answers about one table or model; base of ``DatasetProfile`` and ``ModelProfile``.

    Attributes
    ----------
    kind
        ``dataset`` or ``model``.
    subject
        What it was called where it was profiled.
    digest
        Of its content; empty if that question was not asked.
    answers
        By the name of the question.
    facts
        What it is: rows, columns, format.
    at
        When it was profiled.
    seconds
        What that took.
    random_state
        The seed that gives the same answers again.
    """

    kind: str
    subject: str
    answers: Mapping[str, Answer]
    digest: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    at: datetime = field(default_factory=now)
    seconds: float = 0.0
    random_state: int = 0

    @classmethod
    def of(cls: type[P], context: Context, answers: Mapping[str, Answer], **kept: Any) -> P:
        """What the answers come to; the checklist of this process is told.

        ``kept`` stays in memory with the profile.
        """
        digest = answers["digest"].measured.get("digest", "") if "digest" in answers else ""
        profile = cls(
            subject=context.subject,
            answers=answers,
            digest=digest,
            facts=context.facts,
            seconds=context.spent,
            random_state=context.random_state,
            **kept,
        )
        profile.record()
        return profile

    def __getitem__(self, name: str) -> Answer:
        if name not in self.answers:
            raise UsageError(f"No question {name!r} was asked.", f"There are: {', '.join(self.answers)}.")
        return self.answers[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.answers)

    def __len__(self) -> int:
        return len(self.answers)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding, the worst first."""
        found = [finding for answer in self.answers.values() for finding in answer.findings]
        return tuple(sorted(found, key=lambda f: (-f.severity, -f.confidence, f.rule)))

    @property
    def skipped(self) -> dict[str, str]:
        """The questions that could not be asked, and why."""
        return {name: answer.skipped for name, answer in self.answers.items() if answer.skipped}

    @property
    def tables(self) -> dict[str, Records]:
        """Listings as records, by ``question/listing``."""
        return {
            f"{name}/{title}": records
            for name, answer in self.answers.items()
            for title, records in answer.tables.items()
        }

    def ok(self, most: Severity | str = Severity.MEDIUM) -> bool:
        """Whether no finding is worse than ``most``; for a gate in a pipeline."""
        limit = Severity.parse(most) if isinstance(most, str) else most
        return all(finding.severity <= limit for finding in self.findings)

    def plot(self, name: str) -> Figure:
        """The figure of a question.

        Raises
        ------
        UsageError
            When the question was not asked or has no figure.
        """
        from mlsec_nb.profile.plots.draw import draw

        return draw(self[name], self.kind)

    def to_frame(self, name: str = "") -> Any:
        """A listing (``question/listing``), or the findings, as a pandas data frame.

        Raises
        ------
        UsageError
            When there is no such listing, or no pandas.
        """
        if name and name not in self.tables:
            raise UsageError(f"There is no listing {name!r}.", f"There are: {', '.join(self.tables)}.")
        records = self.tables[name] if name else [_finding_record(finding) for finding in self.findings]
        try:
            pandas = import_module("pandas")
        except ImportError:
            raise UsageError("pandas is not installed.", "`.tables` has the same as records.") from None
        return pandas.DataFrame(list(records))

    def to_json(self) -> str:
        """Everything but the arrays behind plots, as JSON."""
        return json.dumps(self.as_dict(), default=_plain, ensure_ascii=False)

    def as_dict(self) -> dict[str, Any]:
        """The content of the JSON."""
        return {
            "schema": SCHEMA,
            "kind": self.kind,
            "subject": self.subject,
            "digest": self.digest,
            "at": self.at.isoformat(),
            "seconds": round(self.seconds, 3),
            "random_state": self.random_state,
            "facts": dict(self.facts),
            "findings": [_finding_record(finding) for finding in self.findings],
            "answers": {name: _answer_record(answer) for name, answer in self.answers.items()},
        }

    def to_html(self) -> str:
        """One page with the findings, the numbers and the figures; nothing is loaded, no script runs."""
        from mlsec_nb.profile.page.html import page

        return page(self)

    def widget(self) -> Any:
        """The interactive view; needs a notebook with ipywidgets.

        The view lies above this layer, so it is looked up only when it is asked for.
        """
        return import_module("mlsec_nb.frontends.widgets").profile_widget(self)

    def _repr_html_(self) -> str:
        from mlsec_nb.profile.page.html import fragment

        return fragment(self)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        del include, exclude  # IPython drops what it does not want
        return {"text/plain": str(self), "text/html": self._repr_html_()}

    def __str__(self) -> str:
        from mlsec_nb.profile.page.text import text

        return text(self)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.subject}: {len(self.findings)} findings>"

    def record(self) -> None:
        """Tell the checklist of this process what was measured."""
        for answer in self.answers.values():
            MEASURED.record(
                Measurement(
                    kind=self.kind,
                    subject=self.subject,
                    digest=self.digest,
                    question=answer.name,
                    at=self.at,
                    metrics=dict(answer.metrics),
                    intervals=dict(answer.intervals),
                    columns={name: _short(value) for name, value in answer.columns.items()},
                    worst=answer.worst,
                    findings=len(answer.findings),
                    limits=answer.limits,
                    skipped=answer.skipped,
                )
            )


def _short(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.3g}"


def _finding_record(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "name": finding.name,
        "severity": finding.severity.label,
        "confidence": finding.confidence.label,
        "message": finding.message,
        "advice": finding.advice,
        "evidence": finding.evidence,
        "member": finding.location.member,
        "fingerprint": finding.fingerprint,
        "controls": list(finding.controls),
        "references": list(finding.references),
    }


def _answer_record(answer: Answer) -> dict[str, object]:
    if answer.skipped:
        return {"skipped": answer.skipped}
    return {
        "metrics": dict(answer.metrics),
        "intervals": {name: list(bounds) for name, bounds in answer.intervals.items()},
        "rows": answer.rows[:MOST_JSON],
        "n_rows": len(answer.rows),
        "columns": dict(answer.columns),
        "tables": {name: list(records) for name, records in answer.tables.items()},
        "thresholds": dict(answer.thresholds),
        "findings": [finding.fingerprint for finding in answer.findings],
        "method": answer.method,
        "limits": answer.limits,
        "n_used": answer.n_used,
        "n_total": answer.n_total,
        "seconds": round(answer.seconds, 4),
    }


def _plain(value: object) -> object:
    if isinstance(value, (np.ndarray, np.generic)):
        return value.tolist()
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    return str(value)
