"""Which columns hold personal data."""

from __future__ import annotations

from dataclasses import replace

from mlsec_nb.core.finding import Confidence, Finding
from mlsec_nb.privacy.columns import Recognised, recognise
from mlsec_nb.privacy.kind import Category
from mlsec_nb.profile.answer import Answer
from mlsec_nb.profile.dataset import Dataset
from mlsec_nb.profile.finding import finding
from mlsec_nb.profile.kinds import Kind
from mlsec_nb.profile.question import Question, Threshold
from mlsec_nb.profile.rules import personal_column, sensitive_column
from mlsec_nb.profile.samples import sampled_rows, texts_of

MOST_VALUES = 300
SURE = 0.9


def measure(data: Dataset) -> Answer:
    """Recognise every column by a sample of its values."""
    found = recognised(data)
    looked_at = min(MOST_VALUES, data.table.n_rows)
    return Answer(
        name="personal-data",
        metrics={"columns": data.table.n_columns},
        measured={"found": {name: kinds[0] for name, kinds in found.items() if kinds[0].personal}},
        n_used=looked_at,
        n_total=data.table.n_given,
    )


def recognised(data: Dataset) -> dict[str, list[Recognised]]:
    """What each column was recognised as, best first; columns that are nothing known are left out."""
    return data.cached("recognised columns", lambda: _recognised(data))


def _recognised(data: Dataset) -> dict[str, list[Recognised]]:
    rows = sampled_rows(data, MOST_VALUES, "personal data")
    found = {}
    for column in data.table:
        data.check()
        if column.kind in (Kind.EMPTY, Kind.NESTED):
            continue
        if kinds := recognise(column.name, texts_of(column, rows)):
            found[column.name] = kinds
    return found


def judge(answer: Answer) -> Answer:
    """A column counts when enough of its values are of the kind."""
    found = {
        name: one for name, one in answer.measured["found"].items() if one.rate >= answer.thresholds["rate"]
    }
    sensitive = sum(one.kind.category is Category.SENSITIVE for one in found.values())
    return replace(
        answer,
        columns={name: one.kind.name for name, one in found.items()},
        metrics={**answer.metrics, "personal": len(found), "sensitive": sensitive},
        tables={"columns": [_line(name, one) for name, one in found.items()]},
        findings=tuple(_finding(answer, name, one) for name, one in found.items()),
    )


def _line(name: str, one: Recognised) -> dict[str, object]:
    return {
        "column": name,
        "kind": one.kind.name,
        "what": one.kind.label,
        "rate": one.rate,
        "by chance": one.chance,
        "by": _witness(one),
        "shape": one.shape,
    }


def _witness(one: Recognised) -> str:
    """What says that the column is of this kind."""
    if one.by_header_alone:
        return "header"
    return "values and header" if one.by_header else "values"


def _confidence(one: Recognised) -> Confidence:
    """Low where a wrong header alone would make the finding."""
    if one.by_header_alone:
        return Confidence.LOW
    return Confidence.HIGH if one.rate >= SURE and not one.by_header else Confidence.MEDIUM


def _finding(answer: Answer, name: str, one: Recognised) -> Finding:
    rule = sensitive_column.RULE if one.kind.category is Category.SENSITIVE else personal_column.RULE
    share = f"{one.rate:.0%} of the values looked at"
    how = ", and the header says so" if one.by_header else ""
    if one.by_header_alone:
        how = "; that they are, the header alone says"
    message = f"{name}: {one.kind.label} ({share} are written as one{how})."
    shape = f"shape {one.shape}"
    return finding(rule, answer, message, member=name, evidence=shape, confidence=_confidence(one))


QUESTION = Question(
    name="personal-data",
    title="Which columns hold personal data?",
    measure=measure,
    judge=judge,
    rules=(personal_column.RULE, sensitive_column.RULE),
    cost=lambda data: 0.01 * data.table.n_columns,
    thresholds=(
        Threshold(name="rate", value=0.2, low=0.0, high=1.0, meaning="least share of values of the kind"),
    ),
    method=(
        "Check digits, formats, name lists and vocabularies over 300 random rows, weighed with the words of "
        "the header; identifiers must pass far more often than the same column with random digits."
    ),
    limits=(
        "A column that is not listed may still hold personal data: names that are not in the lists, numbers "
        "without a check digit, free text, what a few rows only have."
    ),
)
