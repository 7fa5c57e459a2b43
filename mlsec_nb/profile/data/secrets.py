"""Which columns hold credentials."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from mlsec_nb.profile.answer import Answer
from mlsec_nb.profile.dataset import Dataset
from mlsec_nb.profile.finding import finding
from mlsec_nb.profile.kinds import Kind
from mlsec_nb.profile.question import Question, Threshold
from mlsec_nb.profile.rules.secret_column import RULE
from mlsec_nb.profile.samples import sampled_rows, texts_of
from mlsec_nb.profile.statistics import rate_interval

MOST_VALUES = 200
MOST_LETTERS = 500


def measure(data: Dataset) -> Answer:
    """Look into a sample of every text column with the detectors that the caller handed in."""
    rows = sampled_rows(data, MOST_VALUES, "secrets")
    kinds: dict[str, str] = {}
    hits: dict[str, int] = {}
    for column in data.table:
        data.check()
        if column.kind not in (Kind.TEXT, Kind.CATEGORICAL, Kind.MIXED) or data.find_secrets is None:
            continue
        texts = [text[:MOST_LETTERS] for text in texts_of(column, rows)]
        found = Counter(filter(None, data.find_secrets(column.name, texts)))
        if found:
            kinds[column.name] = found.most_common(1)[0][0]
            hits[column.name] = found.total()
    return Answer(
        name="secrets",
        measured={"kinds": kinds, "hits": hits},
        n_used=len(rows),
        n_total=data.table.n_given,
    )


def judge(answer: Answer) -> Answer:
    """A column is listed when enough of the values looked at are credentials."""
    hits, n = answer.measured["hits"], answer.n_used
    found = {
        name: kind
        for name, kind in answer.measured["kinds"].items()
        if hits[name] / n >= answer.thresholds["rate"]
    }
    findings = tuple(
        finding(RULE, answer, f"{name}: {hits[name]} of {n} values are credentials ({kind}).", member=name)
        for name, kind in found.items()
    )
    return replace(
        answer,
        columns=found,
        metrics={"columns": len(found), **{f"rate of {name}": hits[name] / n for name in found}},
        intervals={f"rate of {name}": rate_interval(hits[name], n) for name in found},
        findings=findings,
    )


def needs_detectors(data: Dataset) -> str:
    """Detectors: those of the scan, which this layer does not know."""
    return (
        "" if data.find_secrets is not None else "no detectors were handed in: call mlsec_nb.profile_dataset"
    )


QUESTION = Question(
    name="secrets",
    title="Which columns hold credentials?",
    measure=measure,
    judge=judge,
    rules=(RULE,),
    needs=(needs_detectors,),
    cost=lambda data: 0.02 * data.table.n_columns,
    thresholds=(Threshold(name="rate", value=0.0, low=0.0, high=1.0, meaning="least share of credentials"),),
    method="The detectors of the scan over 200 random rows of each text column; values are never shown.",
    limits="What one row in a million has is hardly ever in 200 rows: scan the files as well.",
)
