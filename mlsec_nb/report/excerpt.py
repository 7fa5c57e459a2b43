"""The lines of evidence that a person is shown, cut around what the finding is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mlsec_nb.core.finding import Finding
from mlsec_nb.report.terminal import Style, clip, harmless, width

MAX_LINES = 7
MAX_CHARACTERS = 400


@dataclass(frozen=True, slots=True)
class Line:
    """One line with its number; ``before + marked + after`` is its text, untrusted and unescaped."""

    number: int
    before: str
    marked: str
    after: str


def excerpt(finding: Finding) -> list[Line]:
    """Lines of the evidence around the highlight; the first highlighted one has the finding's line number."""
    start, end = _span(finding)
    lines = finding.evidence.split("\n")
    found, offset = 0, 0
    cut = []
    for index, text in enumerate(lines):
        if offset <= start:
            found = index
        cut.append(_line(text.rstrip("\r"), start - offset, end - offset, index))
        offset += len(text) + 1
    first = max(0, min(found - MAX_LINES // 2, len(cut) - MAX_LINES))
    number = finding.location.line - found
    return [
        Line(number + line.number, line.before, line.marked, line.after)
        for line in cut[first : first + MAX_LINES]
        if number + line.number > 0
    ]


def draw(finding: Finding, columns: int, style: Style) -> Iterator[str]:
    """The excerpt as harmless lines within ``columns``: line numbers in front, carets under the highlight."""
    lines = excerpt(finding) if finding.evidence.strip() else []
    numbers = [] if finding.location.whole else [line.number for line in lines]
    digits = max((len(str(number)) for number in numbers), default=0)
    for line in lines:
        before, marked, after = _fitted(line, columns - digits - 3)
        gutter = style(f"{line.number if numbers else '':>{digits}} │", "dim")
        yield f"{gutter} {before}{style(marked, 'bold')}{after}".rstrip()
        if marked.strip():
            margin = " " * (width(before) + len(marked) - len(marked.lstrip()))
            carets = style("^" * width(marked.strip()), finding.severity.label)
            yield f"{style(' ' * digits + ' │', 'dim')} {margin}{carets}"


def _fitted(line: Line, columns: int) -> tuple[str, str, str]:
    """The three pieces of a line, harmless and within ``columns``."""
    before, marked, after = harmless(line.before), harmless(line.marked), harmless(line.after)
    if width(before + marked + after) <= columns:
        return before, marked, after
    if width(before) > columns // 3:
        before = "…" + clip(before[::-1], columns // 3 - 1)[::-1]
    marked = _shortened(marked, columns - width(before))
    return before, marked, _shortened(after, columns - width(before + marked))


def _shortened(text: str, columns: int) -> str:
    return text if width(text) <= columns else clip(text, max(columns - 1, 0)) + "…"


def _span(finding: Finding) -> tuple[int, int]:
    """The highlight, brought inside the evidence."""
    length = len(finding.evidence)
    start, end = finding.highlight or (0, 0)
    start = min(max(start, 0), length)
    return start, min(max(end, start), length)


def _line(text: str, start: int, end: int, index: int) -> Line:
    """Split ``text`` at the span, and shorten what is far from it."""
    start, end = min(max(start, 0), len(text)), min(max(end, 0), len(text))
    before, marked, after = text[:start], text[start:end], text[end:]
    if len(text) > MAX_CHARACTERS:
        share = MAX_CHARACTERS // 4
        if len(before) > share:
            before = "…" + before[-share:]
        if len(marked) > 2 * share:
            marked = marked[: 2 * share] + "…"
        room = MAX_CHARACTERS - len(before) - len(marked)
        if len(after) > room:
            after = after[:room] + "…"
    return Line(index, before, marked, after)
