"""Whether a schema is stored, and the profiled table meets it."""

from __future__ import annotations

from mlsec_nb.checklist.findings import named
from mlsec_nb.checklist.measured import DATA, asked, judge_measured, nothing_measured, without_tables
from mlsec_nb.checklist.model import Evidence, Observation, Outcome
from mlsec_nb.checklist.probe import Probe
from mlsec_nb.checklist.situation import Situation

QUESTION = "schema"
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
    seen = judge_measured(situation, DATA, {QUESTION: ()})
    if seen.outcome is Outcome.PASS and not stored:
        return Observation(
            outcome=Outcome.ATTENTION,
            summary="The table was profiled, and no schema is stored that it has to meet.",
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
    ),
)
