"""Markdown for pull requests and job summaries: a table for each target, details folded below it.

What comes from a notebook is written in character references, so that it cannot be markup, and
cannot mention a person, refer to an issue or become a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsec_nb.core.result import Result, Target
from mlsec_nb.report import wording
from mlsec_nb.report.excerpt import draw
from mlsec_nb.report.interface import Settings
from mlsec_nb.report.order import Repeated, targets_in_order, worst_first
from mlsec_nb.report.terminal import Style, flat

COLUMNS = 100
MOST_FINDINGS = 100
"""Of one target; a comment on a code host holds 65,536 characters."""
MOST_GAPS = 50

_SPECIAL = {ord(char): f"&#{ord(char)};" for char in "\\`*_[]<>&|~$=#@"}
_LINKED = re.compile(r":(?=//)|[@#]|\bwww(?=\.)|\bGH(?=-\d)", re.IGNORECASE)
_ZERO_WIDTH_SPACE = "\u200b"


def render(result: Result, settings: Settings) -> str:
    """Return the report; ``settings`` change nothing here."""
    del settings
    lines = ["## Notebook security scan", "", f"**{wording.verdict(result)}**", ""]
    for target in targets_in_order(result):
        if target.live:
            lines += [*_target(target), ""]
    lines += _gaps(result)
    lines += [f"- Left out: {escape(omission)}" for omission in wording.omissions(result)]
    lines += [f"- {wording.coverage(result)}", f"- {wording.NOT_A_PROOF}"]
    return "\n".join(lines) + "\n"


def escape(text: str) -> str:
    """One line of plain text that Markdown, HTML and a code host's linkers leave alone."""
    apart = _LINKED.sub(lambda match: match.group() + _ZERO_WIDTH_SPACE, flat(text))
    first, rest = apart[:1], apart[1:].translate(_SPECIAL)
    return (first if first.isalpha() else f"&#{ord(first)};" if first else "") + rest


def _prose(text: str) -> str:
    return "".join(
        f"<code>{escape(piece)}</code>" if is_name else escape(piece)
        for piece, is_name in wording.quoted(flat(text))
    )


def _target(target: Target) -> Iterator[str]:
    groups = worst_first(target.live)
    yield f"### {escape(target.path)}"
    yield ""
    yield "| Severity | Rule | Place | Finding |"
    yield "| --- | --- | --- | --- |"
    for group in groups[:MOST_FINDINGS]:
        yield _row(group)
    yield ""
    if len(groups) > MOST_FINDINGS:
        yield f"And {len(groups) - MOST_FINDINGS:,} more."
        yield ""
    yield "<details><summary>Lines and advice</summary>"
    yield ""
    for group in groups[:MOST_FINDINGS]:
        yield from _details(group)
    yield "</details>"


def _row(group: Repeated) -> str:
    finding = group.finding
    severity = f"{wording.ICONS[finding.severity]} {finding.severity.label}"
    places = [wording.place(finding.location)]
    if group.repeats:
        places.append(f"and {wording.count(len(group.repeats), 'more place')}")
    cells = [f"{finding.name} ({finding.rule})", ", ".join(places)]
    return f"| {' | '.join([severity, *map(escape, cells), _prose(finding.message)])} |"


def _details(group: Repeated) -> Iterator[str]:
    finding = group.finding
    rows = list(draw(finding, COLUMNS, Style(color=False)))
    ticks = max((len(run) for row in rows for run in re.findall("`+", row)), default=0)
    fence = "`" * max(3, ticks + 1)
    yield f"**{escape(finding.name)}** at {escape(wording.place(finding.location))}"
    yield ""
    if rows:
        yield from (f"{fence}text", *rows, fence, "")
    if finding.advice:
        yield _prose(finding.advice)
        yield ""
    if group.repeats:
        places = "; ".join(wording.place(repeat.location) for repeat in group.repeats)
        yield f"The same at: {escape(places)}"
        yield ""


def _gaps(result: Result) -> Iterator[str]:
    gaps = [(path, skipped) for path, skipped in result.all_skipped() if skipped.gap]
    if gaps:
        yield f"**Not read, so this answer is incomplete ({len(gaps):,}):**"
        yield ""
        for path, gap in gaps[:MOST_GAPS]:
            yield f"- {escape(f'{path}: {gap.what}: {gap.why}' if path else f'{gap.what}: {gap.why}')}"
        if len(gaps) > MOST_GAPS:
            yield f"- and {len(gaps) - MOST_GAPS:,} more"
        yield ""
