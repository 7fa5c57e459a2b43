"""The view of a model."""

from __future__ import annotations

import pytest
from sklearn.datasets import make_classification
from sklearn.tree import DecisionTreeClassifier

import mlsec_nb
from mlsec_nb.errors import UsageError
from mlsec_nb.frontends.widgets.app import App


@pytest.fixture(scope="module")
def app() -> App:
    rows, y = make_classification(400, random_state=0)
    model = DecisionTreeClassifier(random_state=0).fit(rows[:200], y[:200])
    asked = ("membership-inference", "evasion", "calibration")
    profile = mlsec_nb.profile_model(
        model, rows[:200], y[:200], rows[200:], y[200:], questions=asked, budget_seconds=10, name="<i>tree"
    )
    return profile.widget()


def test_every_section_shows_something(app) -> None:
    for one in app.sections:
        app.open(one.title)
        assert app.tabs.children[app.tabs.selected_index].children


def test_the_card_can_be_taken_along(app) -> None:
    card = app.sections[-1]
    app.open(card.title)
    assert "## Security and privacy" in card._text.value
    with pytest.raises(UsageError, match="no running cell"):
        app.insert()


def test_what_if_shows_the_change(app) -> None:
    what_if = app.sections[-2]
    app.open(what_if.title)
    what_if._measure()
    app.work.wait(60)
    assert "as it is" in what_if._shown.value
    assert "trained again" in what_if._shown.value
    what_if._which.value = "round scores"
    assert "trained again" not in what_if._shown.value


def test_rows_are_named_by_their_position(app) -> None:
    app.open("Rows")
    rows = next(one for one in app.sections if one.title == "Rows")
    rows._question.value = "evasion"
    assert "test rows" in rows._shown.value
    assert str(app.state.profile["evasion"].rows[0]) in rows._shown.value


def test_a_model_that_is_gone_cannot_be_asked_again(app) -> None:
    context, app.state.context = app.state.context, None
    app.sections[0]._again()
    app.work.wait(10)
    app.state.context = context
    assert "not in memory any more" in app.work._said.value
