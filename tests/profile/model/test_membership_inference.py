import numpy as np
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder
from sklearn.tree import DecisionTreeRegressor

from mlsec_nb.profile.attacks.membership import Pair, exposure
from mlsec_nb.profile.statistics import auc
from tests.profile.models import ask, forest, linear, tables


def test_a_forest_of_full_depth_is_exposed():
    answer = ask("membership-inference", forest())
    assert answer.intervals["auc"][0] > 0.7
    assert [finding.rule for finding in answer.findings] == ["MLS501"]
    assert set(answer.rows) <= set(range(200))
    assert np.nanargmax(answer.scores) == answer.rows[0]


def test_rows_that_it_never_saw_look_like_any_others():
    answers = []
    for seed in range(4):
        train, labels, test, test_labels = tables(600, seed=seed + 1)
        model = GaussianNB().fit(test[:100], test_labels[:100])
        data = (train, labels, test[100:], test_labels[100:])
        answers.append(ask("membership-inference", model, *data, random_state=seed))
    assert sum(low <= 0.5 <= high for low, high in (a.intervals["auc"] for a in answers)) >= 3
    assert abs(np.mean([a.metrics["auc"] for a in answers]) - 0.5) < 0.03
    assert not any(a.findings for a in answers)


def test_too_few_others_for_a_small_rate():
    answer = ask("membership-inference", linear())
    assert np.isnan(answer.metrics["tpr_at_fpr_0.001"])
    assert "not resolvable (n = 200)" in answer.limits


def test_a_regressor_is_known_by_its_errors():
    features, _, others, _ = tables()
    target, other_target = features[:, 0] + 0, others[:, 0] + 0
    exposed = DecisionTreeRegressor(random_state=0).fit(features, target)
    answers = [
        ask("membership-inference", model, features, target, others, other_target)
        for model in (exposed, LinearRegression().fit(features, target))
    ]
    assert answers[0].metrics["auc"] > 0.9 > answers[1].metrics["auc"]


def test_a_function_is_weighed_against_stand_ins():
    answer = ask("membership-inference", forest().predict_proba)
    assert "cannot be trained again" in answer.limits
    assert answer.metrics["auc"] > 0.6


def test_other_cut_offs_judge_anew_without_measuring():
    answer = ask("membership-inference", forest())
    assert answer.judged(auc=1.0, tpr=1.0).findings == ()


def test_looks_around_the_rows_find_more_than_the_rows():
    answer = ask("membership-inference", KNeighborsClassifier(5).fit(*tables(800)[:2]), *tables(800))
    pairs = answer.measured["references"]
    at_the_row = exposure(
        answer.measured["confidence"][:1],
        [Pair(pair.first_saw, pair.first[:1], pair.second[:1]) for pair in pairs],
        seed=0,
    )
    assert answer.metrics["auc"] > auc(at_the_row[:400], at_the_row[400:]) + 0.01


def test_a_model_that_refuses_other_values_is_asked_about_the_rows_alone():
    train, labels, test, test_labels = tables()
    codes = [np.round(part).clip(-2, 2) for part in (train, test)]
    model = make_pipeline(OneHotEncoder(), LogisticRegression()).fit(codes[0], labels)
    answer = ask("membership-inference", model, codes[0], labels, codes[1], test_labels)
    assert not answer.skipped
    assert len(answer.measured["confidence"]) == 1
