import numpy as np
import pandas
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, QuantileTransformer, StandardScaler
from sklearn.svm import SVC

from tests.profile.models import ask, forest, linear, tables

X, Y = tables()[:2]


@pytest.mark.parametrize("model", [SVC(), make_pipeline(StandardScaler(), KNeighborsClassifier())])
def test_rows_are_found_where_they_are_stored(model):
    answer = ask("memorisation", model.fit(X, Y))
    assert answer.metrics["rows_stored"] == len(answer.rows) > 50
    assert "training rows" in answer.columns.values()
    assert answer.findings[0].rule == "MLS502"


def test_support_vectors_by_their_positions():
    model = SVC().fit(X, Y)
    assert set(ask("memorisation", model).rows) == set(model.support_)


@pytest.mark.parametrize("model", [OneHotEncoder(), QuantileTransformer(n_quantiles=200)])
def test_values_of_columns_are_found(model):
    assert set(ask("memorisation", model.fit(X)).columns.values()) == {"column values"}


@pytest.mark.parametrize("model", [linear(), forest()])
def test_statistics_are_no_rows(model):
    answer = ask("memorisation", model)
    assert answer.columns == {}
    assert answer.findings == ()


def test_leaves_with_a_single_row_are_counted():
    assert 0 < ask("memorisation", forest()).metrics["single_row_leaves"] < 1


def test_words_that_one_text_alone_has():
    texts = [f"common words {'alice' if i == 3 else 'again'} number{i % 30}" for i in range(90)]
    model = make_pipeline(TfidfVectorizer(), LogisticRegression()).fit(texts, [i % 2 for i in range(90)])
    answer = ask("memorisation", model, texts, [i % 2 for i in range(90)])
    assert answer.metrics["rare_words"] == 1
    assert list(answer.columns.values()) == ["vocabulary"]


def test_leftovers_in_attributes():
    model = LogisticRegression().fit(X, Y)
    model.frame_ = pandas.DataFrame({"name": ["a", "b"]})
    model.source_ = "/home/" + "someone/patients.csv"
    kinds = ask("memorisation", model).columns
    assert (kinds["frame_"], kinds["source_"]) == ("data frame", "file path")


def test_without_rows_it_says_what_it_could_not_look_for():
    answer = ask("memorisation", KNeighborsClassifier().fit(X, Y), None)
    assert "could not be looked for" in answer.limits


def test_single_precision_and_subsets_of_columns():
    model = LogisticRegression().fit(X, Y)
    model.kept_ = np.asfortranarray(X[40:90, [5, 2, 3]].astype(np.float32))
    assert set(ask("memorisation", model).rows) == set(range(40, 90))
