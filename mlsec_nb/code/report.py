"""From a rule's hit to a finding: place, evidence, fingerprint, and the folding of hygiene."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from mlsec_nb.code.gather import Candidate
from mlsec_nb.code.rule import Call, Hit, Place
from mlsec_nb.core.finding import Confidence, Finding, Severity, fingerprint
from mlsec_nb.core.rule import Rule
from mlsec_nb.notebook.code import column, source_lines

MAX_LINES = 3
MAX_WIDTH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    candidate: Candidate
    hit: Hit
    place: Place
    lines: tuple[str, ...]
    first: int
    severity: Severity
    confidence: Confidence

    @property
    def rule(self) -> Rule:
        return self.candidate.checker.rule

    @property
    def controls(self) -> tuple[str, ...]:
        return self.rule.controls if self.hit.controls is None else self.hit.controls

    @property
    def key(self) -> tuple[object, ...]:
        part = self.candidate.code.part
        return (self.rule.id, part.cell, part.first_line, self.place.line, self.place.column)


def findings(hits: list[tuple[Candidate, Hit]]) -> Iterator[Finding]:
    """Findings in reading order: one for each rule and place, runs of hygiene folded."""
    best: dict[tuple[object, ...], _Draft] = {}
    for candidate, hit in hits:
        draft = _draft(candidate, hit)
        other = best.get(draft.key)
        if other is None or (draft.severity, draft.confidence) > (other.severity, other.confidence):
            best[draft.key] = draft
    drafts = sorted(best.values(), key=_order)
    seen: Counter[tuple[str, str]] = Counter()
    for draft in _folded(drafts):
        source = " ".join(" ".join(draft.lines).split())
        ordinal = seen[draft.rule.id, source]
        seen[draft.rule.id, source] += 1
        yield _finding(draft, fingerprint(draft.rule.id, source, str(ordinal)))


def _order(draft: _Draft) -> tuple[int, int, int, str]:
    part = draft.candidate.code.part
    cell = -1 if part.cell is None else part.cell
    return cell, draft.place.line + part.first_line, draft.place.column, draft.rule.id


def _folded(drafts: list[_Draft]) -> Iterator[_Draft]:
    """Merge the hygiene of lines that follow each other, by rule, into the first; say how many there are."""
    runs: dict[tuple[str, int], list[_Draft]] = {}
    first: dict[int, list[_Draft]] = {}
    for draft in drafts:
        if draft.hit.hygiene:
            run = runs.get((draft.rule.id, id(draft.candidate.code)))
            if run is None or draft.place.line > run[-1].place.end_line + 1:
                run = runs[draft.rule.id, id(draft.candidate.code)] = first[id(draft)] = []
            run.append(draft)
    for draft in drafts:
        if not draft.hit.hygiene:
            yield draft
        elif id(draft) in first:
            yield _merged(first[id(draft)])


def _merged(run: list[_Draft]) -> _Draft:
    draft, last = run[0], run[-1].place
    if len(run) == 1:
        return draft
    place = replace(draft.place, end_line=last.end_line, end_column=last.end_column)
    message = f"{draft.hit.message} And {len(run) - 1} more like it right after."
    controls = tuple(dict.fromkeys(control for one in run for control in one.controls))
    return replace(draft, place=place, hit=replace(draft.hit, message=message, controls=controls))


def _draft(candidate: Candidate, hit: Hit) -> _Draft:
    source = source_lines(candidate.code.part.text)
    place, first, last = _place(candidate, hit, source)
    rule = candidate.checker.rule
    severity = rule.severity if hit.severity is None else hit.severity
    confidence = rule.confidence if hit.confidence is None else hit.confidence
    if candidate.written and severity > Severity.LOW:
        severity = Severity(severity - 1)
    event = candidate.event
    if isinstance(event, Call) and (event.reference or len(set(event.names)) > 1):
        confidence = min(confidence, Confidence.MEDIUM)
    return _Draft(
        candidate=candidate,
        hit=hit,
        place=place,
        lines=source[first - 1 : last],
        first=first,
        severity=severity,
        confidence=confidence,
    )


def _place(candidate: Candidate, hit: Hit, source: tuple[str, ...]) -> tuple[Place, int, int]:
    """The place of a hit, and the first and last line of its evidence."""
    site = candidate.site
    if site is None:
        place = candidate.place or Place(line=1, column=1, end_line=1, end_column=1)
        if place.end_column < 1:
            end = source[place.end_line - 1] if place.end_line <= len(source) else ""
            place = replace(place, end_column=len(end.rstrip()) + 1)
        return place, place.line, min(place.end_line, place.line + MAX_LINES - 1)
    place = _of_node(hit.node if hit.node is not None else site.node, source)
    statement = site.statement
    first, last = getattr(statement, "lineno", place.line), getattr(statement, "end_lineno", place.end_line)
    if hasattr(statement, "body") or hasattr(statement, "cases") or place.line >= first + MAX_LINES:
        first, last = place.line, place.end_line
    return place, first, min(last or first, first + MAX_LINES - 1)


def _of_node(node: ast.AST, source: tuple[str, ...]) -> Place:
    line = min(max(getattr(node, "lineno", 1), 1), len(source))
    end_line = min(max(getattr(node, "end_lineno", line) or line, line), len(source))
    if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        end_line = line
        end = len(source[line - 1].rstrip()) + 1
    else:
        end = column(source[end_line - 1], getattr(node, "end_col_offset", 0) or 0)
    start = column(source[line - 1], getattr(node, "col_offset", 0))
    return Place(line=line, column=start, end_line=end_line, end_column=max(end, 1))


def _finding(draft: _Draft, identity: str) -> Finding:
    evidence, highlight = _evidence(draft)
    place, rule = draft.place, draft.rule
    return Finding(
        rule=rule.id,
        name=rule.name,
        engine=rule.engine,
        severity=draft.severity,
        confidence=draft.confidence,
        message=draft.hit.message,
        advice=rule.advice if draft.hit.advice is None else draft.hit.advice,
        evidence=evidence,
        location=draft.candidate.code.part.locate(place.line, place.column, place.end_line, place.end_column),
        fingerprint=identity,
        highlight=highlight,
        fix=draft.hit.fix,
        controls=draft.controls,
        references=rule.references,
        loads=draft.hit.loads,
    )


def _evidence(draft: _Draft) -> tuple[str, tuple[int, int]]:
    """The first lines of the statement without their indentation, and the span of the place in them."""
    place = draft.place
    indent = min((len(line) - len(line.lstrip()) for line in draft.lines if line.strip()), default=0)
    cut = [
        max(indent, place.column - 1 - MAX_WIDTH // 2) if len(line) > MAX_WIDTH else indent
        for line in draft.lines
    ]
    shown = [line[start : start + MAX_WIDTH].rstrip() for line, start in zip(draft.lines, cut, strict=True)]
    offsets = [0]
    for line in shown:
        offsets.append(offsets[-1] + len(line) + 1)
    text = "\n".join(shown)

    def position(line: int, col: int) -> int:
        index = line - draft.first
        if index >= len(shown):
            return len(text)
        return min(offsets[index] + min(max(col - 1 - cut[index], 0), len(shown[index])), len(text))

    start = position(place.line, place.column)
    return text, (start, max(start, position(place.end_line, place.end_column)))
