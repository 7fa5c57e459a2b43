"""Rows that share a trigger: a pattern that goes with one label, whatever the rest of the row says."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.profile.answer import Answer, Positions, Records
from mlsec_nb.profile.backdoor.coincidence import Coincidence, coincidences
from mlsec_nb.profile.backdoor.group import SPREAD_OUT, Group, grown, rival
from mlsec_nb.profile.backdoor.patterns import Mask, Pattern, patterns, shown
from mlsec_nb.profile.backdoor.search import Search
from mlsec_nb.profile.backdoor.subspaces import least_belief
from mlsec_nb.profile.backdoor.votes import Votes
from mlsec_nb.profile.context import Stopped
from mlsec_nb.profile.dataset import Dataset, needs_classes, needs_features, needs_rows
from mlsec_nb.profile.features import Features
from mlsec_nb.profile.finding import finding
from mlsec_nb.profile.question import Question, Threshold
from mlsec_nb.profile.rules.backdoor import RULE
from mlsec_nb.profile.statistics import permutation_p_value
from mlsec_nb.profile.table import Column

MOST_ROWS = 5_000
MOST_COLUMNS = 200
FEWEST = 5
FEWEST_SHARE = 0.008
"""A smaller share of the rows is no group."""

RANKED = 0.2
"""Share of the rows that are listed in order of suspicion, whether or not a trigger was found."""

MOST_LISTED = 200
UNLIKE = 0.25
NATURAL = 0.3
"""A group is contradicted up to this likeness to its class, and to this share of any other group's."""

DOUBTED_SHARE = 0.02
DOUBTED = 0.9
SURE = 0.001
"""Of so many most doubted rows, so many have one label, by so little chance: then the order is by doubt."""

REPEATED = 8.0
"""Standard errors by which a repeated value of a continuous column exceeds what other classes show."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The rows that are looked at, and what is known of each."""

    rows: Positions
    labels: NDArray[np.int64]
    features: Features
    belief: NDArray[np.float64]
    votes: Votes
    held: Mask
    found: list[Pattern]


def measure(data: Dataset) -> Answer:
    """Search for a trigger, and order all rows by suspicion."""
    seen = _look(data)
    fewest = _fewest(seen)
    search = Search(
        seen.held,
        seen.found,
        seen.features,
        seen.labels,
        seen.belief,
        seen.votes,
        fewest=fewest,
        check=data.check,
    )
    contradicted = search.contradicted()
    together = coincidences(seen.held, seen.found, seen.labels, seen.features.matrix, fewest)
    best = contradicted[0] if contradicted else None
    null = search.natural_likeness(best, data.random("null")) if best is not None else np.empty(0)
    other = rival(best, contradicted) if best is not None else 1.0
    group, clean_label = _chosen(best, contradicted, together, seen)
    scores, members = _scores(data, seen, group)
    order = np.argsort(-scores, kind="stable")
    likeness = best.likeness if best is not None else 1.0
    return Answer(
        name="backdoor",
        metrics={
            "target_class": _class_number(data, group.label) if group else float("nan"),
            "likeness": likeness,
            "p_value": permutation_p_value(-likeness, -null) if len(null) else 1.0,
            "clean_label": float(clean_label),
        },
        rows=data.table.given(order[: int(np.ceil(RANKED * len(order)))]),
        scores=data.table.spread(scores),
        measured={
            "group": group,
            "clean_label": clean_label,
            "excess": together[0].excess if together else 0.0,
            "repeated": bool(together) and together[0].repeated and together[0].excess >= REPEATED,
            "members": data.table.given(members),
            "null": null,
            "natural": min(float(null.min(initial=1.0)), other),
            "strength": best.strength if best is not None else 0.0,
            "others": [(str(other), other.label, other.likeness) for other in contradicted[1:6]],
            "projection": data.projection_of(seen.rows),
            "suspect": np.isin(seen.rows, members),
            "label": shown(data.classes()[1][group.label]) if group else "",
        },
        n_used=len(seen.rows),
        n_total=data.table.n_given,
    )


def judge(answer: Answer) -> Answer:
    """A trigger is found when the group looks like other classes, as no natural group does."""
    found, cut = answer.measured, answer.thresholds
    group: Group | None = found["group"]
    unlike = (
        group is not None
        and not found["clean_label"]
        and answer.metrics["likeness"] <= min(cut["likeness"], NATURAL * found["natural"])
        and found["strength"] >= cut["strength"]
        and answer.metrics["p_value"] <= cut["p_value"]
    )
    repeated = group is not None and found["clean_label"] and found["repeated"]
    suspects = found["members"] if unlike or repeated else found["members"][:0]
    judged = replace(
        answer,
        metrics={**answer.metrics, "detected": float(unlike or repeated), "suspects": len(suspects)},
        columns=dict.fromkeys(group.columns, "trigger") if group and (unlike or repeated) else {},
        tables={"trigger": _described(answer) if unlike or repeated else []},
    )
    if group is None or not (unlike or repeated):
        return judged
    what = (
        "and look like rows of other classes without it"
        if unlike
        else "and the value is hardly ever repeated elsewhere"
    )
    message = (
        f"{len(suspects):,} rows hold {group} and {group.purity:.0%} of such rows have the label "
        f"{found['label']}, {what}."
    )
    sure = Confidence.MEDIUM if unlike else Confidence.LOW
    severity = Severity.HIGH if unlike else Severity.MEDIUM
    return replace(judged, findings=(finding(RULE, answer, message, severity=severity, confidence=sure),))


