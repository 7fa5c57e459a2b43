"""Test rows that are in the training data: equal, altered a little, or with some columns changed."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.core.finding import Severity
from mlsec_nb.profile.answer import Answer, Positions, Records
from mlsec_nb.profile.dataset import Dataset, needs_features, needs_test
from mlsec_nb.profile.features import feature_matrix
from mlsec_nb.profile.finding import finding
from mlsec_nb.profile.pairing import common_columns, joined
from mlsec_nb.profile.question import Question, Threshold
from mlsec_nb.profile.rows.agreement import best_agreement
from mlsec_nb.profile.rows.hashing import row_hashes, value_matrix
from mlsec_nb.profile.rows.nearness import nearness
from mlsec_nb.profile.rows.texts import nearest_text, wordy
from mlsec_nb.profile.rules.split_overlap import RULE
from mlsec_nb.profile.samples import said_of_all, share_of_all
from mlsec_nb.profile.statistics import at_most, rate_interval
from mlsec_nb.profile.table import Column, Table

TRAINING_ROWS = 20_000
TEST_ROWS = 5_000
USUAL_ROWS = 2_000
"""Rows among which altered copies are looked for; equal rows are looked for among all."""

USUAL = 0.995
"""Share of training rows whose neighbours among the training rows must look less like a copy than this."""

NEARNESS = 0.72
"""One minus the distance of a copy, as a share of the distance to the next rows."""

FAR = 4.0
"""Standard deviations beyond which one column says no more about distance."""

EQUAL_COLUMNS = 0.999
MARGIN = 0.25
"""Beyond that quantile, as a share of its distance from the median."""

LEAST_EQUAL = 0.3
"""Share of columns that must be equal, however few are among training rows."""

MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class Match:
    """For each test row the training row it resembles most by one way of comparing, and how much (0 to 1)."""

    how: str
    partner: Positions
    score: NDArray[np.float64]


def measure(data: Dataset) -> Answer:
    """Compare the test rows with the training rows in four ways."""
    training, test = data.table, data.test
    assert test is not None  # noqa: S101 - the question needs it
    pairs = common_columns(training, test, leave_out=data.target.name if data.target is not None else "")
    if not pairs:
        return Answer(name="split-overlap", skipped="training and test rows share no column")
    exact = _exact(pairs)
    rows = _sample(data, training, TRAINING_ROWS, "training")
    test_rows = _sample(data, test, TEST_ROWS, "test")
    matches = [exact]
    for compare in (_near, _equal_columns, _texts):
        data.check()
        matches += [
            _spread(match, test.n_rows, test_rows, rows) for match in compare(data, pairs, rows, test_rows)
        ]
    return Answer(
        name="split-overlap",
        metrics={"test_rows": test.n_given},
        measured={"matches": {match.how: match for match in matches}, "tables": (training, test)},
        limits=_looked_at(training, test, rows, test_rows) + QUESTION.limits,
        n_used=len(test_rows),
        n_total=test.n_given,
    )


def judge(answer: Answer) -> Answer:
    """Flag the test rows that are copies by one of the ways."""
    if answer.skipped:
        return answer
    matches: dict[str, Match] = answer.measured["matches"]
    training, test = answer.measured["tables"]
    cuts = {"equal": 1.0, **dict.fromkeys(("nearly equal", "most columns"), answer.thresholds["nearness"])}
    cuts["text"] = answer.thresholds["text"]
    best, how = np.zeros(test.n_rows), np.full(test.n_rows, "", dtype=object)
    partner, flagged = np.full(test.n_rows, -1), np.zeros(test.n_rows, bool)
    for match in matches.values():
        is_copy = match.score >= cuts[match.how]
        best = np.maximum(best, match.score)
        how[is_copy & ~flagged], partner[is_copy & ~flagged] = match.how, match.partner[is_copy & ~flagged]
        flagged |= is_copy
    rows = np.flatnonzero(flagged)
    rows = rows[np.argsort(-best[rows], kind="stable")]
    counts = {f"pairs_{kind}": int((how[rows] == kind).sum()) for kind in matches}
    share = len(rows) / max(1, test.n_rows)
    judged = replace(
        answer,
        rows=test.given(rows),
        scores=test.spread(best),
        metrics={**answer.metrics, "pairs": len(rows), "share": share, **_spelled(counts)},
        intervals={"share": rate_interval(len(rows), test.n_rows)},
        tables={"pairs": _listed(training, test, rows, partner, how)},
    )
    if not len(rows):
        limits = f"{answer.limits} None found: at most {at_most(answer.n_used):.2%} of test rows are copies."
        return replace(judged, limits=limits)
    kinds = ", ".join(f"{count:,} {kind.removeprefix('pairs_')}" for kind, count in counts.items() if count)
    message = f"{len(rows):,} of {test.n_rows:,} test rows ({share:.1%}) are in the training data: {kinds}."
    message += said_of_all(share, training)
    severity = Severity.HIGH if share_of_all(share, training) > 0.01 else Severity.MEDIUM
    return replace(judged, findings=(finding(RULE, answer, message, severity=severity),))


def _looked_at(training: Table, test: Table, rows: Positions, test_rows: Positions) -> str:
    """Where altered copies were not looked for."""
    if len(rows) == training.n_given and len(test_rows) == test.n_given:
        return ""
    few = f"{len(test_rows):,} of {test.n_given:,} test rows and {len(rows):,} of {training.n_given:,} others"
    return f"Altered copies were looked for among {few} only. "


def _sample(data: Dataset, table: Table, most: int, purpose: str) -> Positions:
    if table.n_rows <= most:
        return np.arange(table.n_rows)
    chosen = data.random(f"overlap {purpose}").choice(table.n_rows, most, replace=False)
    return np.sort(chosen).astype(np.int64)


def _exact(pairs: list[tuple[Column, Column]]) -> Match:
    """Equal in all columns that both have."""
    training, test = row_hashes([one for one, _ in pairs]), row_hashes([other for _, other in pairs])
    order = np.argsort(training, kind="stable")
    place = np.minimum(np.searchsorted(training[order], test), max(len(order) - 1, 0))
    if not len(order):
        return Match("equal", np.full(len(test), -1), np.zeros(len(test)))
    return Match("equal", order[place], (training[order[place]] == test).astype(float))


def _near(
    data: Dataset, pairs: list[tuple[Column, Column]], rows: Positions, test_rows: Positions
) -> list[Match]:
    """Much nearer to a training row than to the next ones, and than training rows are to each other."""
    columns = joined(pairs, rows, test_rows)
    every = np.arange(len(rows) + len(test_rows))
    matrix = feature_matrix(columns, every, seed=data.seed("overlap"), reference=len(rows)).matrix
    matrix = np.clip(matrix, -FAR, FAR)
    training, test = matrix[: len(rows)], matrix[len(rows) :]
    found = nearness(test, training)
    usual = nearness(training[:USUAL_ROWS], training, same=True).ratio
    usual = usual[usual > 0]
    floor = np.quantile(usual, 1 - USUAL) if usual.size else 0.0
    scale = max(min(1.0, floor / (1 - NEARNESS)), 1e-9)  # where rows are often near, copies must be nearer
    return [Match("nearly equal", found.partner, np.clip(1 - found.ratio / scale, 0, 1))]


def _equal_columns(
    data: Dataset, pairs: list[tuple[Column, Column]], rows: Positions, test_rows: Positions
) -> list[Match]:
    """Equal in more columns than training rows are with each other."""
    if len(pairs) < 4:
        return []
    training = value_matrix([one for one, _ in pairs], rows)
    test = value_matrix([other for _, other in pairs], test_rows)
    found = best_agreement(test, training, random=data.random("agreement"))
    among = best_agreement(training[:TEST_ROWS], training, random=data.random("agreement"), same=True)
    middle, high = np.quantile(among.share, [0.5, EQUAL_COLUMNS])
    usual = max(float(high + MARGIN * (high - middle)), LEAST_EQUAL)
    score = np.where(found.share > usual, 0.7 + 0.3 * (found.share - usual) / max(1 - usual, 1e-9), 0.0)
    return [Match("most columns", found.partner, np.clip(score, 0, 1))]


def _texts(
    data: Dataset, pairs: list[tuple[Column, Column]], rows: Positions, test_rows: Positions
) -> list[Match]:
    """Texts with most word pairs in common, in any column of sentences."""
    del data
    found = []
    held = {column.name for column in wordy([one for one, _ in pairs])}
    for one, other in pairs:
        if one.name in held:
            texts, others = other.texts(), one.texts()
            partner, cosine = nearest_text([texts[row] for row in test_rows], [others[row] for row in rows])
            found.append(Match("text", partner, cosine))
    return found[:1]


def _spread(match: Match, n_test: int, test_rows: Positions, rows: Positions) -> Match:
    """From the samples to all test rows."""
    partner, score = np.full(n_test, -1), np.zeros(n_test)
    partner[test_rows] = np.where(match.partner >= 0, rows[match.partner], -1)
    score[test_rows] = match.score
    return Match(match.how, partner, score)


def _spelled(counts: dict[str, int]) -> dict[str, float]:
    return {name.replace(" ", "_"): count for name, count in counts.items()}


def _listed(
    training: Table, test: Table, rows: Positions, partner: Positions, how: NDArray[np.object_]
) -> Records:
    shown = rows[:MOST_LISTED]
    places = zip(test.given(shown), training.given(partner[shown]), how[shown], strict=True)
    return [
        {"test row": int(row), "training row": int(other), "how": str(kind)} for row, other, kind in places
    ]


QUESTION = Question(
    name="split-overlap",
    title="Which test rows are in the training data?",
    measure=measure,
    judge=judge,
    rules=(RULE,),
    needs=(needs_test, needs_features),
    cost=lambda data: 0.5 + 1e-6 * min(data.table.n_rows, TRAINING_ROWS) * data.table.n_columns,
    thresholds=(
        Threshold(
            name="nearness", value=NEARNESS, low=0.3, high=1.0, meaning="least nearness of a copy, 1 is equal"
        ),
        Threshold(name="text", value=0.5, low=0.2, high=1.0, meaning="least share of word pairs in common"),
    ),
    method="Hashes of all rows; neighbours, equal columns and word pairs, against those among training rows.",
    limits="Copies altered in most columns are not found. Few columns with few values meet by chance.",
)
