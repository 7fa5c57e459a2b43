"""What a scan says of a control: findings name the controls that they speak to."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mlsec_nb.checklist.model import Evidence, Observation, Outcome
from mlsec_nb.checklist.situation import Situation
from mlsec_nb.core.finding import Confidence, Finding, Severity
from mlsec_nb.core.result import Target

MOST_EVIDENCE = 20


@dataclass(frozen=True, slots=True)
class Said:
    """A finding, and the file it is in, relative to the project where possible."""

    path: str
    finding: Finding

    @property
    def evidence(self) -> Evidence:
        """The finding as evidence: rule and place, masked as it is."""
        at = self.finding.location
        place = f"{self.path}" if at.cell is None else f"{self.path}, cell {at.cell + 1}"
        line = "" if at.whole else f", line {at.line}"
        summary = f"{self.finding.rule} {self.finding.name}: {self.finding.message}"
        return Evidence(kind="finding", ref=f"{place}{line}", summary=summary)


def relative(situation: Situation, path: str) -> str:
    """The path of a target as the project's files are called; as it is when it lies elsewhere."""
    if not os.path.isabs(path):
        return path
    if not Path(path).is_absolute() and situation.files.exists(path):
        return path
    try:
        return Path(os.path.realpath(path)).relative_to(situation.folder.resolve()).as_posix()
    except ValueError:
        return path


def said(situation: Situation, control: str) -> tuple[Said, ...]:
    """The live findings that speak to a control, worst first."""
    found = [
        Said(relative(situation, target.path), finding)
        for target in situation.scan().targets
        for finding in target.live
        if control in finding.controls
    ]
    return tuple(sorted(found, key=lambda each: (-each.finding.severity, -each.finding.confidence)))


def accepted(situation: Situation, control: str, *, by: str = "") -> int:
    """How many findings of a control are suppressed (``by``: in this way)."""
    return sum(
        control in finding.controls and finding.suppressed is not None and by in ("", finding.suppressed.by)
        for target in situation.scan().targets
        for finding in target.findings
    )


def read_code(situation: Situation) -> tuple[Target, ...]:
    """The notebooks and scripts that were scanned."""
    return tuple(target for target in situation.scan().targets if target.kind != "artifact")


def unread(situation: Situation, targets: Iterable[Target]) -> tuple[str, ...]:
    """What the answer lacks: targets that were not read to the end, and what the scan left out."""
    left_out = (skipped.what for skipped in situation.scan().skipped if skipped.gap)
    return (*(relative(situation, target.path) for target in targets if target.incomplete), *left_out)


def is_sure(found: Said) -> bool:
    """Whether a finding is more than a guess."""
    return found.finding.confidence > Confidence.LOW and found.finding.severity > Severity.INFO


def judge(
    situation: Situation,
    control: str,
    *,
    clean: str,
    fails: Callable[[Said], bool] = is_sure,
    ignores: Callable[[Said], bool] = lambda _: False,
) -> Observation:
    """The answer of a control that rests on findings in code alone.

    Parameters
    ----------
    situation, control
        What to look at, and which findings count.
    clean
        The sentence for a pass.
    fails
        Whether a finding fails the control; the others need attention.
    ignores
        Findings that do not count at all.
    """
    code = read_code(situation)
    found = [each for each in said(situation, control) if not ignores(each)]
    failing = [each for each in found if fails(each)]
    if failing:
        return observe(Outcome.FAIL, found, f"{counted(len(failing), 'finding')} in the code.")
    if not code:
        return nothing_read()
    if gaps := unread(situation, code):
        return Observation(
            outcome=Outcome.UNKNOWN,
            summary=f"{counted(len(gaps), 'file')} could not be read to the end.",
            why=f"Not read: {named(gaps)}. `mlsec-nb scan` says why.",
            evidence=tuple(each.evidence for each in found[:MOST_EVIDENCE]),
        )
    if found:
        return observe(Outcome.ATTENTION, found, f"{counted(len(found), 'finding')} to look at in the code.")
    return Observation(
        outcome=Outcome.PASS,
        summary=f"{clean} Read: {counted(len(code), 'notebook or script', 'notebooks and scripts')}.",
        counts={"files": len(code), "accepted": accepted(situation, control)},
    )


def observe(outcome: Outcome, found: Sequence[Said], summary: str) -> Observation:
    """An observation that rests on findings."""
    return Observation(
        outcome=outcome,
        summary=summary,
        evidence=tuple(each.evidence for each in found[:MOST_EVIDENCE]),
        counts={"findings": len(found)},
    )


def nothing_read() -> Observation:
    """The answer when there is no code in the project."""
    return Observation(
        outcome=Outcome.UNKNOWN,
        summary="There is no code to read.",
        why="No notebook or script was found below the project's folder.",
    )


def counted(number: int, thing: str, things: str = "") -> str:
    """``3 findings``."""
    return f"{number:,} {thing if number == 1 else things or f'{thing}s'}"


def named(names: Sequence[str], most: int = 5) -> str:
    """The first few names of many."""
    rest = f" and {len(names) - most} more" if len(names) > most else ""
    return f"{', '.join(names[:most])}{rest}"
