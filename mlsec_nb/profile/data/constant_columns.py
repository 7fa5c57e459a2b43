"""Columns that hold one value, nothing, or what another column holds."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import numpy as np

from mlsec_nb.core.finding import Severity
from mlsec_nb.profile.answer import Answer
from mlsec_nb.profile.dataset import Dataset, needs_rows
from mlsec_nb.profile.finding import finding
from mlsec_nb.profile.kinds import Kind
from mlsec_nb.profile.question import Question
from mlsec_nb.profile.rows.hashing import value_hashes
from mlsec_nb.profile.rules.constant_column import RULE
from mlsec_nb.profile.table import Column

MOST_NAMED = 20
NEARLY = 0.999


def measure(data: Dataset) -> Answer:
    """Look at the different values of each column, and for columns that are equal."""
    kinds: dict[str, str] = {}
    same: defaultdict[int, list[str]] = defaultdict(list)
    for column in data.table:
        data.check()
        kind = _kind(column)
        if kind:
            kinds[column.name] = kind
        if column.kind is not Kind.EMPTY and kind != "constant":
            hashed = value_hashes(column)
            weights = np.arange(1, 2 * len(hashed), 2, dtype=np.uint64)
            same[int((hashed * weights).sum(dtype=np.uint64))].append(column.name)
    for names in same.values():
        for name in names[1:]:
            kinds[name] = f"copy of {names[0]}"
    repeated = data.table.repeated_names
    return Answer(
        name="constant-columns",
        metrics={"columns": len(kinds), "repeated_names": len(repeated)},
        columns=kinds,
        measured={"repeated": repeated},
        tables={"columns": [{"column": name, "holds": kind} for name, kind in kinds.items()]},
        n_used=data.table.n_rows,
        n_total=data.table.n_given,
    )


def judge(answer: Answer) -> Answer:
    """One finding for all such columns; a name that repeats is worse: code may read another than meant."""
    found = []
    if answer.columns:
        named = ", ".join(list(answer.columns)[:MOST_NAMED])
        message = (
            f"{len(answer.columns)} columns hold one value, nothing, or a copy of another column: {named}."
        )
        found.append(finding(RULE, answer, message))
    if repeated := answer.measured["repeated"]:
        message = (
            f"{len(repeated)} column names are there more than once: {', '.join(repeated[:MOST_NAMED])}."
        )
        found.append(finding(RULE, answer, message, member=repeated[0], severity=Severity.LOW))
    return replace(answer, findings=tuple(found))


def _kind(column: Column) -> str:
    if column.kind is Kind.EMPTY:
        return "nothing"
    present = column.codes[~column.missing]
    counts = np.bincount(present)
    if counts.max() == len(present):
        return "one value and missing ones" if column.missing.any() else "constant"
    return "nearly constant" if counts.max() > NEARLY * len(column) else ""


QUESTION = Question(
    name="constant-columns",
    title="Which columns hold one value, nothing, or a copy of another column?",
    measure=measure,
    judge=judge,
    rules=(RULE,),
    needs=(needs_rows(2),),
    cost=lambda data: 0.05 + 1.1e-7 * data.table.n_rows * data.table.n_columns,
    method="Different values of each column; hashes of columns.",
    limits="In a sample a rare second value may be missing.",
)
