"""The questions that take a few lines each."""

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler
from sklearn.tree import DecisionTreeClassifier

from mlsec_nb.profile.model.library_versions import HOLES, _numbers
from mlsec_nb.profile.objects.digest import digest_of
from tests.profile.models import ask, forest, linear, tables

X, Y, TEST, TEST_Y = tables()


class Trap(ClassifierMixin, BaseEstimator):
    """Fails when anybody pickles it."""

    def fit(self, rows, labels):
        self.classes_ = np.unique(labels)
        return self

    def predict(self, rows):
        return np.zeros(len(rows), dtype=int)

    def __reduce__(self):
        raise AssertionError("was pickled")


def test_overfit():
    answer = ask("overfit", DecisionTreeClassifier(random_state=0).fit(X, Y))
    assert answer.metrics["train_score"] > 0.95 > answer.metrics["test_score"]
    assert [finding.rule for finding in answer.findings] == ["MLS505"]
    assert ask("overfit", linear()).findings == ()


def test_a_type_that_no_pickle_can_name_is_not_called_dangerous():
    class Holder(Trap):
        def fit(self, rows, labels):
            self.view_ = vars(type(self))
            return super().fit(rows, labels)

    answer = ask("pickled-types", Holder().fit(X, Y))
    assert answer.columns["builtins.mappingproxy"] == "unknown"
    assert answer.metrics["dangerous"] == 0


def test_calibration():
    sure = DecisionTreeClassifier(random_state=0).fit(X, Y)
    assert [finding.rule for finding in ask("calibration", sure).findings] == ["MLS506"]
    low, high = ask("calibration", linear()).intervals["ece"]
    assert 0 <= low < high < 0.2


def test_extraction_has_an_agreement_for_each_budget():
    metrics = ask("extraction", linear()).metrics
    for kind in ("labels", "probabilities"):
        assert [metrics[f"agreement_{kind}_at_{n}"] > 0.8 for n in (100, 500, 2000)] == [True] * 3


def test_one_column_that_decides():
    labels = (X[:, 2] > 0).astype(int)
    model = DecisionTreeClassifier().fit(X, labels)
    answer = ask("feature-dependence", model, X, labels)
    assert next(iter(answer.columns)) == "column 2"
    assert [finding.location.member for finding in answer.findings] == ["column 2"]


def test_attribute_inference_gains_from_memory():
    column = np.random.default_rng(0).integers(0, 2, (len(X), 1)) * 3.0
    rows = np.hstack([X, column])
    labels = np.random.default_rng(1).integers(0, 2, len(X))
    model = RandomForestClassifier(30, random_state=0).fit(rows, labels)
    others = np.hstack([TEST, np.random.default_rng(2).integers(0, 2, (len(TEST), 1)) * 3.0])
    answer = ask("attribute-inference", model, rows, labels, others, labels, sensitive=8)
    assert answer.metrics["column 8_gain"] > 0.05


def test_a_class_of_ones_own_is_unknown_and_never_pickled():
    answer = ask("pickled-types", Trap().fit(X, Y))
    assert answer.columns[f"{__name__}.Trap"] == "unknown"


def test_types_of_libraries_are_safe():
    assert set(ask("pickled-types", make_pipeline(StandardScaler(), forest())).columns.values()) == {"safe"}


def test_dangerous_functions_in_attributes():
    model = make_pipeline(FunctionTransformer(np.abs), LogisticRegression()).fit(X, Y)
    model.steps[0][1].inverse_func = __import__("os").system
    answer = ask("pickled-types", model)
    assert answer.metrics["dangerous"] == 1
    assert answer.findings[0].severity.label == "high"


def test_the_digest_follows_the_content():
    again = LogisticRegression().fit(X, Y)
    assert digest_of(linear()) == digest_of(again)
    again.coef_[0, 0] += 1e-9
    assert digest_of(linear()) != digest_of(again)


def test_complexity_counts_trees():
    assert ask("complexity", forest()).metrics["trees"] == 25


def test_versions_are_compared_as_numbers():
    assert _numbers("1.10.2+cpu") > _numbers("1.9")
    assert all(hole.identity.startswith("CVE-") for hole in HOLES)
    assert ask("library-versions", linear()).columns["scikit-learn"]
