"""Text for a terminal: the pillars, under each what is to be done, and in one line what is well."""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.checklist.export import Settings, wording
from mlsec_nb.checklist.result import ChecklistReport, ControlResult, PillarScore, Status
from mlsec_nb.report.terminal import Style, flat, wrap

NARROWEST = 40
MOST_EVIDENCE = 5
STYLES = {
    Status.FAIL: "high",
    Status.ATTENTION: "medium",
    Status.NOT_CHECKED: "low",
    Status.ATTESTED: "bold",
    Status.PASS: "bold",
    Status.NOT_APPLICABLE: "dim",
}


def render(report: ChecklistReport, settings: Settings) -> str:
    """Return the report as text that is safe to print whatever the project holds."""
    page = _Page(Style(settings.color), max(settings.width, NARROWEST))
    lines = list(page.head(report))
    for pillar in report.pillars:
        lines += ["", *page.pillar(report, pillar)]
    return "\n".join([*lines, "", *page.closing(report)]) + "\n"


class _Page:
    """Lays out lines of one width and style."""

    def __init__(self, style: Style, columns: int) -> None:
        self._style = style
        self._columns = columns

    def head(self, report: ChecklistReport) -> Iterator[str]:
        title = f"Checklist of {flat(report.folder)}, profile {report.profile.value}"
        yield self._style(title, "bold")
        yield from self._block(wording.verdict(report))

    def pillar(self, report: ChecklistReport, pillar: PillarScore) -> Iterator[str]:
        """The score of a pillar and its controls."""
        name = f"{wording.PILLARS[pillar.pillar]:15}"
        score = f"{wording.between(pillar.low, pillar.high):>16}"
        spark = wording.sparkline(wording.curve(report, pillar.pillar))
        yield f"{self._style(name, 'bold')}{score}  {pillar.coverage:g} % answered  {spark}".rstrip()
        if pillar.capped:
            yield from self._block("Held down by a critical failure.", indent="  ")
        if told := wording.mix(pillar):
            yield from self._block(f"What passes: {told}.", indent="  ")
        for result in wording.of_pillar(report, pillar):
            yield from self._control(result)

    def closing(self, report: ChecklistReport) -> Iterator[str]:
        """What has changed, what to know, and what all this is worth."""
        for line in (*wording.news(report), *wording.remarks(report)):
            yield from self._block(line)
        for line in wrap(wording.NOT_A_PROOF, self._columns):
            yield self._style(line, "dim")

    def _control(self, result: ControlResult) -> Iterator[str]:
        control = result.control
        status = self._style(f"{wording.SIGNS[result.status]} {control.id:9}", STYLES[result.status])
        facts = "" if result.status.good else f"  {control.severity.label}"
        yield f"  {status} {flat(control.title)}: {flat(wording.standing(result))}{self._style(facts, 'dim')}"
        if result.status.good and not result.verdict.notes:
            return
        indent = " " * 14
        yield from self._block(result.sentence, indent=indent)
        for note in result.verdict.notes:
            yield from self._block(note, indent=indent, first="· ")
        if result.status in (Status.FAIL, Status.ATTENTION):
            yield from self._evidence(result, indent)
            if fix := result.observation.fix or control.fix:
                yield from self._block(fix, indent=indent, first="→ ")

    def _evidence(self, result: ControlResult, indent: str) -> Iterator[str]:
        evidence = result.observation.evidence
        for each in evidence[:MOST_EVIDENCE]:
            yield from self._block(wording.evidence(each), indent=indent, first="- ")
        if len(evidence) > MOST_EVIDENCE:
            yield f"{indent}- and {len(evidence) - MOST_EVIDENCE:,} more"

    def _block(self, text: str, *, indent: str = "", first: str = "") -> Iterator[str]:
        """Wrapped text with a hanging indent."""
        margin = indent + " " * len(first)
        for number, line in enumerate(wrap(flat(text), self._columns - len(margin))):
            yield (margin if number else indent + first) + line
