"""Which columns identify rows rather than describe them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from mlsec_nb.privacy.headers import speaks
from mlsec_nb.profile.answer import Answer
from mlsec_nb.profile.data.personal_data import recognised
from mlsec_nb.profile.dataset import Dataset
from mlsec_nb.profile.finding import finding
from mlsec_nb.profile.kinds import Kind
from mlsec_nb.profile.question import Question, Threshold
from mlsec_nb.profile.rules.identifier_column import RULE
from mlsec_nb.profile.table import Column

HEADS = (
    *(
        "id",
        "key",
        "uuid",
        "guid",
        "index",
        "idx",
        "row",
        "code",
        "nr",
        "no",
        "number",
        "serial",
        "hash",
        "token",
    ),
    *(
        "ref",
        "reference",
        "unnamed",
        "order",
        "invoice",
        "ticket",
        "session",
        "customer",
        "user",
        "account",
        "imei",
    ),
)
KEYS = frozenset(("uuid", "hash", "imei"))
FEWEST = 20


def measure(data: Dataset) -> Answer:
    """Count how many values of each column are different."""
    kinds: dict[str, str] = {}
    shares: dict[str, float] = {}
    known = recognised(data)
    for column in data.table:
        data.check()
        if column is data.target or len(column) - int(column.missing.sum()) < FEWEST:
            continue
        name = known[column.name][0].kind.name if column.name in known else ""
        if kind := _kind(column, name):
            kinds[column.name] = kind
            shares[column.name] = column.n_categories / int((~column.missing).sum())
    return Answer(
        name="identifiers",
        measured={"kinds": kinds, "shares": shares},
        n_used=data.table.n_rows,
        n_total=data.table.n_given,
    )


def _kind(column: Column, known: str) -> str:
    """What kind of identifier a column may be; empty for measurements and prose."""
    if known in KEYS:
        return known
    if column.kind is Kind.NUMERIC:
        return _kind_of_numbers(column)
    if column.kind not in (Kind.TEXT, Kind.CATEGORICAL):
        return ""
    texts = [text for text in column.texts()[:1_000] if text]
    if not texts or sum(" " in text.strip() for text in texts) > 0.05 * len(texts):
        return ""
    coded = sum(any(map(str.isdigit, text)) for text in texts) > 0.5 * len(texts)
    return "key" if coded or speaks(column.name, HEADS) else ""


def _kind_of_numbers(column: Column) -> str:
    numbers = column.numbers[~column.missing]
    if not np.all(np.isfinite(numbers)) or np.any(np.mod(numbers, 1)):
        return ""
    steps = np.diff(np.sort(numbers))
    if steps.size and np.all(steps > 0) and np.median(steps) == 1 and np.mean(steps == 1) > 0.9:
        return "running-number"
    return "key" if speaks(column.name, HEADS) else ""


def judge(answer: Answer) -> Answer:
    """A column is an identifier when nearly all of its values are different."""
    shares = answer.measured["shares"]
    found = {
        name: kind
        for name, kind in answer.measured["kinds"].items()
        if shares[name] >= answer.thresholds["distinct"]
    }
    findings = tuple(
        finding(
            RULE, answer, f"{name}: {shares[name]:.1%} of its values are different ({kind}).", member=name
        )
        for name, kind in found.items()
    )
    return replace(answer, columns=found, metrics={"identifiers": len(found)}, findings=findings)


QUESTION = Question(
    name="identifiers",
    title="Which columns identify rows rather than describe them?",
    measure=measure,
    judge=judge,
    rules=(RULE,),
    cost=lambda data: 2e-7 * data.table.n_rows * data.table.n_columns,
    thresholds=(
        Threshold(name="distinct", value=0.98, low=0.5, high=1.0, meaning="least share of different values"),
    ),
    method="Share of different values; numbers that run, UUIDs, hashes, codes, and headers that say so.",
    limits="A key that repeats, such as a customer in many orders, is not seen by its values alone.",
)
