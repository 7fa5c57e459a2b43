"""Whether the data meets the schema that was saved, and the test rows that of the training rows."""

from __future__ import annotations

from dataclasses import replace

from mlsec_nb.core.finding import Severity
from mlsec_nb.profile.answer import Answer
from mlsec_nb.profile.dataset import Dataset, needs_rows
from mlsec_nb.profile.finding import finding
from mlsec_nb.profile.question import Question
from mlsec_nb.profile.rules.schema_violation import RULE
from mlsec_nb.profile.schema import Violation, infer, new_salt, violations

MOST_FINDINGS = 50
CHANCE_SHARE = 0.01
"""Fewer test rows than this may leave what training rows have shown without it meaning anything."""

UNSALTED = "training and test rows"
"""Salt of a schema that is never stored."""


def measure(data: Dataset) -> Answer:
    """Check the table against the saved schema, and the test rows against the table."""
    found = [] if data.schema is None else [("table", v) for v in violations(data.table, data.schema)]
    if data.test is not None:
        inferred = infer(data.table, UNSALTED)
        own = data.target.name if data.target is not None else ""
        found += [
            ("test rows", v)
            for v in violations(data.test, inferred)
            if v.column != own and v.share >= CHANCE_SHARE
        ]
    return Answer(
        name="schema",
        metrics={
            "columns": data.table.n_columns,
            "compared": float(data.schema is not None),
            "violations": len(found),
        },
        columns={column.name: column.kind.value for column in data.table},
        measured={"violations": found, "schema": infer(data.table, new_salt())},
        tables={
            "violations": [{"where": where, "column": v.column, "what": v.what} for where, v in found],
            "columns": [
                {"column": c.name, "kind": c.kind.value, "type": c.type, "missing": int(c.missing.sum())}
                for c in data.table
            ],
        },
        limits="" if data.schema is not None else "No schema was given: nothing was compared with one.",
        n_used=data.table.n_rows,
        n_total=data.table.n_given,
    )


def judge(answer: Answer) -> Answer:
    """One finding for each violation."""
    found: list[tuple[str, Violation]] = answer.measured["violations"]
    findings = [
        finding(
            RULE,
            answer,
            f"{where.capitalize()}: column {violation.column}: {violation.what}.",
            member=violation.column,
            severity=Severity.MEDIUM if violation.severe else Severity.LOW,
        )
        for where, violation in found[:MOST_FINDINGS]
    ]
    return replace(answer, findings=tuple(findings))


QUESTION = Question(
    name="schema",
    title="Does the data meet its schema?",
    measure=measure,
    judge=judge,
    rules=(RULE,),
    needs=(needs_rows(1),),
    cost=lambda data: 0.05 + 1.0e-7 * data.table.n_rows * data.table.n_columns,
    method="Columns, kinds, ranges (a tenth wider), categories and shares of missing values.",
    limits="Values that are wrong within their range meet the schema.",
)
