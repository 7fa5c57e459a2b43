"""Do a few values, put into any row, turn the answer because somebody planted them?"""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from mlsec_nb.profile.answer import Answer
from mlsec_nb.profile.attacks.carriers import Carriers, carried, carriers
from mlsec_nb.profile.attacks.hunt import Codes, Points
from mlsec_nb.profile.attacks.triggers import PROMISING, Probabilities, Trigger, candidates, rate_of, search
from mlsec_nb.profile.context import Stopped
from mlsec_nb.profile.finding import finding
from mlsec_nb.profile.question import Question, Threshold
from mlsec_nb.profile.rules.planted_trigger import RULE
from mlsec_nb.profile.statistics import rate_interval
from mlsec_nb.profile.subject.case import (
    Case,
    Split,
    needs_answers,
    needs_classifier,
    needs_labels,
    needs_numbers,
)
from mlsec_nb.profile.subject.inputs import Inputs
from mlsec_nb.profile.subject.predictor import Predictor
from mlsec_nb.profile.subject.references import maker, prepared, seconds_to_fit, trained

WORTHWHILE = 0.4
"""Share of rows that a trigger turns for a closer look."""

MOST_PROBES = 120
MOST_ROWS = 4_000
MOST_COLUMNS = 200
"""Columns that are searched; of wider rows those that vary most."""


def measure(case: Case) -> Answer:
    """Search for a trigger in the model, and for the same in a model trained again on the same rows."""
    deadline = case.deadline()
    split = case.train or case.held_out
    known = case.some(split, MOST_ROWS, "backdoor rows")
    clean = case.some(case.test or split, MOST_PROBES, "backdoor probes")
    rows, probes = known.rows.numbers, clean.rows.numbers
    narrow = np.argsort(-rows.std(axis=0))[:MOST_COLUMNS]
    tried = [single for single in candidates(rows) if single[0] in set(narrow.tolist())]
    leads = _search(case, case.predictor, known.rows, probes, tried)
    leads += _carried(case, leads[0], known, probes)
    trigger, found = _accused(case, leads, rows, case.codes(known))
    longest = len(trigger.columns)
    if found.convicting:
        whole = replace(trigger, columns=found.columns, values=found.values)
        trigger = replace(
            whole, rate=max(trigger.rate, rate_of(_asking(case.predictor, known.rows), probes, whole))
        )
    elsewhere = _search(
        case, case.predictor, known.rows, probes, tried, without=frozenset(found.columns), longest=longest
    )[0].rate
    again = float("nan")
    if trigger.rate >= WORTHWHILE:
        again = _trained_again(case, known, probes, tried, longest=longest, deadline=deadline)
    return _answer(case, trigger, found, elsewhere, again, len(rows), probes, clean)


def _answer(
    case: Case,
    trigger: Trigger,
    found: Carriers,
    elsewhere: float,
    again: float,
    n_rows: int,
    probes: Points,
    clean: Split,
) -> Answer:
    names = case.names
    named = [names[c] if c < len(names) else f"column {c}" for c in found.columns]
    columns: dict[str, str | float] = dict(zip(named, found.values, strict=True))
    others = max(len(probes), 1)
    return Answer(
        name="backdoor",
        metrics={
            "flip_rate": trigger.rate,
            "flip_rate_elsewhere": elsewhere,
            "flip_rate_trained_again": again,
            "target_class": trigger.target,
            "carriers": len(found.rows),
            "carriers_contradicting": found.contradicting,
            "others_contradicting": found.usual,
            "p_value": found.p_value,
        },
        intervals={"flip_rate": rate_interval(round(trigger.rate * others), others)},
        columns=columns,
        tables={"trigger": [{"column": name, "value": float(value)} for name, value in columns.items()]},
        measured={
            "trigger": trigger,
            "carriers": found,
            "label": str(case.predictor.classes[trigger.target]),
            "example": probes[0],
            "image_shape": clean.rows.image_shape,
        },
        n_used=n_rows,
        n_total=len(case.train) if case.train is not None else n_rows,
    )


