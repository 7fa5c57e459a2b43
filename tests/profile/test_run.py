from threading import Event

import numpy as np
import pytest

from mlsec_nb.errors import UsageError
from mlsec_nb.profile.answer import Answer
from mlsec_nb.profile.context import LONGEST, Context
from mlsec_nb.profile.question import Question, Threshold, questions
from mlsec_nb.profile.run import ask


def question(name, measure=lambda context: Answer(name="x"), **more):
    return Question(name=name, title=name, measure=measure, **more)


def failing(context):
    raise ValueError("a value of the data")


def interrupting(context):
    raise KeyboardInterrupt


def test_cheap_questions_come_first_and_progress_is_told():
    told = []
    asked = [question("dear", cost=lambda context: 2.0), question("cheap", cost=lambda context: 1.0)]
    ask(Context(), asked, progress=lambda *place: told.append(place))
    assert told == [(1, 2, "cheap"), (2, 2, "dear"), (2, 2, "")]


def test_a_question_that_fails_costs_its_answer_and_quotes_nothing():
    answers = ask(Context(), [question("bad", failing), question("good")])
    assert "ValueError" in answers["bad"].skipped
    assert "value of the data" not in answers["bad"].skipped
    assert answers["good"].skipped == ""


def test_an_interrupt_keeps_what_was_answered():
    answers = ask(Context(), [question("a"), question("b", interrupting), question("c")])
    assert [answers[name].skipped for name in "abc"] == ["", "interrupted", "interrupted"]


def test_needs_budget_and_cancel_are_reasons():
    cancelled = Event()
    cancelled.set()
    assert (
        ask(Context(), [question("x", needs=(lambda context: "no test rows",))])["x"].skipped
        == "no test rows"
    )
    assert "budget" in ask(Context(budget=1.0), [question("x", cost=lambda context: 60.0)])["x"].skipped
    assert ask(Context(cancel=cancelled), [question("x")])["x"].skipped == "cancelled"


def test_judging_again_measures_nothing():
    calls = []

    def measure(context):
        calls.append(context)
        return Answer(name="x", scores=np.array([0.1, 0.6, 0.9]))

    def judge(answer):
        from dataclasses import replace

        return replace(answer, rows=np.flatnonzero(answer.scores > answer.thresholds["cut"]))

    cut = Threshold(name="cut", value=0.5, low=0.0, high=1.0, meaning="score")
    answer = ask(Context(), [question("x", measure, judge=judge, thresholds=(cut,))])["x"]
    assert (answer.rows.tolist(), answer.judged(cut=0.8).rows.tolist(), len(calls)) == ([1, 2], [2], 1)
    with pytest.raises(UsageError):
        answer.judged(other=1.0)


def test_random_numbers_do_not_depend_on_what_was_asked_before():
    first, second = Context(random_state=3), Context(random_state=3)
    second.random("else").random(10)
    assert first.random("x").random() == second.random("x").random()
    assert first.seed("x") != first.seed("y")


@pytest.mark.parametrize("about", ["data", "model"])
def test_every_question_says_what_it_does_not_prove(about):
    for asked in questions(about):
        assert (asked.name, bool(asked.title and asked.method and asked.limits)) == (asked.name, True)
        assert all(threshold.low <= threshold.value <= threshold.high for threshold in asked.thresholds)


def test_weighty_questions_come_last_each_with_its_part_of_the_time():
    parts = []

    def measure(context):
        parts.append(context.part)
        return Answer(name="x")

    asked = [
        question("light", measure, weight=1.0),
        question("heavy", measure, weight=3.0),
        question("dear", measure, cost=lambda context: 9.0),
    ]
    assert [*ask(Context(), asked)] == ["dear", "heavy", "light"]
    assert parts == [1.0, 0.75, 1.0]


def test_what_a_question_may_use_is_its_part_of_what_is_left():
    context = Context(budget=10.0)
    context.part = 0.25
    assert 2.0 < context.allowed <= 2.5
    context.budget = None
    assert context.allowed == LONGEST
