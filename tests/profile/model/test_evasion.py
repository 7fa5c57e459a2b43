import numpy as np
import pytest
from sklearn.dummy import DummyClassifier
from sklearn.linear_model import LogisticRegression, Perceptron
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier

from tests.profile.models import ask, linear, tables

X, Y, TEST, _ = tables()


def distances_to_the_plane(model, rows):
    return np.abs(model.decision_function(rows)) / np.linalg.norm(model.coef_)


def test_a_linear_model_is_solved_exactly():
    answer = ask("evasion", linear())
    expected = distances_to_the_plane(linear(), answer.measured["originals"])
    assert answer.metrics["exact"] == 1
    assert answer.measured["distances"] == pytest.approx(expected, rel=1e-3, abs=1e-6)


def test_scaling_in_front_stays_exact():
    model = make_pipeline(StandardScaler(), LogisticRegression()).fit(X * 7, Y)
    assert ask("evasion", model, X * 7, Y, TEST * 7).metrics["exact"] == 1


@pytest.mark.parametrize("model", [SVC(), DecisionTreeClassifier(random_state=0), Perceptron()])
def test_every_example_has_another_answer(model):
    model.fit(X, Y)
    answer = ask("evasion", model, X, Y, TEST)
    assert answer.metrics["failure_rate"] == 0
    assert np.all(
        model.predict(answer.measured["adversarials"]) != model.predict(answer.measured["originals"])
    )
    assert answer.metrics["median_l2_at_2000"] <= answer.metrics["median_l2_at_500"]


def test_deciding_by_labels_only_comes_near_the_exact_distance():
    answer = ask("evasion", linear().predict)
    exact = np.median(distances_to_the_plane(linear(), answer.measured["originals"]))
    assert exact <= answer.metrics["median_l2_at_2000"] <= 1.3 * exact


def test_a_model_of_one_answer_cannot_be_fooled():
    assert "one class only" in ask("evasion", DummyClassifier().fit(X, Y)).skipped


def test_the_examples_start_at_the_rows_that_were_given():
    answer = ask("evasion", linear())
    assert np.array_equal(answer.measured["originals"], TEST[answer.rows])
