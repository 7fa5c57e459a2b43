"""Asks the questions, each within its part of the time; one that fails costs that one answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeAlias, TypeVar

from mlsec_nb.errors import UsageError
from mlsec_nb.profile.answer import Answer
from mlsec_nb.profile.context import Context, Stopped
from mlsec_nb.profile.question import Question

C = TypeVar("C", bound=Context)

Progress: TypeAlias = Callable[[int, int, str], None]
"""Called with (number, total, name) before each question, and with (total, total, "") at the end."""

BUDGETS: Mapping[str, float | None] = {"quick": 10.0, "full": None}
"""Budgets that have a name, in seconds."""

SLACK = 1.2
"""A question is not begun when its expected cost exceeds what is left by more than this factor."""


def ask(
    context: C,
    questions: Iterable[Question[C]],
    *,
    progress: Progress | None = None,
    answered: Callable[[Answer], None] | None = None,
    thresholds: Mapping[str, Mapping[str, float]] | None = None,
) -> dict[str, Answer]:
    """Answer the questions in order of their weight and cost.

    An interrupt (the stop button of a notebook) ends the asking, not the call: what was answered is kept,
    the rest says that it was interrupted.

    Parameters
    ----------
    progress
        Told before each question.
    answered
        Given each answer as soon as it is there.
    thresholds
        Other cut-offs than the defaults, by question.
    """
    in_order = sorted(questions, key=lambda one: (one.weight > 0, -one.weight, _cost(context, one), one.name))
    answers: dict[str, Answer] = {}
    interrupted = ""
    for number, question in enumerate(in_order, start=1):
        if progress is not None and not interrupted:
            progress(number, len(in_order), question.name)
        weight = question.weight
        context.part = weight / sum(one.weight for one in in_order[number - 1 :]) if weight else 1.0
        try:
            cut_offs = (thresholds or {}).get(question.name, {})
            answer = answer_one(context, question, cut_offs, interrupted)
        except KeyboardInterrupt:
            interrupted = "interrupted"
            answer = answer_one(context, question, {}, interrupted)
        answers[question.name] = answer
        if answered is not None:
            answered(answer)
    if progress is not None:
        progress(len(in_order), len(in_order), "")
    return answers


def answer_one(
    context: C, question: Question[C], thresholds: Mapping[str, float] | None = None, interrupted: str = ""
) -> Answer:
    """Answer one question; whatever goes wrong becomes the reason why it was skipped."""
    start = time.perf_counter()
    standing = {threshold.name: threshold.value for threshold in question.thresholds}
    bare = Answer(name=question.name, subject=context.subject, method=question.method, limits=question.limits)
    why = interrupted or _unmet(context, question)
    if why:
        return replace(bare, skipped=why)
    try:
        answer = question.measure(context)
        answer = replace(
            answer,
            subject=context.subject,
            thresholds={**standing, **answer.thresholds},
            method=answer.method or question.method,
            limits=answer.limits or question.limits,
            judge=question.judge,
        )
        answer = answer.judged(**(thresholds or {}))
    except Stopped as stop:
        return replace(bare, skipped=str(stop), seconds=time.perf_counter() - start)
    except Exception as error:  # its text may quote the data
        why = f"the question failed with {type(error).__name__}; please report this"
        return replace(bare, skipped=why, seconds=time.perf_counter() - start)
    return replace(answer, seconds=time.perf_counter() - start)


def seconds_of(budget: float | str | None) -> float | None:
    """A budget in seconds.

    Raises
    ------
    UsageError
        For a word that is none, or a time that is not positive.
    """
    if isinstance(budget, str):
        if budget not in BUDGETS:
            raise UsageError(f"There is no budget {budget!r}.", "Give seconds, `quick` or `full`.")
        return BUDGETS[budget]
    if budget is not None and not budget > 0:
        raise UsageError("A budget is a positive number of seconds.", "Give one, or None for no limit.")
    return budget


def _unmet(context: C, question: Question[C]) -> str:
    """The first reason not to ask."""
    try:
        context.check()
        reasons: list[str] = [why for need in question.needs if (why := need(context))]
    except Stopped as stop:
        return str(stop)
    if reasons:
        return reasons[0]
    expected = _cost(context, question)
    if expected > SLACK * context.left:
        return f"takes about {expected:.0f} s, {max(context.left, 0):.0f} s of the budget are left"
    return ""


def _cost(context: C, question: Question[Any]) -> float:
    return float(question.cost(context))