def _look(data: Dataset) -> Seen:
    codes, _ = data.classes()
    rows = data.stratified(codes, MOST_ROWS)
    labels = codes[rows]
    features = data.features_of(rows)
    if not features.matrix.shape[1]:
        raise Stopped("no column but the target varies")
    belief = least_belief(features.matrix, labels, random=data.random("subspaces"), check=data.check)
    votes = Votes(features.matrix, labels, data.random("votes"))
    fewest = max(FEWEST, int(FEWEST_SHARE * len(rows)))
    listed = list(patterns(data, _suspect_columns(data, features, labels, belief), rows, fewest=fewest))
    held = np.column_stack([holds for _, holds in listed]) if listed else np.zeros((len(rows), 0), bool)
    return Seen(rows, labels, features, belief, votes, held, [pattern for pattern, _ in listed])


def _suspect_columns(
    data: Dataset, features: Features, labels: NDArray[np.int64], belief: NDArray[np.float64]
) -> list[Column]:
    """Of many columns those in which the most doubted rows of a class differ most from all rows."""
    columns = data.features
    if len(columns) <= MOST_COLUMNS:
        return columns
    matrix = features.matrix
    difference = np.zeros(matrix.shape[1])
    for label in np.unique(labels):
        members = np.flatnonzero(labels == label)
        doubted = members[np.argsort(belief[members], kind="stable")[: max(FEWEST, len(members) // 10)]]
        difference = np.maximum(difference, np.abs(matrix[doubted].mean(axis=0)) * np.sqrt(len(doubted)))
    ranked = dict.fromkeys(features.origin[np.argsort(-difference, kind="stable")].tolist())
    chosen = set(list(ranked)[:MOST_COLUMNS])
    return [column for column in columns if column.position in chosen]


def _fewest(seen: Seen) -> int:
    return max(FEWEST, int(FEWEST_SHARE * len(seen.rows)))


def _chosen(
    best: Group | None, contradicted: list[Group], together: list[Coincidence], seen: Seen
) -> tuple[Group | None, bool]:
    """The group to show, and whether its labels are right: one that is contradicted goes first."""
    if best is not None and best.spread >= SPREAD_OUT and best.likeness <= UNLIKE:
        return grown(best, contradicted), False
    if not together or (_one_class_is_doubted(seen) and not together[0].repeated):
        return None, False
    return together[0].group, True


def _one_class_is_doubted(seen: Seen) -> bool:
    """Whether nearly all of the most doubted rows have one label, far beyond its share."""
    from scipy.special import bdtrc

    count = max(FEWEST, int(DOUBTED_SHARE * len(seen.rows)))
    doubted = np.bincount(seen.labels[np.argsort(seen.belief, kind="stable")[:count]])
    label = int(doubted.argmax())
    chance = bdtrc(int(doubted[label]) - 1, count, float(np.mean(seen.labels == label)))
    return bool(doubted[label] >= DOUBTED * count and chance < SURE)


def _scores(data: Dataset, seen: Seen, group: Group | None) -> tuple[NDArray[np.float64], Positions]:
    """One score for each row of the table, and the rows with the trigger, most suspect first."""
    scores = np.zeros(data.table.n_rows)
    scores[seen.rows] = 1 - seen.belief
    if group is None:
        return scores, np.empty(0, np.int64)
    codes, _ = data.classes()
    every = np.arange(data.table.n_rows)
    own = codes == group.label
    scores[~own] *= 0.5
    holds = own.copy()
    for pattern in group.trigger:
        holds &= pattern.holds(every)
    inside = np.flatnonzero(np.isin(seen.rows, np.flatnonzero(holds)))
    doubt = 1 - seen.votes.of(inside, inside)[:, group.label]
    scores[holds] = 1.5
    scores[seen.rows[inside]] = 1 + doubt
    members = np.flatnonzero(holds)
    return scores, members[np.argsort(-scores[members], kind="stable")]


def _class_number(data: Dataset, label: int) -> float:
    """The class as a number: itself if it is one, else its place among the classes."""
    category = data.classes()[1][label]
    return float(category) if isinstance(category, (bool, int, float)) else float(label)


def _described(answer: Answer) -> Records:
    group: Group = answer.measured["group"]
    members = answer.measured["members"][:MOST_LISTED]
    described: list[dict[str, object]] = [
        {"column": pattern.column or "image", "trigger": pattern.value, "label": answer.measured["label"]}
        for pattern in group.trigger
    ]
    return described + [{"row": int(row)} for row in members]


QUESTION = Question(
    name="backdoor",
    title="Is there a pattern that decides the label against the rest of the row?",
    measure=measure,
    judge=judge,
    rules=(RULE,),
    needs=(needs_classes, needs_features, needs_rows(40)),
    cost=lambda data: 0.5 + 5e-4 * min(data.table.n_rows, MOST_ROWS),
    thresholds=(
        Threshold(
            name="likeness",
            value=UNLIKE,
            low=0.0,
            high=1.0,
            meaning="likeness to the own class, 0 is that of other classes",
        ),
        Threshold(
            name="strength", value=6.0, low=0.0, high=50.0, meaning="standard errors from the own class"
        ),
        Threshold(name="p_value", value=0.02, low=0.0, high=1.0, meaning="chance among natural groups"),
    ),
    method=(
        "Values, words and patches, alone and in pairs; each group is left out and judged by its neighbours, "
        "against 50 natural groups of the same size."
    ),
    limits=(
        "Triggers of many columns, of under 0.8 % of the rows or on rightly labelled ones may be missed. The "
        "order of the rows is given whether or not there is a trigger."
    ),
)
