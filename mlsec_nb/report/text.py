"""Text for a terminal: targets, their cells, each finding with its line and a caret under it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from mlsec_nb.core.finding import Finding
from mlsec_nb.core.result import Result, Target
from mlsec_nb.report import wording
from mlsec_nb.report.excerpt import draw
from mlsec_nb.report.interface import Settings
from mlsec_nb.report.order import Repeated, folded, targets_in_order
from mlsec_nb.report.terminal import Style, flat, wrap

NARROWEST = 40
MOST_REPEATS = 12
MOST_GAPS = 50


def render(result: Result, settings: Settings) -> str:
    """Return ``result`` as text that is safe to print whatever the notebooks hold."""
    page = _Page(Style(settings.color), max(settings.width, NARROWEST))
    lines: list[str] = []
    for target in targets_in_order(result):
        if target.live:
            lines += [*page.target(target), ""]
    return "\n".join([*lines, *page.closing(result)]) + "\n"


class _Page:
    """Lays out lines of one width and style."""

    def __init__(self, style: Style, columns: int) -> None:
        self._style = style
        self._columns = columns

    def target(self, target: Target) -> Iterator[str]:
        """The findings of a target, cell by cell."""
        yield f"{self._style(flat(target.path), 'bold')}  {wording.severities(target.live)}"
        groups = folded(target.live)
        for label, of_cell in groupby(groups, key=lambda group: wording.cell_label(group.finding.location)):
            yield f"  {self._style(label, 'bold')}"
            for group in of_cell:
                yield from self._finding(group)

    def closing(self, result: Result) -> Iterator[str]:
        """What was found, what was not read, how much was read, and what that is worth."""
        yield from wrap(wording.verdict(result), self._columns)
        gaps = [(path, skipped) for path, skipped in result.all_skipped() if skipped.gap]
        if gaps:
            yield self._style(f"Not read, so this answer is incomplete ({len(gaps):,}):", "high")
            for path, gap in gaps[:MOST_GAPS]:
                where = f"{path}: {gap.what}" if path else gap.what
                yield from self._block(f"{where}: {gap.why}", indent="  ", first="- ")
            if len(gaps) > MOST_GAPS:
                yield f"  - and {len(gaps) - MOST_GAPS:,} more"
        for omission in wording.omissions(result):
            yield from self._block(f"Left out: {omission}")
        yield from self._block(wording.coverage(result))
        for line in wrap(wording.NOT_A_PROOF, self._columns):
            yield self._style(line, "dim")

    def _finding(self, group: Repeated) -> Iterator[str]:
        finding = group.finding
        severity = self._style(
            f"{wording.ICONS[finding.severity]} {finding.severity.label}", finding.severity.label
        )
        sure = "" if finding.confidence.name == "HIGH" else f", {finding.confidence.label} confidence"
        rule = f"{flat(finding.name)} {self._style(flat(finding.rule), 'dim')}"
        yield f"    {severity} {rule}  {flat(wording.spot(finding.location))}{sure}"
        for line in draw(finding, self._columns - 6, self._style):
            yield f"      {line}"
        yield from self._block(finding.message, indent="      ")
        if finding.advice:
            yield from self._block(finding.advice, indent="      ", first="→ ")
        for related in finding.related:
            text = f"{related.message} ({wording.place(related.location)})"
            yield from self._block(text, indent="      ", first="· ")
        if group.repeats:
            yield from self._block(_repeats(group.repeats), indent="      ", first="· ")

    def _block(self, text: str, *, indent: str = "", first: str = "") -> Iterator[str]:
        """Wrapped text with a hanging indent."""
        margin = indent + " " * len(first)
        for number, line in enumerate(wrap(flat(text), self._columns - len(margin))):
            yield (margin if number else indent + first) + line


def _repeats(repeats: tuple[Finding, ...]) -> str:
    places = [wording.place(finding.location) for finding in repeats[:MOST_REPEATS]]
    more = f"; and {len(repeats) - MOST_REPEATS:,} more" if len(repeats) > MOST_REPEATS else ""
    return f"The same in {wording.count(len(repeats), 'more place')}: {'; '.join(places)}{more}"
