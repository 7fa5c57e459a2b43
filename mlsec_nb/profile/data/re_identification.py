"""Whether people can be singled out by what others may know about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np

from mlsec_nb.core.finding import Confidence
from mlsec_nb.privacy.columns import Recognised
from mlsec_nb.privacy.headers import speaks
from mlsec_nb.privacy.kind import Category
from mlsec_nb.profile.answer import Answer
from mlsec_nb.profile.data.personal_data import recognised
from mlsec_nb.profile.dataset import Dataset
from mlsec_nb.profile.finding import finding
from mlsec_nb.profile.groups import Marks, groups_of, marks_of, still_unique, surely_unique, unique_share
from mlsec_nb.profile.kinds import Kind
from mlsec_nb.profile.question import Question, Threshold
from mlsec_nb.profile.rules.reidentification import RULE
from mlsec_nb.profile.statistics import rate_interval
from mlsec_nb.profile.table import Column

KNOWN_BY_OTHERS = ("date-of-birth", "postcode")
"""Kinds of personal data that are shared by several people."""

HEADS = (
    *(
        "city",
        "town",
        "region",
        "county",
        "state",
        "province",
        "district",
        "country",
        "native country",
        "nationality",
    ),
    *(
        "citizenship",
        "birth place",
        "birthplace",
        "occupation",
        "job",
        "job title",
        "profession",
        "employer",
        "workclass",
    ),
    *(
        "education",
        "degree",
        "school",
        "university",
        "department",
        "relationship",
        "household",
        "children",
    ),
    *(
        "language",
        "ort",
        "stadt",
        "beruf",
        "ville",
        "ciudad",
        "profesion",
        "metier",
        "nation",
        "race",
    ),
    *("admission date", "discharge date", "hire date", "joined", "ward", "hospital"),
)
MOST_COLUMNS = 18
MOST_TOGETHER = 8
CURVE = tuple(range(1, 51))
SHOWN = 20


def measure(data: Dataset) -> Answer:
    """Count groups over the quasi-identifiers, and lonely rows over sets of one to three columns."""
    known = recognised(data)
    quasi = quasi_identifiers(data, known)
    about_people = bool(quasi) or any(kinds[0].personal for kinds in known.values())
    candidates = _candidates(data, known, quasi)
    random = data.random("re-identification")
    marks = {column.name: marks_of(column, random) for column in candidates}
    shares = _shares(data, marks)
    chosen = quasi[:MOST_TOGETHER] or _worst(shares)
    measured = {"shares": shares, "quasi": tuple(quasi), "about_people": about_people}
    answer = Answer(
        name="re-identification",
        columns=dict.fromkeys(chosen, "quasi-identifier"),
        measured=measured,
        tables={"sets": _listing(shares)},
        n_used=data.table.n_rows,
        n_total=data.table.n_given,
    )
    return _counted(answer, [marks[name] for name in chosen]) if chosen else answer


def _counted(answer: Answer, marks: Sequence[Marks]) -> Answer:
    groups = groups_of(marks)
    fraction = answer.n_used / max(1, answer.n_total)
    alone, n = groups.rows_in(1), answer.n_used
    low, high = rate_interval(alone, n) if fraction < 1 else (alone / n, alone / n)
    return replace(
        answer,
        metrics={
            "k": groups.smallest,
            "unique_share": still_unique(groups, fraction) * alone / n,
            "groups": len(groups.sizes),
            "share_in_groups_below_5": groups.share_up_to([4])[0],
        },
        intervals={"unique_share": (low * surely_unique(groups, fraction, low), high)},
        measured={**answer.measured, "curve": (CURVE, groups.share_up_to(CURVE))},
    )


def quasi_identifiers(data: Dataset, known: Mapping[str, Sequence[Recognised]]) -> list[str]:
    """Columns about people that somebody else may know, and that several people share."""
    names = []
    for column in data.table:
        kinds = [one.kind for one in known.get(column.name, ())]
        shared = any(
            kind.category in (Category.QUASI, Category.SENSITIVE) or kind.name in KNOWN_BY_OTHERS
            for kind in kinds[:1]
        )
        if _may_be_shared(column) and (shared or (not kinds and speaks(column.name, HEADS))):
            names.append(column.name)
    return names


def _candidates(
    data: Dataset, known: Mapping[str, Sequence[Recognised]], quasi: Sequence[str]
) -> list[Column]:
    """The quasi-identifiers first, then other columns with few values; direct identifiers are left out."""
    direct = {name for name, kinds in known.items() if kinds[0].personal} - set(quasi)
    others = [
        column
        for column in data.table
        if column is not data.target
        and column.name not in direct
        and column.name not in quasi
        and _may_be_shared(column)
        and column.n_categories <= max(20, 0.05 * len(column))
    ]
    named = {column.name: column for column in data.table if column.name in quasi}
    return [*(named[name] for name in quasi), *others][:MOST_COLUMNS]


def _may_be_shared(column: Column) -> bool:
    if column.kind in (Kind.EMPTY, Kind.NESTED, Kind.MIXED):
        return False
    return 2 <= column.n_categories < 0.9 * len(column) or column.kind is Kind.DATETIME


def _shares(data: Dataset, marks: Mapping[str, Marks]) -> dict[tuple[str, ...], float]:
    """For every set of one to three columns the share of rows that are alone in it.

    Half of each mark is enough: two sets of values in a million are taken for one.
    """
    short = {name: mark.astype(np.uint32) for name, mark in marks.items()}
    shares = {}
    for size in (1, 2, 3):
        for names in combinations(short, size):
            data.check()
            shares[names] = unique_share([short[name] for name in names])
    return shares


def _worst(shares: Mapping[tuple[str, ...], float]) -> tuple[str, ...]:
    return max(shares, key=lambda names: (shares[names], -len(names)), default=())


def _listing(shares: Mapping[tuple[str, ...], float]) -> list[dict[str, object]]:
    worst = sorted(shares, key=lambda names: (-shares[names], len(names)))[:SHOWN]
    return [{"columns": ", ".join(names), "unique share": shares[names]} for names in worst]


def judge(answer: Answer) -> Answer:
    """People are singled out when three columns do it for many rows, or the smallest group is too small."""
    if not answer.measured["about_people"] or "k" not in answer.metrics:
        return answer
    share, k = answer.metrics["unique_share"], answer.metrics["k"]
    if share < answer.thresholds["unique_share"] and k >= answer.thresholds["k"]:
        return answer
    names = ", ".join(answer.columns)
    message = f"By {names}: the smallest group has {k:,.0f} rows, {share:.1%} of all rows are alone."
    sure = bool(answer.measured["quasi"])
    confidence = Confidence.MEDIUM if sure else Confidence.LOW
    return replace(answer, findings=(finding(RULE, answer, message, confidence=confidence),))


QUESTION = Question(
    name="re-identification",
    title="Can people be singled out by what others may know about them?",
    measure=measure,
    judge=judge,
    rules=(RULE,),
    cost=lambda data: 2e-5 * data.table.n_rows + 0.01 * data.table.n_columns,
    thresholds=(
        Threshold(name="k", value=5, low=1, high=50, meaning="least rows of a group"),
        Threshold(name="unique_share", value=0.05, low=0.0, high=1.0, meaning="most rows that are alone"),
    ),
    method=(
        "k-anonymity (Sweeney 2002) over the columns that were recognised as quasi-identifiers, or the worst "
        "three columns; uniqueness of every set of one to three out of 18 columns."
    ),
    limits=(
        "What an attacker knows is a guess. Large k does not protect when a group shares its sensitive "
        "value. In a sampled table k is that of the sample, and uniqueness is scaled by the estimate of "
        "Skinner and Elliot (2002)."
    ),
)
