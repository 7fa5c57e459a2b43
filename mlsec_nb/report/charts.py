"""Bars of findings by what they have in common, each divided by severity."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from mlsec_nb.core.finding import Finding, Severity
from mlsec_nb.report.wording import severities

MOST_BARS = 8


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar, in percent of the chart's width."""

    severity: Severity
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a chart; ``words`` says in text what ``parts`` show."""

    label: str
    number: int
    words: str
    parts: tuple[Part, ...]


def bars(findings: Iterable[Finding], label: Callable[[Finding], str]) -> list[Bar]:
    """The findings counted by ``label``, the longest bar first and as wide as the chart."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(label(finding), []).append(finding)
    ranked = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))[:MOST_BARS]
    longest = max((len(members) for _, members in ranked), default=1)
    return [
        Bar(name, len(members), f"{name}: {severities(members)}", tuple(_parts(members, longest)))
        for name, members in ranked
    ]


def _parts(findings: list[Finding], longest: int) -> Iterator[Part]:
    done = 0
    for severity in reversed(Severity):
        number = sum(finding.severity is severity for finding in findings)
        if number:
            yield Part(severity, round(100 * done / longest, 2), round(100 * number / longest, 2))
            done += number
