"""Rows that are there more than once, almost, or with another label."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.core.finding import Severity
from mlsec_nb.profile.answer import Answer, Positions, Records
from mlsec_nb.profile.dataset import Dataset, needs_features, needs_rows
from mlsec_nb.profile.finding import finding
from mlsec_nb.profile.question import Question, Threshold
from mlsec_nb.profile.rows.hashing import row_hashes
from mlsec_nb.profile.rows.nearness import nearness
from mlsec_nb.profile.rules.conflicting_labels import RULE as CONFLICTING
from mlsec_nb.profile.rules.duplicate_rows import RULE as DUPLICATE
from mlsec_nb.profile.samples import said_of_all, share_of_all
from mlsec_nb.profile.statistics import at_most, rate_interval

NEAR_ROWS = 5_000
"""Rows among which near duplicates are looked for."""

NEAR = 0.2
ACCIDENTS = 0.01
"""Near pairs expected by chance: in few dimensions a pair must be nearer to be a copy."""

MOST_LISTED = 100
MIXED_LABELS = -2


def measure(data: Dataset) -> Answer:
    """Count equal rows exactly, and look for near ones on a sample."""
    hashes = row_hashes(data.features)
    _, first, group, sizes = np.unique(hashes, return_index=True, return_inverse=True, return_counts=True)
    later = first[group] != np.arange(len(hashes))
    sample = data.random("duplicates").permutation(len(hashes))[:NEAR_ROWS]
    sample = np.sort(sample[~later[sample]])
    near = nearness(data.features_of(sample).matrix, data.features_of(sample).matrix, same=True)
    copies = int(later.sum())
    scores = later.astype(float)
    scores[sample] = np.maximum(scores[sample], np.clip(1 - near.ratio, 0, 1) * 0.99)
    conflicts = _conflicts(data, group, sizes)
    return Answer(
        name="duplicates",
        metrics={
            "duplicates": copies,
            "duplicate_share": copies / len(hashes),
            "pairs": int((sizes * (sizes - 1) // 2).sum()),
            "largest_group": int(sizes.max(initial=0)),
            "conflicting_rows": len(conflicts),
        },
        intervals={"duplicate_share": rate_interval(copies, len(hashes))} if data.table.sampled else {},
        scores=data.table.spread(scores),
        measured={
            "copies": data.table.given(np.flatnonzero(later)),
            "originals": data.table.given(first[group][later]),
            "sizes": sizes[sizes > 1],
            "near_rows": data.table.given(sample),
            "near_partners": data.table.given(sample[near.partner]),
            "near_ratio": near.ratio,
            "conflicts": data.table.given(conflicts),
            "table": data.table,
        },
        thresholds={"ratio": min(NEAR, near.chance(ACCIDENTS))},
        n_used=data.table.n_rows,
        n_total=data.table.n_given,
    )


def judge(answer: Answer) -> Answer:
    """Copies are findings by their share; near ones by the ratio of distances."""
    found = answer.measured
    near = np.flatnonzero(found["near_ratio"] < answer.thresholds["ratio"])
    near = near[np.argsort(found["near_ratio"][near], kind="stable")]
    judged = replace(
        answer,
        rows=np.unique(np.concatenate([found["copies"], found["near_rows"][near]])),
        metrics={**answer.metrics, "near_duplicates": len(near)},
        tables={"pairs": _listed(answer, near)},
    )
    findings = []
    copies, share = answer.metrics["duplicates"], answer.metrics["duplicate_share"]
    if copies or len(near):
        message = (
            f"{copies:,} rows ({share:.1%}) are copies of earlier ones, the largest group has "
            f"{answer.metrics['largest_group']:,}; {len(near):,} of {len(found['near_rows']):,} sampled rows "
            "have a near copy."
        )
        message += said_of_all(share, found["table"])
        severity = Severity.MEDIUM if share_of_all(share, found["table"]) > 0.05 else Severity.LOW
        findings.append(finding(DUPLICATE, answer, message, severity=severity))
    if conflicts := len(found["conflicts"]):
        message = f"{conflicts:,} rows are equal to another row in all features but have another label."
        severity = Severity.MEDIUM if conflicts / max(1, answer.n_used) > 0.005 else Severity.LOW
        findings.append(finding(CONFLICTING, answer, message, severity=severity))
    limits = (
        f"{answer.limits} No near copy seen: at most {at_most(len(found['near_rows'])):.2%} of rows have one."
    )
    return replace(judged, findings=tuple(findings), limits=answer.limits if len(near) else limits)


def _conflicts(data: Dataset, group: NDArray[np.int64], sizes: NDArray[np.int64]) -> Positions:
    """Rows of groups of equal rows whose labels differ."""
    if data.target is None:
        return np.empty(0, dtype=np.int64)
    codes = data.target.codes
    lowest, highest = np.full(len(sizes), np.iinfo(np.int32).max), np.full(len(sizes), MIXED_LABELS)
    np.minimum.at(lowest, group, codes)
    np.maximum.at(highest, group, codes)
    return np.flatnonzero((lowest != highest)[group])


def _listed(answer: Answer, near: Positions) -> Records:
    found = answer.measured
    exact = zip(found["copies"][:MOST_LISTED], found["originals"][:MOST_LISTED], strict=True)
    listed = [{"row": int(row), "copy of": int(other), "how": "equal"} for row, other in exact]
    return listed + [
        {
            "row": int(found["near_rows"][place]),
            "copy of": int(found["near_partners"][place]),
            "how": f"nearly: {found['near_ratio'][place]:.2f} of the usual distance",
        }
        for place in near[:MOST_LISTED]
    ]


QUESTION = Question(
    name="duplicates",
    title="Which rows are there more than once, or with another label?",
    measure=measure,
    judge=judge,
    rules=(DUPLICATE, CONFLICTING),
    needs=(needs_features, needs_rows(2)),
    cost=lambda data: (
        0.1 + 3e-8 * data.table.n_rows * data.table.n_columns + 1e-4 * min(data.table.n_rows, NEAR_ROWS)
    ),
    thresholds=(
        Threshold(
            name="ratio",
            value=NEAR,
            low=0.0,
            high=1.0,
            meaning="distance to the nearest row, as a share of the distance to the next ones",
        ),
    ),
    method="Hashes of all rows; nearest neighbours of a sample.",
    limits="The target is not compared. Few columns with few values repeat without anything being wrong.",
)
