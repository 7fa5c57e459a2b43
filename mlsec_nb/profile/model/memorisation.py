"""Which training data lies in the object itself?"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from mlsec_nb.core.finding import Severity
from mlsec_nb.profile.answer import Answer
from mlsec_nb.profile.finding import finding
from mlsec_nb.profile.objects.leaves import leaf_sizes
from mlsec_nb.profile.objects.rows import Rows
from mlsec_nb.profile.objects.stored import Stored, is_vocabulary, rare_words, stored
from mlsec_nb.profile.objects.walk import walk
from mlsec_nb.profile.question import Question
from mlsec_nb.profile.rules.training_data_stored import RULE
from mlsec_nb.profile.subject.case import Case
from mlsec_nb.profile.subject.stages import stages

SEVERITIES = {
    "training rows": Severity.HIGH,
    "data frame": Severity.HIGH,
    "column values": Severity.MEDIUM,
    "vocabulary": Severity.LOW,
    "categories": Severity.LOW,
    "file path": Severity.LOW,
}


def measure(case: Case) -> Answer:
    """Look at everything in the object, against the training rows before and after each transformation."""
    tables: list[Rows | None] = [Rows(matrix) for matrix in stages(case)]
    found: list[Stored] = []
    rare = 0
    deadline, late = case.deadline(), ""
    for held in walk(case.model):
        case.check()
        if time.monotonic() > deadline:
            late = "Not everything in the object was looked at: the time was over."
            break
        best = max(
            (item for rows in tables or [None] for item in stored(held, rows)),
            key=lambda item: (SEVERITIES[item.kind], item.count),
            default=None,
        )
        if best is not None:
            found.append(best)
        if is_vocabulary(held.value):
            rare += rare_words(held.value, _texts(case))
    answer = _answer(case, found, rare)
    return replace(answer, limits=" ".join(filter(None, (late, answer.limits, QUESTION.limits))))


def _answer(case: Case, found: list[Stored], rare: int) -> Answer:
    positions = [item.rows for item in found if len(item.rows)]
    rows = np.unique(np.concatenate(positions)) if positions else np.empty(0, dtype=np.int64)
    n = len(case.train) if case.train is not None else 0
    by_row = np.zeros(n)
    by_row[rows] = 1.0
    metrics: dict[str, float] = {
        "rows_stored": len(rows),
        "share_stored": len(rows) / n if n else 0.0,
        "attributes": len(found),
        "words": sum(item.count for item in found if item.kind == "vocabulary"),
        "rare_words": rare,
        **leaf_sizes(case.model),
    }
    return Answer(
        name="memorisation",
        metrics=metrics,
        rows=rows,
        scores=by_row,
        columns={item.path or "model": item.kind for item in found},
        tables={"stored": [{"attribute": i.path, "kind": i.kind, "count": i.count} for i in found]},
        measured={"stored": tuple(found)},
        n_used=n,
        n_total=n,
        limits="" if n else "No training rows were given: rows and values could not be looked for.",
    )


def judge(answer: Answer) -> Answer:
    """One finding for each kind of what is stored."""
    found = []
    items: tuple[Stored, ...] = answer.measured["stored"]
    for kind in dict.fromkeys(item.kind for item in items):
        of_kind = [item for item in items if item.kind == kind]
        count = len(answer.rows) if kind == "training rows" else sum(item.count for item in of_kind)
        place = of_kind[0].path or "the object itself"
        others = f" and {len(of_kind) - 1} more places" if len(of_kind) > 1 else ""
        found.append(
            finding(
                RULE,
                answer,
                f"The object stores {kind}: {count:,} in {place}{others}.",
                member=place,
                severity=SEVERITIES[kind],
            )
        )
    return replace(answer, findings=tuple(found))


def _texts(case: Case) -> list[str]:
    given = case.train.rows.given if case.train is not None else ()
    if isinstance(given, Mapping) or getattr(given, "ndim", 1) != 1:
        return []
    return [text for text in list(given) if isinstance(text, str)]


QUESTION = Question(
    name="memorisation",
    title="Which training data lies in the object itself?",
    measure=measure,
    judge=judge,
    rules=(RULE,),
    cost=lambda case: 0.5,
    weight=1.0,
    method=(
        "A walk through attributes, containers and compiled state; arrays are compared with the training "
        "rows, before and after each step of a pipeline, as single-precision numbers."
    ),
    limits=(
        "Rows that were changed by other means than the pipeline's own steps are not recognised; weights may "
        "remember what no array shows."
    ),
)
