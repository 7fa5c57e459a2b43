import pytest
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier
from sklearn.tree import DecisionTreeClassifier

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
