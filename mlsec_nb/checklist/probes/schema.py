"""Whether a schema is stored, and the profiled table meets it."""

from __future__ import annotations

from mlsec_nb.checklist.findings import named
from mlsec_nb.checklist.measured import (
    DATA,
    Limit,
    asked,
    judge_measured,
    nothing_measured,
    without_tables,
)
from mlsec_nb.checklist.model import Evidence, Observation, Outcome
from mlsec_nb.checklist.probe import Probe
from mlsec_nb.checklist.situation import Situation

QUESTION = "schema"
BROKEN = Limit(metric="violations", param="max_violations", bound=0)
SCHEMAS = (
    *(
        "schema.json",
        "*schema.json",
        "*.schema.json",
        "*schema.yaml",
        "*schema.yml",
        "*schema.toml",
        "*_schema.py",
    ),
    *("great_expectations.yml", "*expectations*.json", "*contract*.yaml", "*contract*.yml", "*schema*.avsc"),
)
"""How files with schemas and suites of expectations are called."""


def look(situation: Situation) -> Observation:
    """Judge the comparison with the stored schema; without one there is nothing to meet."""
    stored = situation.files.glob(*SCHEMAS)
    documents = tuple(
        Evidence(kind="document", ref=path, summary="stored schema", sha256=situation.files.digest(path))
        for path in stored[:5]
    )
    if not asked(situation, DATA, QUESTION):
        if answer := without_tables(situation):
            return answer
        if not stored:
            return nothing_measured(situation, DATA, (QUESTION,))
        return Observation(
            outcome=Outcome.ATTENTION,
            summary=f"A schema is stored ({named(stored)}), and no table was compared with it.",
            evidence=documents,
        )
    seen = judge_measured(situation, DATA, {QUESTION: (BROKEN,)})
    if not any(each.metrics.get("compared", bool(stored)) for each in asked(situation, DATA, QUESTION)):
        return Observation(
            outcome=Outcome.ATTENTION,
            summary="The table was profiled, and compared with no schema that it has to meet.",
            evidence=seen.evidence,
            digest=seen.digest,
            at=seen.at,
        )
    return Observation(
        outcome=seen.outcome,
        summary=seen.summary,
        evidence=(*seen.evidence, *documents),
        subject=seen.subject,
        digest=seen.digest,
        at=seen.at,
        limits=seen.limits,
    )


PROBES = (
    Probe(
        id="data.schema_gate",
        title="Schema of incoming data",
        look=look,
        needs=frozenset({"folder", "measurements"}),
        params=("max_violations",),
    ),
)
