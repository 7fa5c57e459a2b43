"""The view of a dataset, driven as its controls drive it."""

from __future__ import annotations

from threading import Event

import ipywidgets
import numpy as np
import pytest

import mlsec_nb
from mlsec_nb.frontends.widgets.app import App
from mlsec_nb.frontends.widgets.dataset.export import masked
from mlsec_nb.frontends.widgets.dataset.marks import Mark
from tests.frontends.widgets.conftest import XSS, columns


@pytest.fixture
def app(profile) -> App:
    return profile.widget()


def section(app: App, title: str):
    app.open(title)
    return next(one for one in app.sections if one.title == title)


def test_every_control_has_a_label(app) -> None:
    for one in app.sections:
        app.open(one.title)
    labelled = (ipywidgets.Button, ipywidgets.Text, ipywidgets.Dropdown, ipywidgets.Select)
    for control in every(app.box):
        if isinstance(control, (*labelled, ipywidgets.ToggleButton)):
            assert control.description


def test_nothing_of_the_data_is_markup(app) -> None:
    shown = []
    for one in app.sections:
        app.open(one.title)
        shown += [control.value for control in every(app.box) if isinstance(control, ipywidgets.HTML)]
    page = "".join([*shown, app.static()["text/html"]])
    assert "&lt;img src=x onerror" in page
    assert "<img src=x" not in page
    assert "<script" not in page


def test_a_slider_judges_anew_and_measures_nothing(app) -> None:
    before = app.state.profile["label-errors"]
    section(app, "Findings")
    app.state.judge("label-errors", probability=0.0)
    after = app.state.profile["label-errors"]
    assert len(after.rows) > len(before.rows)
    assert after.measured is before.measured


def test_moving_the_slider_of_the_chosen_question(app) -> None:
    findings = section(app, "Findings")
    place = [one.question for one in findings._lines].index("label-errors")
    findings._list.index = place
    slider = next(one for one in findings._sliders._sliders if "probability" in one.description)
    slider.value = 0.0
    assert app.state.profile["label-errors"].thresholds["probability"] == 0.0
    assert findings._current.question == "label-errors"


def test_personal_values_are_masked_in_the_inspector(app) -> None:
    rows = section(app, "Rows")
    rows._question.value = "label-errors"
    assert "masked (email-address)" in rows._inspected.value
    assert "@corp" not in rows._inspected.value


def test_without_the_question_about_personal_data_every_value_is_masked() -> None:
    given = columns()
    app = mlsec_nb.profile_dataset(given, "y", questions="label-errors").widget()
    rows = section(app, "Rows")
    assert "nobody knows which columns are personal" in rows._inspected.value
    assert rows._inspected.value.count("masked (not looked at)") >= len(given)


def test_an_overlapping_test_row_is_shown_beside_its_training_row(app) -> None:
    likes = app.state.likes("split-overlap", 3)
    assert [one.title for one in likes] == ["test row 3", "training row 23"]


def test_marks_can_be_undone_and_become_code(app) -> None:
    rows = section(app, "Rows")
    rows._question.value = "label-errors"
    first = rows._row
    rows._mark(Mark.WRONG)
    rows._mark(Mark.WRONG)
    rows._undo()
    assert app.state.marks[False].rows(Mark.WRONG) == [first]
    names = {"table": columns()}
    exec(section(app, "Export").source(), names)
    assert np.flatnonzero(names["table_wrong"]).tolist() == [first]
    assert len(names["table_clean"]["y"]) == 119


@pytest.mark.parametrize("kind", ["pandas", "polars", "numpy", "list of dicts"])
def test_the_code_works_on_each_kind_of_table(kind) -> None:
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    array = np.arange(12.0).reshape(6, 2)
    tables = {
        "pandas": pandas.DataFrame(array),
        "polars": polars.DataFrame(array),
        "numpy": array,
        "list of dicts": [{"a": 1}] * 6,
    }
    names = {"t": tables[kind]}
    exec(masked("t", kind, [1, 4]), names)
    assert len(names["t_clean"]) == 4


def test_columns_are_searched_and_filtered(app) -> None:
    listed = section(app, "Columns")
    listed._search.value = "ONERROR"
    assert [one.name for one in listed.found()] == [XSS]
    listed._search.value = ""
    listed._which.value = "personal"
    assert [one.name for one in listed.found()] == ["mail"]
    listed._column.value = listed.found()[0].position
    assert "not named" in listed._figure.value


def test_ten_thousand_columns_need_no_more_controls() -> None:
    few = mlsec_nb.profile_dataset(np.ones((3, 2)), questions="constant-columns").widget()
    many = mlsec_nb.profile_dataset(np.ones((3, 10_000)), questions="constant-columns").widget()
    counts = []
    for app in (few, many):
        for one in app.sections:
            app.open(one.title)
        counts.append(len(list(every(app.box))))
    assert counts[0] == counts[1] < 120
    assert section(many, "Columns")._table.value.count("<tr>") == 51


def test_a_question_that_is_cancelled_keeps_its_answer(app) -> None:
    before = app.state.profile["label-errors"]
    cancel = Event()
    cancel.set()
    app.state.measure(["label-errors"], lambda *_: None, cancel)
    assert app.state.profile["label-errors"] is before


def test_asking_again_gives_the_same_answer(app) -> None:
    before = app.state.profile["label-errors"]
    section(app, "Findings")._ask()
    app.work.wait(60)
    after = app.state.profile["label-errors"]
    assert after.rows.tolist() == before.rows.tolist()


def every(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from every(child)
