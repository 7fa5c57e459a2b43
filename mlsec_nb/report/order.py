"""The order of targets and findings, the same on every run, and the folding of repeats."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mlsec_nb.core.finding import Finding, Surface
from mlsec_nb.core.result import Result, Target

_READING_ORDER = {surface: index for index, surface in enumerate(Surface)}


@dataclass(frozen=True, slots=True)
class Repeated:
    """A finding and its repeats: the same rule, fingerprint and severity elsewhere."""

    finding: Finding
    repeats: tuple[Finding, ...] = ()


def targets_in_order(result: Result) -> list[Target]:
    """Targets by path."""
    return sorted(result.targets, key=lambda target: (target.path, target.sha256))


def findings_in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings as a reader meets them: by cell, surface, line and column; whole-file ones last."""
    return sorted(findings, key=_position)


def folded(findings: Iterable[Finding]) -> list[Repeated]:
    """Findings in reading order, each with its repeats folded into the first of them."""
    groups: dict[tuple[str, str, int], list[Finding]] = {}
    for finding in findings_in_order(findings):
        groups.setdefault((finding.rule, finding.fingerprint, finding.severity), []).append(finding)
    return [Repeated(first, tuple(rest)) for first, *rest in groups.values()]


def worst_first(findings: Iterable[Finding]) -> list[Repeated]:
    """Folded findings, the most severe and most certain first."""
    return sorted(folded(findings), key=lambda g: (-g.finding.severity, -g.finding.confidence))


def _position(finding: Finding) -> tuple[object, ...]:
    at = finding.location
    return (
        at.cell is None,
        at.cell or 0,
        _READING_ORDER[at.surface],
        -1 if at.output is None else at.output,
        at.mime or "",
        at.member or "",
        at.line,
        at.column or 0,
        finding.rule,
        finding.fingerprint,
        finding.message,
    )
