"""Whether what a notebook trains or writes could be made again from what is stored."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from mlsec_nb.checklist.findings import named
from mlsec_nb.checklist.locks import read_locks
from mlsec_nb.checklist.measured import without_training
from mlsec_nb.checklist.model import Evidence, Observation, Outcome
from mlsec_nb.checklist.probe import Probe, not_looked
from mlsec_nb.checklist.situation import Situation
from mlsec_nb.checklist.sources import MOST_BYTES, SAVES, TRAINS, Sources, sources
from mlsec_nb.errors import UnreadableError
from mlsec_nb.notebook.read import read_notebook

MOST_NOTEBOOKS = 50
MOST_MISSING = 2
"""So many of the parts may be missing for attention; more are a failure."""


@dataclass(frozen=True, slots=True)
class Order:
    """In which order a notebook's cells ran, as far as it says."""

    ran: bool
    in_order: bool
    fresh: bool


def look(situation: Situation) -> Observation:
    """Fail on notebooks that ran out of order, or when most of what is needed is missing."""
    code = sources(situation.files)
    if answer := without_training(situation):
        return answer
    if code.empty:
        return not_looked("There is no notebook or script in the project's folder.")
    makers = _makers(situation, code)
    orders = {path: order for path in makers if (order := _order(situation.folder / path))}
    unordered = [path for path, order in orders.items() if order.ran and not order.in_order]
    parts = _parts(situation, code, makers, orders)
    missing = [name for name, there in parts.items() if not there]
    evidence = tuple(
        Evidence(kind="file", ref=name, summary="there" if there else "missing")
        for name, there in parts.items()
    )
    if unordered:
        summary = f"Cells ran out of order: {named(unordered)}."
        return Observation(outcome=Outcome.FAIL, summary=summary, evidence=evidence)
    if missing:
        outcome = Outcome.ATTENTION if len(missing) <= MOST_MISSING else Outcome.FAIL
        return Observation(outcome=outcome, summary=f"Missing: {', '.join(missing)}.", evidence=evidence)
    stripped = [path for path, order in orders.items() if not order.ran]
    return Observation(
        outcome=Outcome.PASS,
        summary="Order, seeds, packages and commits are all in place.",
        evidence=evidence,
        limits=f"Without execution counts the order cannot be seen: {named(stripped)}." if stripped else "",
    )


def _parts(
    situation: Situation, code: Sources, makers: list[str], orders: Mapping[str, Order]
) -> dict[str, bool]:
    """What is needed to make a result again, and whether it is there."""
    checks: dict[str, Callable[[], bool]] = {
        "a run of all cells from a fresh kernel": lambda: all(o.fresh for o in orders.values() if o.ran),
        "seeds": lambda: code.seeds,
        "locked packages": lambda: any(not lock.open for lock in read_locks(situation.files)),
        "everything committed": lambda: all(_is_committed(situation, path) for path in makers),
    }
    return {name: check() for name, check in checks.items()}


def _makers(situation: Situation, code: Sources) -> list[str]:
    """The notebooks and scripts that train or save; only the one at hand, if it does."""
    found = dict.fromkeys(use.path for use in code.uses if use.method in TRAINS | SAVES)
    at_hand = _relative(situation)
    return [at_hand] if at_hand in found else list(found)[:MOST_NOTEBOOKS]


def _relative(situation: Situation) -> str:
    try:
        return (situation.notebook or Path()).resolve().relative_to(situation.folder.resolve()).as_posix()
    except ValueError:
        return ""


def _order(path: Path) -> Order | None:
    """The order of a notebook's cells; ``None`` for scripts, and for what cannot be read."""
    if path.suffix != ".ipynb":
        return None
    try:
        notebook = read_notebook(path, max_bytes=MOST_BYTES)
    except UnreadableError:
        return None
    cells = [cell for cell in notebook.cells if cell.kind == "code" and cell.source.text.strip()]
    counts = [cell.execution_count for cell in cells if cell.execution_count is not None]
    return Order(
        ran=bool(counts),
        in_order=all(earlier < later for earlier, later in pairwise(counts)),
        fresh=counts == list(range(1, len(cells) + 1)),
    )


def _is_committed(situation: Situation, path: str) -> bool:
    """Whether git has a file as it is now; where filters change files on their way, whether it has it."""
    stored = situation.files.git("rev-parse", f"HEAD:./{path}")
    if stored is None:
        return False
    if "filter=" in (situation.files.text(".gitattributes") or ""):
        return True
    try:
        content = (situation.folder / path).read_bytes()
    except OSError:
        return False
    blob = b"blob %d\0%s" % (len(content), content)
    kind = "sha1" if len(stored.strip()) == 40 else "sha256"
    return hashlib.new(kind, blob, usedforsecurity=False).hexdigest() == stored.strip()


PROBES = (
    Probe(
        id="notebook.reproducibility",
        title="What it takes to make a result again",
        look=look,
        needs=frozenset({"folder"}),
    ),
)