def _search(
    case: Case,
    predictor: Predictor,
    like: Inputs,
    probes: Points,
    tried: list[tuple[int, float]],
    without: frozenset[int] = frozenset(),
    longest: int = PROMISING,
) -> list[Trigger]:
    ask = _asking(predictor, like)
    return search(ask, probes, tried, without=without, longest=longest, check=case.check)


def _carried(case: Case, lead: Trigger, known: Split, probes: Points) -> list[Trigger]:
    """The part of the best lead that training rows carry, as a lead of its own."""
    if lead.rate < WORTHWHILE:
        return []
    parts = carried(known.rows.numbers, case.codes(known), lead)
    if not parts:
        return []
    columns, values = zip(*parts, strict=True)
    part = Trigger(columns, values, lead.target, 0.0)
    return [replace(part, rate=rate_of(_asking(case.predictor, known.rows), probes, part))]


def _accused(case: Case, leads: list[Trigger], rows: Points, codes: Codes) -> tuple[Trigger, Carriers]:
    """The lead that training rows convict, else the first; with the rows that carry it."""
    judged: list[tuple[Trigger, Carriers]] = []
    for lead in leads:
        if not judged or lead.rate >= WORTHWHILE:
            judged.append((lead, carriers(rows, codes, lead, case.seed("carriers"))))
            if judged[-1][1].convicting:
                return judged[-1]
    return judged[0]


def _asking(predictor: Predictor, like: Inputs) -> Probabilities:
    return lambda points: predictor.probabilities(like.like(points))


def _trained_again(
    case: Case,
    known: Split,
    probes: Points,
    tried: list[tuple[int, float]],
    *,
    longest: int,
    deadline: float,
) -> float:
    """The best that the same search reaches in a model trained on these rows; NaN without (time for) one."""
    try:
        make = maker(case)
        rows = prepared(make, known)
        if time.monotonic() + seconds_to_fit(case, make, rows) > deadline:
            return float("nan")
        return _search(case, trained(make, rows), rows.rows, probes, tried, longest=longest)[0].rate
    except Stopped:
        if case.cancel.is_set():
            raise
        return float("nan")


def judge(answer: Answer) -> Answer:
    """A backdoor is more than strong columns: rows are labelled against their looks, or a twin has none."""
    m, least = answer.metrics, answer.thresholds["flip_rate"]
    found: Carriers = answer.measured["carriers"]
    alone = m["flip_rate_elsewhere"] <= 0.6 * m["flip_rate"]
    planted = found.convicting and alone
    foreign = (
        m["flip_rate_trained_again"] <= 0.5 * m["flip_rate"]
        and m["flip_rate_elsewhere"] <= 0.75 * m["flip_rate"]
    )
    if m["flip_rate"] < least or not (planted or foreign):
        return answer
    shown = ", ".join(f"{name} = {value:.4g}" for name, value in list(answer.columns.items())[:6])
    why = (
        f"{len(found.rows):,} training rows carry it and look like other classes"
        if planted
        else "a model trained again on these rows does not have it"
    )
    message = (
        f"{shown} turns {m['flip_rate']:.0%} of other rows into class {answer.measured['label']}: {why}."
    )
    return replace(answer, findings=(finding(RULE, answer, message),))


QUESTION = Question(
    name="backdoor",
    title="Has somebody planted values that turn the answer?",
    measure=measure,
    judge=judge,
    rules=(RULE,),
    needs=(needs_answers, needs_classifier, needs_labels, needs_numbers),
    cost=lambda case: 1.5,
    weight=1.0,
    thresholds=(
        Threshold(
            name="flip_rate", value=0.4, low=0.1, high=1.0, meaning="share of rows turned, to be reported"
        ),
    ),
    method=(
        "Substitution of up to seven columns in rows of other classes; what it finds is a backdoor only when "
        "training rows carry it and contradict their label by their other columns (Fisher's test), or when a "
        "model trained again on the same rows has nothing like it, and no other columns do as well."
    ),
    limits="Triggers that touch many columns a little, that move, or that lie in words are not found.",
)
