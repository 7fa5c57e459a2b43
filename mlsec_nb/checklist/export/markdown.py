"""Markdown for pull requests and READMEs: a table of the pillars, a list with boxes of what is open.

What comes from a project is written so that it can be no markup, link or mention.
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.checklist.export import Settings, wording
from mlsec_nb.checklist.result import ChecklistReport, ControlResult, Status
from mlsec_nb.report.markdown import escape

MOST_EVIDENCE = 5


def render(report: ChecklistReport, settings: Settings) -> str:
    """Return the report; ``settings`` change nothing here."""
    del settings
    head = f"## Security checklist: {escape(report.folder)}, {report.profile.value}"
    lines = [head, "", f"**{wording.verdict(report)}**", "", *_pillars(report), ""]
    for pillar in report.pillars:
        results = wording.of_pillar(report, pillar)
        lines += [f"### {wording.PILLARS[pillar.pillar]}", ""]
        lines += [line for result in results if not result.status.good for line in _open(result)]
        lines += _closed([result for result in results if result.status.good])
        lines.append("")
    lines += [f"- {escape(line)}" for line in (*wording.news(report), *wording.remarks(report))]
    lines.append(f"- {escape(wording.NOT_A_PROOF)}")
    return "\n".join(lines) + "\n"


def _pillars(report: ChecklistReport) -> Iterator[str]:
    yield "| Pillar | Score | Answered | History | What passes |"
    yield "| --- | --- | --- | --- | --- |"
    for pillar in report.pillars:
        cells = [
            wording.PILLARS[pillar.pillar],
            wording.between(pillar.low, pillar.high) + (" (critical failure)" if pillar.capped else ""),
            f"{pillar.coverage:g} %",
            wording.sparkline(wording.curve(report, pillar.pillar)),
            wording.mix(pillar),
        ]
        yield f"| {' | '.join(cells)} |"


def _open(result: ControlResult) -> Iterator[str]:
    control = result.control
    sign, standing = wording.SIGNS[result.status], escape(wording.standing(result))
    yield f"- [ ] {sign} **{control.id}** {escape(control.title)}: {standing} ({control.severity.label})"
    yield f"  - {escape(result.sentence)}"
    yield from (f"  - {escape(note)}" for note in result.verdict.notes)
    if result.status in (Status.FAIL, Status.ATTENTION):
        evidence = result.observation.evidence
        yield from (f"  - {escape(wording.evidence(each))}" for each in evidence[:MOST_EVIDENCE])
        if len(evidence) > MOST_EVIDENCE:
            yield f"  - and {len(evidence) - MOST_EVIDENCE:,} more"
        if fix := result.observation.fix or control.fix:
            yield f"  - → {escape(fix)}"


def _closed(results: list[ControlResult]) -> Iterator[str]:
    if not results:
        return
    yield ""
    yield f"<details><summary>{len(results)} done</summary>"
    yield ""
    for result in results:
        until = f", until {result.verdict.due}" if result.verdict.due else ""
        title, standing = escape(result.control.title), escape(wording.standing(result))
        yield f"- [x] **{result.control.id}** {title}: {standing}{until}"
    yield ""
    yield "</details>"
