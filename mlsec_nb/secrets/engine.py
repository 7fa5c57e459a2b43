"""Find secrets in every text of a notebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import chain, islice

from mlsec_nb.core.finding import Finding, Skipped
from mlsec_nb.core.notebook import Notebook, Part
from mlsec_nb.core.rule import Rule
from mlsec_nb.notebook.code import CellCode
from mlsec_nb.secrets import echoes, structured, text
from mlsec_nb.secrets.areas import textual_lines
from mlsec_nb.secrets.evidence import finding_of, spellings
from mlsec_nb.secrets.line import Line
from mlsec_nb.secrets.match import Match, merge
from mlsec_nb.secrets.memory import Memory, Search, Searched
from mlsec_nb.secrets.needles import Among
from mlsec_nb.secrets.prefilter import Span
from mlsec_nb.secrets.registry import providers
from mlsec_nb.secrets.related import explain
from mlsec_nb.secrets.rules import rule_of
from mlsec_nb.secrets.spellings import Eraser
from mlsec_nb.secrets.tree.cells import Cells

MAX_MATCHES = 100
"""Secrets reported in one part; a text with more is a dump, and the first of them say so."""

ENOUGH = 400
"""Matches collected in one part, before those at the same place are merged."""

CUT = "a very long line or text was read at the first likely places only"
"""What is said of a line that is longer than the prefilter looks at, and of texts beyond all limits."""

MAX_LIKELY = 3_000_000
"""Characters of likely lines that are looked at in one notebook, short texts before long ones."""

LINE_COST = 20
"""What looking at an empty line costs, in characters."""

SHORTEST_HIDDEN = 8
"""Shorter values are masked where they are found only: elsewhere they may be part of a word."""


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
    notebook: Notebook,
    code: Sequence[CellCode],
    *,
    salt: str = "",
    prefiltered: bool = True,
    memory: Memory | None = None,
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
    memory
        What is known of large outputs from scans before.
    """
    parts = notebook.all_parts()
    apart = {id(part) for part in parts if memory is not None and memory.takes(part)}
    by_length = sorted(parts, key=lambda part: len(part.text))
    texts = ["" if id(part) in apart else part.text for part in by_length]
    spans = {id(by_length[index]): found for index, found in _spans(texts, prefiltered=prefiltered).items()}
    cells = _cells(code, spans)
    found: list[tuple[Part, list[Match]]] = []
    searched = _search([part for part in parts if id(part) not in apart], spans, cells, code)
    remembered = _remembered([part for part in parts if id(part) in apart], memory or Memory())
    for part, matches in chain(searched, remembered):
        if isinstance(matches, Skipped):
            yield matches
        else:
            found.append((part, matches))
    found = _with_echoes(notebook, code, cells, parts, found)
    yield from _detections(notebook, found, salt)


def _detections(
    notebook: Notebook, found: Sequence[tuple[Part, list[Match]]], salt: str
) -> Iterator[Detection | Skipped]:
    values = [(s, m.kind.name) for part, matches in found for m in matches for s in spellings(m, part.text)]
    erase = Eraser(((value, name) for value, name in values if len(value) >= SHORTEST_HIDDEN), salt)
    for part, matches in found:
        if len(matches) > MAX_MATCHES:
            yield Skipped(_where(part), f"more than {MAX_MATCHES} secrets: the others are not listed")
        for match in matches[:MAX_MATCHES]:
            related = explain(match, part, notebook, found)
            finding = finding_of(match, part, matches, erase, salt=salt, related=related)
            yield Detection(finding, spellings(match, part.text))


def _with_echoes(
    notebook: Notebook,
    code: Sequence[CellCode],
    cells: Cells,
    parts: Sequence[Part],
    found: Sequence[tuple[Part, list[Match]]],
) -> list[tuple[Part, list[Match]]]:
    """Add what outputs repeat, in the order of parts, each secret once for each place."""
    by_part = {id(part): matches for part, matches in found}
    for part, match in echoes.printed(notebook, code, cells.numbers):
        by_part[id(part)] = merge([*by_part.get(id(part), ()), match])
    found = [(part, by_part[id(part)]) for part in parts if id(part) in by_part]
    more: dict[int, list[Match]] = {}
    for part, match in echoes.known(parts, found):
        more.setdefault(id(part), []).append(match)
    for key, matches in more.items():
        by_part[key] = merge([*by_part.get(key, ()), *matches])
    return _once([(part, by_part[id(part)]) for part in parts if id(part) in by_part])


