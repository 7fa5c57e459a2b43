import pytest
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier
from sklearn.tree import DecisionTreeClassifier

from mlsec_nb.profile.attacks.triggers import Trigger
from mlsec_nb.profile.model.backdoor import _accused
from mlsec_nb.profile.subject.case import Case
from tests.profile.models import ask, patched_digits, tables

PATCH = {"column 54", "column 55", "column 62", "column 63"}


@pytest.mark.parametrize(
    ("rate", "named", "rules"), [(0.06, PATCH, ["MLS509"]), (0.0, set(), [])], ids=["patched", "clean"]
)
def test_the_patch_is_named(rate, named, rules):
    data = patched_digits(rate)
    answer = ask("backdoor", MLPClassifier((32,), max_iter=60, random_state=0).fit(*data[:2]), *data)
    assert named <= set(answer.columns)
    assert [finding.rule for finding in answer.findings] == rules


def test_a_strong_column_does_not_hide_the_patch():
    """The best pair had one pixel of the patch and one of the digits: no row carried both."""
    train, labels = patched_digits(0.02, seed=4)[:2]
    case = Case(LogisticRegression().fit(train, labels), (train, labels))
    leads = [Trigger((21, 55), (0.0, 4.0), 0, 0.94), Trigger((55,), (4.0,), 0, 0.91)]
    trigger, found = _accused(case, leads, train, labels)
    assert trigger == leads[1]
    assert found.columns == (54, 55, 62, 63)


def test_a_forest_mixes_the_patch_with_columns_of_the_class():
    data = patched_digits(0.06)
    answer = ask("backdoor", RandomForestClassifier(60, random_state=0).fit(*data[:2]), *data)
    assert set(answer.columns) == PATCH
    assert [finding.rule for finding in answer.findings] == ["MLS509"]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    "model",
    [
        LogisticRegression(),
        DecisionTreeClassifier(random_state=0),
        RandomForestClassifier(20, random_state=0),
    ],
)
def test_strong_columns_are_no_backdoor(model, seed):
    data = tables(400, seed=seed)
    assert ask("backdoor", model.fit(*data[:2]), *data).findings == ()
