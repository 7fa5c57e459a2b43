"""What there is to show of an answer, in the words that every face uses; plain, unescaped text."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from mlsec_nb.core.finding import Finding
from mlsec_nb.profile.answer import Answer, Records
from mlsec_nb.profile.result import Profile

MOST_FINDINGS = 12
MOST_RECORDS = 15
MOST_TEXT = 300


@dataclass(frozen=True, slots=True)
class Number:
    """A metric, ready to be read."""

    name: str
    value: str
    interval: str

    @property
    def text(self) -> str:
        """All of it in one line."""
        return f"{self.name} {self.value} {self.interval}".rstrip()


@dataclass(frozen=True, slots=True)
class Listing:
    """The head of a listing."""

    title: str
    head: list[str]
    rows: list[list[str]]
    more: int


@dataclass(frozen=True, slots=True)
class View:
    """An answer, ready to be shown; ``figure`` is a PNG in base64."""

    answer: Answer
    findings: tuple[Finding, ...]
    more: int
    numbers: list[Number]
    listings: list[Listing]
    used: str
    figure: str = ""

    @property
    def severity(self) -> str:
        """The severity of the worst finding."""
        return self.answer.worst.label if self.answer.worst is not None else ""

    @property
    def headline(self) -> str:
        """The message of the worst finding."""
        return self.findings[0].message

    @property
    def advised(self) -> list[str]:
        """The findings' advice, which often repeats."""
        return [finding.advice for finding in self.findings]


def view_of(answer: Answer, figure: str = "") -> View:
    """What there is to show of an answer."""
    findings = tuple(sorted(answer.findings, key=lambda finding: -finding.severity))
    return View(
        answer=answer,
        findings=findings[:MOST_FINDINGS],
        more=max(len(findings) - MOST_FINDINGS, 0),
        numbers=numbers(answer),
        listings=[listing(title, records) for title, records in answer.tables.items() if records],
        used=_used(answer),
        figure=figure,
    )


def views(profile: Profile) -> list[View]:
    """The answers that are there, the worst first."""
    asked = [answer for answer in profile.answers.values() if not answer.skipped]
    worst = {answer.name: -1 if answer.worst is None else int(answer.worst) for answer in asked}
    return [view_of(answer) for answer in sorted(asked, key=lambda a: (-worst[a.name], a.name))]


def numbers(answer: Answer) -> list[Number]:
    """The metrics with their intervals."""
    shown = []
    for name, value in answer.metrics.items():
        bounds = answer.intervals.get(name)
        interval = f"({number(bounds[0])} to {number(bounds[1])})" if bounds else ""
        shown.append(Number(name, number(value), interval))
    return shown


def number(value: float) -> str:
    """A number, short: ``1,204``, ``0.0312``."""
    if value != value:
        return "unknown"
    if isinstance(value, int) or float(value).is_integer():
        return f"{int(value):,}" if abs(value) < 1e15 else f"{value:.3g}"
    return f"{value:.3g}"


def listing(title: str, records: Records) -> Listing:
    """The first records of a listing."""
    head = list(dict.fromkeys(str(name) for record in records[:MOST_RECORDS] for name in record))
    rows = [[cell(record.get(name, "")) for name in head] for record in records[:MOST_RECORDS]]
    return Listing(title, head, rows, max(len(records) - MOST_RECORDS, 0))


def cell(value: object) -> str:
    """A value of a listing as harmless text of bounded length."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return number(value)
    return harmless(str(value))[:MOST_TEXT]


def harmless(text: str) -> str:
    """Text without characters that a terminal or browser would act on, in one line."""
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() else " " if unicodedata.category(c) in ("Zs", "Cc") else "�" for c in text
    )


def _used(answer: Answer) -> str:
    if not answer.n_total or answer.n_used == answer.n_total:
        return f"{answer.n_total:,} rows." if answer.n_total else ""
    return f"{answer.n_used:,} of {answer.n_total:,} rows were looked at."
