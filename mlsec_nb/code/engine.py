"""Runs the rules over the code of a notebook.

The walk collects what rules watch; they are asked when it is over, because where a file comes
from and which versions are pinned is only known then.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from mlsec_nb.code import report
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.gather import Candidate, Gatherer
from mlsec_nb.code.registry import checkers, registry
from mlsec_nb.code.rule import Hit
from mlsec_nb.core.finding import Finding, Skipped
from mlsec_nb.core.notebook import Notebook
from mlsec_nb.core.rule import Rule
from mlsec_nb.notebook.code import CellCode, Snippet, read_code
from mlsec_nb.notebook.names import walk


def rules() -> tuple[Rule, ...]:
    """Every rule of this engine."""
    return tuple(checker.rule for checker in checkers())


def analyse(
    notebook: Notebook, code: Sequence[CellCode], versions: Mapping[str, str] | None = None
) -> Iterator[Finding | Skipped]:
    """Find unsafe code.

    Parameters
    ----------
    notebook
        The notebook the code belongs to.
    code
        Its cells as :func:`mlsec_nb.notebook.code.parse_notebook` gives them.
    versions
        Installed or locked versions by distribution name; pins in the notebook win over these.
    """
    facts = Facts(versions)
    gatherer = Gatherer(registry(), facts)
    for cell in code:
        gatherer.snippets(cell)
    yield from walk(code, gatherer)
    for cell in code:
        for snippet in cell.snippets:
            if snippet.language == "python":
                yield from _own_process(cell, snippet, facts, gatherer)
    for cell, snippet in gatherer.programs:
        yield from _own_process(cell, snippet, facts, gatherer)
    hits: list[tuple[Candidate, Hit]] = []
    yield from _judge(gatherer.candidates, facts, hits)
    yield from report.findings(hits)


def _own_process(
    cell: CellCode, snippet: Snippet, facts: Facts, gatherer: Gatherer
) -> Iterator[Finding | Skipped]:
    """Walk Python that has names of its own: a file written by the cell, or another interpreter."""
    part = replace(cell.part, text=snippet.text, first_line=cell.part.first_line + snippet.line - 1)
    code = read_code(part)
    yield from code.skipped
    inner = Gatherer(registry(), facts, written=snippet.origin.startswith(("%%writefile", "%%file")))
    inner.snippets(code)
    yield from walk([code], inner)
    gatherer.candidates += inner.candidates


def _judge(candidates: list[Candidate], facts: Facts, hits: list[tuple[Candidate, Hit]]) -> Iterator[Skipped]:
    """Ask the rules; one that fails is reported and the others go on."""
    made: set[tuple[str, int]] = set()
    failed: set[str] = set()
    for candidate in candidates:
        identity = candidate.checker.rule.id
        if candidate.bound_at is not None and (identity, id(candidate.bound_at)) in made:
            continue  # reported where the partial was made with its data
        try:
            found = list(candidate.checker.check(candidate.event, facts))
        except Exception as error:  # a rule must not take the others down
            if identity not in failed:
                failed.add(identity)
                yield Skipped(f"rule {identity}", f"failed with {type(error).__name__}")
            continue
        if found and candidate.node is not None:
            made.add((identity, id(candidate.node)))
        hits.extend((candidate, hit) for hit in found)
