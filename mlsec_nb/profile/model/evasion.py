"""How small a change of a row changes the answer?"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlsec_nb.profile.answer import Answer
from mlsec_nb.profile.attacks.affine import Affine, Scores, affine
from mlsec_nb.profile.attacks.boundary import refine
from mlsec_nb.profile.attacks.descent import by_differences, descend
from mlsec_nb.profile.attacks.hunt import Codes, Hunt, Points
from mlsec_nb.profile.context import Stopped
from mlsec_nb.profile.finding import finding
from mlsec_nb.profile.question import Question, Threshold
from mlsec_nb.profile.rules.easily_fooled import RULE
from mlsec_nb.profile.statistics import bootstrap_interval, rate_interval
from mlsec_nb.profile.subject.case import Case, needs_answers, needs_classifier, needs_numbers, needs_test
from mlsec_nb.profile.subject.inputs import Inputs

BATCH = 12
MOST_ROWS = 48
MOST_KNOWN = 5_000
"""Rows that attacks may start from."""

BUDGETS = (500, 2_000)
WIDEST = 120
"""Columns up to which the gradient of scores is found by differences within the smaller budget."""


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """The model in units of distance, and what is known to start from."""

    decide: Callable[[Points], Codes]
    scores: Scores
    known: Points
    classes: Codes
    straight: Affine | None
    smooth: bool


def measure(case: Case) -> Answer:
    """Attack test rows in batches while there is time."""
    deadline = case.deadline()
    target = _target(case)
    if len(np.unique(target.classes)) < 2:
        raise Stopped("the model decides for one class only")
    positions = case.random("rows to fool").permutation(len(case.held_out))[:MOST_ROWS]
    hunts: list[Hunt] = []
    reached: list[NDArray[np.float64]] = []
    for start in range(0, len(positions), BATCH):
        case.check()
        begun = time.monotonic()
        hunt, distances = _attack(case, target, positions[start : start + BATCH], deadline)
        hunts.append(hunt)
        reached.append(distances)
        if time.monotonic() + (time.monotonic() - begun) > deadline:
            break
    return _answer(case, target, positions[: sum(len(hunt.own) for hunt in hunts)], hunts, np.hstack(reached))


def _target(case: Case) -> Target:
    """The model as a function of points in units of distance."""
    rows, scale = _rows(case), case.scale
    known = rows.numbers / scale

    def decide(points: Points) -> Codes:
        return case.predictor.labels(rows.like(points * scale))

    def scores(points: Points) -> NDArray[np.float64]:
        return case.predictor.scores(rows.like(points * scale))

    tells = case.predictor.output != "labels"
    straight = affine(scores, known[:100]) if tells else None
    smooth = tells and straight is None and known.shape[1] <= WIDEST and _is_smooth(scores, known[:10])
    return Target(decide, scores, known, decide(known), straight, smooth)


def _rows(case: Case) -> Inputs:
    """Training rows if there are any, else test rows."""
    has_numbers = case.train is not None and case.train.rows.matrix is not None
    split = case.training if has_numbers else case.held_out
    return case.some(split, MOST_KNOWN, "rows to start from").rows


def _is_smooth(scores: Scores, points: Points) -> bool:
    """Whether tiny changes change the scores: those of trees and neighbours mostly stand still."""
    moved = scores(points + 1e-4) - scores(points)
    return float(np.mean(np.abs(moved).max(axis=1) > 0)) > 0.5


def _attack(
    case: Case, target: Target, positions: NDArray[np.int64], deadline: float
) -> tuple[Hunt, NDArray[np.float64]]:
    """What was found for some rows; distances by budget, shape (budgets, rows)."""
    sources = case.held_out.rows.take(positions).numbers / case.scale
    hunt = Hunt(target.decide, sources, target.decide(sources))
    random = case.random(f"evasion {positions[0]}")
    reached = []
    if target.straight is not None:
        hunt.offer(target.straight.nearest(sources, hunt.own))
    for budget in BUDGETS:
        if target.smooth:
            descend(hunt, by_differences(target.scores), cost=sources.shape[1], budget=budget)
        if not (target.straight is not None and hunt.found.all()):
            _decide_only(hunt, target, budget, random, deadline)
        reached.append(hunt.distance.copy())
    return hunt, np.vstack(reached)


def _decide_only(
    hunt: Hunt, target: Target, budget: int, random: np.random.Generator, deadline: float
) -> None:
    """Search by decisions, from known rows; after a descent that reached every row only with what is left."""
    if not hunt.found.all():
        hunt.start(target.known, target.classes)
    refine(hunt, budget, random, late=lambda: time.monotonic() > deadline)


def _answer(
    case: Case, target: Target, positions: NDArray[np.int64], hunts: list[Hunt], reached: NDArray[np.float64]
) -> Answer:
    found = np.concatenate([hunt.found for hunt in hunts])
    sources, best = (np.vstack([getattr(hunt, name) for hunt in hunts]) for name in ("sources", "best"))
    own = np.concatenate([hunt.own for hunt in hunts])
    metrics: dict[str, float] = {}
    intervals = {"failure_rate": rate_interval(int((~found).sum()), len(found))}
    for budget, distances in zip(BUDGETS, reached, strict=True):
        name = f"median_l2_at_{budget}"
        metrics[name] = float(np.median(distances))
        if np.isfinite(distances).all():
            intervals[name] = bootstrap_interval(_median, distances, random=case.random(name))
    relative = reached[-1] / _to_other_class(target, sources, own)
    metrics |= {
        "failure_rate": float(np.mean(~found)),
        "exact": float(target.straight is not None),
        "relative": _median(relative[found]) if found.any() else float("nan"),
    }
    if found.any():
        intervals["relative"] = bootstrap_interval(_median, relative[found], random=case.random("relative"))
    scores = np.full(len(case.held_out), np.nan)
    scores[positions] = -reached[-1]
    order = np.argsort(reached[-1], kind="stable")
    distances = {"distances": reached[-1][order], "distances_at_500": reached[0][order]}
    examples = _examples(case, target, sources[order], best[order], own[order])
    examples |= {"rows": positions[order], **distances}
    return Answer(
        name="evasion",
        metrics=metrics,
        intervals=intervals,
        rows=positions[order],
        scores=scores,
        tables={"nearest": _changes(case, examples)},
        measured=examples,
        method=_method(target),
        limits=_unit(case) + " " + QUESTION.limits,
        n_used=len(found),
        n_total=len(case.held_out),
    )


def _examples(case: Case, target: Target, sources: Points, best: Points, own: Codes) -> dict[str, Any]:
    """Rows before and after the attack, in the units of the data, for figures and listings."""
    return {
        "originals": sources * case.scale,
        "adversarials": best * case.scale,
        "from": own,
        "to": target.decide(best),
        "image_shape": case.held_out.rows.image_shape,
        "classes": case.predictor.classes,
    }


def judge(answer: Answer) -> Answer:
    """Easily fooled when changes are small against the way to the nearest real row of another class."""
    high = answer.intervals.get("relative", (0.0, np.inf))[1]
    if high >= answer.thresholds["relative"]:
        return answer
    m = answer.metrics
    message = (
        f"Half of the rows get another answer after a change of L2 {m['median_l2_at_2000']:.3g}, "
        f"{m['relative']:.0%} of the way to the nearest row of another class."
    )
    return replace(answer, findings=(finding(RULE, answer, message),))


def _to_other_class(target: Target, sources: Points, own: Codes) -> NDArray[np.float64]:
    from scipy.spatial.distance import cdist

    apart = cdist(sources, target.known)
    apart[target.classes[None, :] == own[:, None]] = np.inf
    return np.asarray(np.maximum(apart.min(axis=1), 1e-12))


def _median(values: NDArray[np.float64]) -> float:
    return float(np.median(values))


def _changes(case: Case, examples: dict[str, object]) -> list[dict[str, object]]:
    """Which column each of the nearest examples changes most; no values."""
    names = case.names
    moves = np.abs(np.asarray(examples["adversarials"]) - np.asarray(examples["originals"])) / case.scale
    records = []
    for i, row in enumerate(np.asarray(examples["rows"])[:20].tolist()):
        column = int(moves[i].argmax())
        records.append(
            {"row": row, "l2": float(np.asarray(examples["distances"])[i])}
            | {"columns changed": int((moves[i] > 1e-9).sum())}
            | {"most": names[column] if column < len(names) else f"column {column}"}
        )
    return records


def _method(target: Target) -> str:
    if target.straight is not None:
        return "Exact: the scores are affine, so that the nearest row of another class is a projection."
    by_scores = "the gradient of the scores by differences, then " if target.smooth else ""
    return (
        f"Search with at most 500 and 2,000 questions for each row: {by_scores}decisions along the edge "
        f"of the "
        "class, started at the nearest rows of another class."
    )


def _unit(case: Case) -> str:
    return "In units of the columns." if np.all(case.scale == 1) else "In standard deviations of the columns."


QUESTION = Question(
    name="evasion",
    title="How small a change of a row changes the answer?",
    measure=measure,
    judge=judge,
    rules=(RULE,),
    needs=(needs_answers, needs_classifier, needs_test, needs_numbers),
    cost=lambda case: 1.0,
    weight=3.0,
    thresholds=(
        Threshold(
            name="relative",
            value=0.3,
            low=0.0,
            high=1.0,
            meaning="median change, relative to the nearest row of another class, below which it is reported",
        ),
    ),
    method="Search for the nearest row of another class.",
    limits=(
        "Where the answer is not exact, distances are upper bounds: a better attack may find nearer rows. "
        "Whether a changed row could occur is not checked."
    ),
)
