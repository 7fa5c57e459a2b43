"""Whether people can be singled out in data that is meant to be de-identified."""

from __future__ import annotations

from dataclasses import replace

from mlsec_nb.checklist.measured import (
    DATA,
    Limit,
    asked,
    judge_measured,
    not_applicable,
    only_public,
    without_tables,
)
from mlsec_nb.checklist.model import Observation, Outcome
from mlsec_nb.checklist.probe import Probe
from mlsec_nb.checklist.situation import Situation

QUESTIONS = {
    "re-identification": (
        Limit(metric="k", param="min_k", bound=5, least=True),
        Limit(metric="unique_share", param="max_unique_share", bound=0.05),
    )
}


def look(situation: Situation) -> Observation:
    """Judge group size and uniqueness by their limits, where there is personal data."""
    if answer := only_public(situation):
        return answer
    measured = asked(situation, DATA, *QUESTIONS)
    if not measured and (answer := without_tables(situation)):
        return answer
    known = asked(situation, DATA, "personal-data")
    if known and not any(each.columns for each in known) and not any(each.findings for each in measured):
        return not_applicable("The tables were profiled, and none seems to be about people.")
    seen = judge_measured(situation, DATA, QUESTIONS)
    if seen.outcome is Outcome.PASS and not any("k" in each.metrics for each in measured):
        summary = "No columns were found that could identify somebody together: name them and profile again."
        return replace(seen, outcome=Outcome.ATTENTION, summary=summary)
    return seen


PROBES = (
    Probe(
        id="data.reid_risk",
        title="Re-identification",
        look=look,
        needs=frozenset({"measurements"}),
        params=("min_k", "max_unique_share"),
    ),
)
