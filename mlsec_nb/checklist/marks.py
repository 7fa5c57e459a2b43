"""How a probe comes from the things it saw to one observation: the worst of them decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from mlsec_nb.checklist.findings import is_sure, said
from mlsec_nb.checklist.model import Evidence, Observation, Outcome
from mlsec_nb.checklist.situation import Situation

ORDER = (Outcome.FAIL, Outcome.ATTENTION, Outcome.UNKNOWN, Outcome.PASS)
NAMED = 3
"""Things that a summary names; the others are counted."""

MOST_EVIDENCE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One thing that was seen: what it means, in a sentence without its full stop, and where it is."""

    outcome: Outcome
    says: str
    evidence: Evidence | None = None


def mark(outcome: Outcome, says: str, *, kind: str = "", ref: str = "", sha256: str = "") -> Mark:
    """A mark whose evidence says the same."""
    evidence = Evidence(kind=kind, ref=ref, summary=says, sha256=sha256) if kind else None
    return Mark(outcome=outcome, says=says, evidence=evidence)


def observe(marks: Iterable[Mark], *, good: str, **more: Any) -> Observation:
    """The observation that the marks add up to.

    Parameters
    ----------
    marks
        What was seen.
    good
        The summary when nothing of it is worse than a pass.
    more
        Further attributes of the observation.
    """
    seen = list(marks)
    worst = next((outcome for outcome in ORDER if any(m.outcome is outcome for m in seen)), Outcome.PASS)
    decisive = list(dict.fromkeys(m.says for m in seen if m.outcome is worst))
    rest = f"; and {len(decisive) - NAMED} more" if len(decisive) > NAMED else ""
    summary = good if worst is Outcome.PASS else f"{'; '.join(decisive[:NAMED])}{rest}."
    if worst is Outcome.UNKNOWN:
        more = {"why": summary, **more}
        summary = "Not looked at."
    ordered = sorted(seen, key=lambda m: ORDER.index(m.outcome))
    evidence = [m.evidence for m in ordered if m.evidence is not None][:MOST_EVIDENCE]
    return Observation(outcome=worst, summary=summary, evidence=tuple(evidence), **more)


def findings(situation: Situation, control: str, *, outcome: Outcome | None = None) -> Iterator[Mark]:
    """The findings of the scan that speak to a control; without ``outcome`` those that are sure fail it."""
    for found in said(situation, control):
        judged = outcome or (Outcome.FAIL if is_sure(found) else Outcome.ATTENTION)
        evidence = found.evidence
        yield Mark(outcome=judged, says=f"{found.finding.name} in {evidence.ref}", evidence=evidence)
