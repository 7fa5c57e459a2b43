import copy
import json
import pickle
from threading import Event

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.naive_bayes import GaussianNB
from sklearn.preprocessing import StandardScaler

import mlsec_nb
from mlsec_nb.core.measured import MEASURED
from mlsec_nb.errors import UsageError
from mlsec_nb.profile.question import questions
from mlsec_nb.profile.rule import rules
from tests.profile.models import linear, tables

CHEAP = ["digest", "overfit", "pickled-types", "complexity"]


@pytest.fixture(scope="module")
def profile():
    return mlsec_nb.profile_model(linear(), *tables(), sensitive=[0], name="clf")


def test_every_question_is_answered(profile):
    assert profile.skipped == {}
    assert set(profile) == {question.name for question in questions("model")}
    assert all(profile[name].seconds >= 0 for name in profile)


def test_it_shows_itself_everywhere(profile):
    assert "easily-copied" in str(profile)
    assert "<script" not in profile.to_html()
    answers = json.loads(profile.to_json())["answers"]
    assert answers["evasion"]["metrics"]["failure_rate"] == 0


@pytest.mark.parametrize(
    "name", ["membership-inference", "evasion", "calibration", "extraction", "backdoor", "feature-dependence"]
)
def test_figures(profile, name):
    assert profile.plot(name).axes


def test_the_model_card_has_the_numbers(profile):
    card = profile.model_card()
    assert f"{profile['membership-inference'].metrics['auc']:.3g}" in card
    assert profile.digest in card


def test_what_if_compares_defences(profile):
    titles = [record["change"] for record in profile.what_if()]
    assert titles[:3] == ["as it is", "scores rounded to 1 digit", "labels only"]
    assert "C = 0.01" in titles[3]


def test_the_checklist_is_told(profile):
    told = {m.question: m for m in MEASURED.recorded("model") if m.subject == "clf"}
    assert told["membership-inference"].digest == profile.digest != ""


def test_nothing_of_the_user_is_changed():
    model, data = copy.deepcopy(linear()), [np.array(part) for part in tables()]
    before = pickle.dumps((model, data))
    asked = [question.name for question in questions("model") if question.name != "extraction"]
    mlsec_nb.profile_model(model, *data, questions=asked)
    assert pickle.dumps((model, data)) == before


def test_the_same_twice():
    drawing = ["attribute-inference", "backdoor", "evasion", "membership-inference"]
    model = GaussianNB().fit(*tables()[:2])
    first, second = (mlsec_nb.profile_model(model, *tables(), questions=drawing) for _ in range(2))
    for name in first:
        assert dict(first[name].metrics) == pytest.approx(dict(second[name].metrics), nan_ok=True)


def test_every_rule_has_its_documentation():
    assert all("Why it matters" in rule.docs for rule in rules())


@pytest.mark.parametrize(
    ("model", "why"),
    [
        (LogisticRegression(), "fit it first"),
        (StandardScaler().fit(tables()[0]), "no `predict`"),
        (lambda rows: 1 / 0, "ZeroDivisionError"),
        (lambda rows: np.zeros(1), "gave 1 answers"),
        (lambda rows: np.full((len(rows), 7), 1 / 7), "7 outputs for 2 classes"),
        (Ridge().fit(tables()[0], np.c_[tables()[1], tables()[1]]), "shape"),
    ],
)
def test_a_model_that_cannot_be_asked(model, why):
    profile = mlsec_nb.profile_model(model, *tables())
    assert profile["digest"].skipped == ""
    reasons = " ".join(profile.skipped.values())
    assert why in reasons or why == "shape"
    assert "please report" not in reasons


@pytest.mark.parametrize("given", [(), (None,), tables()[:2], (*tables()[:2], tables()[2])])
def test_less_data_means_fewer_answers(given):
    profile = mlsec_nb.profile_model(linear(), *given, questions=[*CHEAP, "membership-inference"])
    assert (
        "X_t" in profile["membership-inference"].skipped
        or "labels" in profile["membership-inference"].skipped
    )
    assert profile["digest"].skipped == ""


def test_cancelled():
    cancel = Event()
    cancel.set()
    assert set(mlsec_nb.profile_model(linear(), *tables(), cancel=cancel).skipped.values()) == {"cancelled"}


@pytest.mark.parametrize("wrong", [{"questions": "none"}, {"budget_seconds": 0}])
def test_a_wrong_call(wrong):
    with pytest.raises(UsageError):
        mlsec_nb.profile_model(linear(), *tables(), **wrong)


def test_rows_without_as_many_labels():
    with pytest.raises(UsageError, match="labels"):
        mlsec_nb.profile_model(linear(), tables()[0], tables()[1][:3])
