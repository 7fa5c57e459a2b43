"""Find secrets in every text of a notebook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mlsec_nb.core.finding import Finding, Skipped
from mlsec_nb.core.notebook import Notebook, Part
from mlsec_nb.core.redact import Redactor
from mlsec_nb.core.rule import Rule
from mlsec_nb.notebook.code import CellCode
from mlsec_nb.secrets import structured, text
from mlsec_nb.secrets.areas import textual_lines
from mlsec_nb.secrets.evidence import finding_of, spellings
from mlsec_nb.secrets.line import Line
from mlsec_nb.secrets.match import Match, merge
from mlsec_nb.secrets.prefilter import Span
from mlsec_nb.secrets.registry import providers
from mlsec_nb.secrets.related import explain
from mlsec_nb.secrets.rules import rule_of
from mlsec_nb.secrets.tree.cells import Cells

MAX_MATCHES = 300
"""Secrets reported in one part; a text with more is a dump, and the first of them say so."""


@dataclass(frozen=True, slots=True)
class Detection:
    """A finding, and every plain spelling of its secret.

    ``values`` are for masking in memory and for baselines only: they are never written anywhere.
    """

    finding: Finding
    values: tuple[str, ...]


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """The rules of this engine, by id."""
    return tuple(rule_of(provider) for provider in providers())


def detect(
    notebook: Notebook, code: Sequence[CellCode], *, salt: str = "", prefiltered: bool = True
) -> Iterator[Detection | Skipped]:
    """Yield every secret of the notebook.

    Parameters
    ----------
    notebook
        What to look at.
    code
        Its code cells, parsed.
    salt
        Salt of the hashes that stand for values.
    prefiltered
        Whether only lines that hold a needle are looked at; all others hold no secret.
    """
    parts = notebook.all_parts()
    found: list[tuple[Part, list[Match]]] = []
    for part, matches in _search(parts, code, prefiltered=prefiltered):
        if isinstance(matches, Skipped):
            yield matches
            continue
        if len(matches) > MAX_MATCHES:
            yield Skipped(_where(part), f"more than {MAX_MATCHES} secrets: the others are not listed")
        found.append((part, matches[:MAX_MATCHES]))
    found = _once(found)
    values = [(s, m.kind.name) for part, matches in found for m in matches for s in spellings(m, part.text)]
    redact = Redactor(((value, name) for value, name in values if len(value) >= 8), salt)
    for part, matches in found:
        for match in matches:
            related = explain(match, part, notebook, found)
            finding = finding_of(match, part, matches, redact, salt=salt, related=related)
            yield Detection(finding, spellings(match, part.text))


def _search(
    parts: Sequence[Part], code: Sequence[CellCode], *, prefiltered: bool
) -> Iterator[tuple[Part, list[Match] | Skipped]]:
    """The merged matches of every part that has any, and what was not looked at."""
    spans: dict[int, list[Span]] = {}
    for span in text.spans([part.text for part in parts], prefiltered=prefiltered):
        spans.setdefault(span.index, []).append(span)
    cells = _cells(code, {id(parts[index]): found for index, found in spans.items()})
    bound = {id(part) for part in cells.parts()}
    textual = {id(cell.part): cell for cell in code}
    for index, part in enumerate(parts):
        if index not in spans and id(part) not in bound:
            continue
        if any(span.cut for span in spans.get(index, ())):
            yield part, Skipped(_where(part), "a very long line was read around the first likely places only")
        try:
            lines = _lines(part, spans.get(index, []), textual.get(id(part)))
            matches = merge([*_matches(part, lines), *cells.find(part)])
        except Exception as error:  # a part that breaks a rule costs that part only
            yield part, Skipped(_where(part), f"the search for secrets failed: {type(error).__name__}")
            continue
        if matches:
            yield part, matches


def _cells(code: Sequence[CellCode], spans: Mapping[int, list[Span]]) -> Cells:
    """The code cells with the lines on which their needles are."""
    lines = {}
    for number, cell in enumerate(code):
        if cell.tree is not None and (found := spans.get(id(cell.part))):
            starts = [span.start for span in found]
            lines[number] = _numbers(cell.part.text, starts)
    return Cells(code, lines)


def _numbers(whole: str, starts: Sequence[int]) -> list[int]:
    """The numbers, from 1, of the lines that start at these ascending places."""
    numbers, line, at = [], 1, 0
    for start in starts:
        line += whole.count("\n", at, start)
        at = start
        numbers.append(line)
    return numbers


def _lines(part: Part, spans: Sequence[Span], code: CellCode | None) -> Iterator[Line]:
    textual = textual_lines(code)
    numbers = _numbers(part.text, [span.start for span in spans])
    for span, number in zip(spans, numbers, strict=True):
        if span.end > span.start:
            is_code = textual is not None and number not in textual
            yield Line(part.text[span.start : span.end], span.start, part.text, code=is_code)


def _matches(part: Part, lines: Iterator[Line]) -> Iterator[Match]:
    for line in lines:
        yield from text.find(line)
    if part.value is not None:
        yield from structured.find(part)


def _once(found: Sequence[tuple[Part, list[Match]]]) -> list[tuple[Part, list[Match]]]:
    """Leave out what the readable view of an HTML output repeats of its markup."""
    seen: dict[tuple[object, ...], set[str]] = {}
    kept = []
    for part, matches in found:
        view = (part.surface, part.cell, part.output, part.pointer)
        known = seen.setdefault(view, set())
        fresh = [match for match in matches if match.value not in known]
        known.update(match.value for match in matches)
        kept.append((part, fresh))
    return kept


def _where(part: Part) -> str:
    """The part, in words."""
    place = "notebook" if part.cell is None else f"cell {part.cell + 1}"
    output = "" if part.output is None else f" output {part.output + 1}"
    return f"{place}{output} {part.surface.value if not output else part.mime or ''}".strip()
