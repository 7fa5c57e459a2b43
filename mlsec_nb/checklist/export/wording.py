"""The words and signs that the formats for people share. All plain, unescaped text."""

from __future__ import annotations

from collections.abc import Iterable

from mlsec_nb.checklist.model import Evidence
from mlsec_nb.checklist.result import Basis, ChecklistReport, ControlResult, PillarScore, Status
from mlsec_nb.core.pillar import Pillar
from mlsec_nb.report.wording import count

LABELS = {
    Status.FAIL: "fails",
    Status.ATTENTION: "needs attention",
    Status.NOT_CHECKED: "not checked",
    Status.ATTESTED: "attested",
    Status.PASS: "passes",
    Status.NOT_APPLICABLE: "does not apply",
}
SEVERAL = {
    **LABELS,
    Status.FAIL: "fail",
    Status.ATTENTION: "need attention",
    Status.PASS: "pass",
    Status.NOT_APPLICABLE: "do not apply",
}
"""The labels, for more than one."""

SIGNS = {
    Status.FAIL: "✖",
    Status.ATTENTION: "▲",
    Status.NOT_CHECKED: "?",
    Status.ATTESTED: "✎",
    Status.PASS: "✔",
    Status.NOT_APPLICABLE: "–",
}
PILLARS = {
    Pillar.DATA: "Data",
    Pillar.MODEL: "Model",
    Pillar.INFRASTRUCTURE: "Infrastructure",
    Pillar.HUMAN: "Human factors",
}
BASES = {
    Basis.AUTOMATIC: "seen by a probe",
    Basis.CONFIRMED: "confirmed by a person",
    Basis.ATTESTED: "on a person's word",
}
NOT_A_PROOF = (
    "Each probe has limits, which `explain` names; attestations are unsigned words. "
    "A full score does not prove that a project is secure."
)
BLOCKS = "▁▂▃▄▅▆▇█"
MOST_POINTS = 40
"""Runs in a curve."""

ORDER = list(Status)


def percent(number: float | None) -> str:
    """``41.7``, ``100``; a dash when there is nothing to count."""
    return "–" if number is None else f"{number:g}"


def between(low: float | None, high: float | None) -> str:
    """``41.7–100 %``, or one number when the ends are equal."""
    if low is None:
        return "nothing applies"
    return f"{percent(low)} %" if low == high else f"{percent(low)}–{percent(high)} %"


def verdict(report: ChecklistReport) -> str:
    """The outcome in a sentence."""
    told = ", ".join(
        counted(status, number) for status in ORDER if (number := len(report.with_status(status)))
    )
    total = count(len(report.controls), "control")
    return f"Score {between(report.score, report.score_high)}, that of the weakest pillar. {total}: {told}."


def counted(status: Status, number: int) -> str:
    """``1 fails``, ``3 need attention``."""
    return f"{number} {(LABELS if number == 1 else SEVERAL)[status]}"


def mix(pillar: PillarScore) -> str:
    """Whose word the passes rest on: ``80 % seen by a probe, 20 % on a person's word``."""
    return ", ".join(f"{percent(share)} % {BASES[basis]}" for basis, share in pillar.mix.items() if share)


def standing(result: ControlResult) -> str:
    """``fails``, ``passes, confirmed by a person``, ``needs attention, risk accepted``."""
    label = LABELS[result.status]
    if result.verdict.basis is Basis.WAIVED:
        return f"{label}, risk accepted until {result.verdict.due}"
    if result.verdict.basis is Basis.CONFIRMED:
        return f"{label}, {BASES[Basis.CONFIRMED]}"
    return label


def evidence(each: Evidence) -> str:
    """Where it is and what it shows, without saying the first twice."""
    return each.summary if each.summary.startswith(each.ref) else f"{each.ref}: {each.summary}"


def in_order(results: Iterable[ControlResult]) -> list[ControlResult]:
    """The worst first: by status, then by severity."""
    return sorted(results, key=lambda r: (ORDER.index(r.status), -r.control.severity, r.control.id))


def of_pillar(report: ChecklistReport, pillar: PillarScore) -> list[ControlResult]:
    """The controls of a pillar, the worst first."""
    return in_order(each for each in report.controls if each.control.pillar is pillar.pillar)


def curve(report: ChecklistReport, pillar: Pillar) -> list[float]:
    """The scores of a pillar in the last runs of this profile, oldest first."""
    runs = (run for run in report.history if run.profile is report.profile)
    return [run.scores[pillar.value] for run in runs if pillar.value in run.scores][-MOST_POINTS:]


def sparkline(scores: Iterable[float]) -> str:
    """Scores as blocks of eight heights; empty for fewer than two."""
    listed = list(scores)
    top = len(BLOCKS) - 1
    heights = (min(top, max(0, int(score * len(BLOCKS) / 100))) for score in listed)
    return "".join(BLOCKS[height] for height in heights) if len(listed) > 1 else ""


def news(report: ChecklistReport) -> list[str]:
    """What has changed since the run before, and what is due."""
    told = [
        ("Newly found failing", report.changes.new if len(report.history) > 1 else ()),
        ("Failing again", report.changes.regressed),
        ("Fixed", report.changes.fixed),
        ("Overdue", report.changes.overdue),
    ]
    lines = [f"{words}: {', '.join(ids)}." for words, ids in told if ids]
    if report.next_due:
        lines.append(f"The next answer is due on {report.next_due}.")
    return lines


def remarks(report: ChecklistReport) -> list[str]:
    """What a reader should know: loosened controls, damage, and whether this run was kept."""
    lines = [
        f"{each.control} asks for less than the catalogue: {each.reason}"
        + (f" (until {each.expires})" if each.expires else "")
        for each in report.loosened
    ]
    lines += report.remarks
    if not report.remembered:
        lines.append("This run is not remembered: `mlsec-nb checklist init` begins a history.")
    return lines