def _spans(texts: Sequence[str], *, prefiltered: bool = True) -> dict[int, list[Span]]:
    """The lines to look at, by the position of their text, until there are too many."""
    spans: dict[int, list[Span]] = {}
    left = MAX_LIKELY
    for span in text.spans(texts, prefiltered=prefiltered):
        left -= span.end - span.start + LINE_COST
        if left < 0:
            for index in range(span.index, len(texts)):
                spans.setdefault(index, []).append(Span(index, 0, 0, cut=True))
            break
        spans.setdefault(span.index, []).append(span)
    return spans


def _search(
    parts: Sequence[Part], spans: Mapping[int, list[Span]], cells: Cells, code: Sequence[CellCode]
) -> Iterator[tuple[Part, list[Match] | Skipped]]:
    """The merged matches of every part that has any, and what was not looked at; spans by ``id``."""
    bound = {id(part) for part in cells.parts()}
    together = _together(parts, spans)
    textual = {id(cell.part): cell for cell in code}
    for part in parts:
        if id(part) not in spans and id(part) not in bound:
            continue
        try:
            own = spans.get(id(part), ())
            found = _searched(part, own, textual.get(id(part)), together, cells.find(part))
        except Exception as error:  # a part that breaks a rule costs that part only
            yield part, _failed(part, error)
            continue
        yield from _told(part, found)


def _remembered(parts: Sequence[Part], memory: Memory) -> Iterator[tuple[Part, list[Match] | Skipped]]:
    """The same for large outputs, from memory where it has them."""
    for part in parts:
        try:
            found = memory.of(part, partial(_searched_alone, part))
        except Exception as error:
            yield part, _failed(part, error)
            continue
        if found is None:
            yield part, Skipped(_where(part), "there was no time to look at it yet")
        else:
            yield from _told(part, found)


def _together(parts: Sequence[Part], spans: Mapping[int, list[Span]]) -> Among:
    """All lines that are looked at."""
    rows = (part.text[span.start : span.end] for part in parts for span in spans.get(id(part), ()))
    return Among("\n".join(rows))


def _searched(
    part: Part, spans: Sequence[Span], code: CellCode | None, together: Among, more: Iterable[Match]
) -> Searched:
    """The merged matches of a part, and what in it was not looked at."""
    gaps: list[str] = [CUT] if any(span.cut for span in spans) else []
    matches = merge(islice(chain(_matches(part, _lines(part, spans, code, together, gaps)), more), ENOUGH))
    return tuple(matches), tuple(dict.fromkeys(gaps))


def _searched_alone(part: Part) -> Search:
    """The same line by line, for a part that is no code and has no structure."""
    gaps: list[str] = []
    found: list[Match] = []
    together = Among(part.text)
    for span in text.spans([part.text]):
        if span.cut:
            gaps.append(CUT)
        if len(found) < ENOUGH:
            row = part.text[span.start : span.end]
            found += text.find(Line(row, span.start, part.text, together=together, gaps=gaps))
        yield
    return tuple(merge(found[:ENOUGH])), tuple(dict.fromkeys(gaps))


def _told(part: Part, found: Searched) -> Iterator[tuple[Part, list[Match] | Skipped]]:
    matches, gaps = found
    for gap in gaps:
        yield part, Skipped(_where(part), gap)
    if matches:
        yield part, list(matches)


def _failed(part: Part, error: Exception) -> Skipped:
    return Skipped(_where(part), f"the search for secrets failed: {type(error).__name__}")


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


def _lines(
    part: Part, spans: Sequence[Span], code: CellCode | None, together: Among, gaps: list[str]
) -> Iterator[Line]:
    textual = textual_lines(code) if spans else None
    numbers = _numbers(part.text, [span.start for span in spans])
    whole = part.text
    for span, number in zip(spans, numbers, strict=True):
        if span.end > span.start:
            is_code = textual is not None and number not in textual
            row = whole[span.start : span.end]
            yield Line(row, span.start, whole, code=is_code, together=together, gaps=gaps)


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
