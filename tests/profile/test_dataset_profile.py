import json
from dataclasses import replace

import numpy as np
import pandas
import pytest

import mlsec_nb
from mlsec_nb.core.measured import MEASURED
from mlsec_nb.errors import UsageError
from mlsec_nb.profile.rule import rules
from tests.profile.tables import blobs

UNEQUAL = {"x": list(range(100)), "y": [0] * 98 + [1] * 2}


@pytest.fixture
def profile():
    return mlsec_nb.profile_dataset(UNEQUAL, "y", questions=["digest", "imbalance"], name="df")


def test_answers_are_reached_by_name(profile):
    assert profile["imbalance"].metrics["ratio"] == 49
    assert [finding.rule for finding in profile.findings] == ["MLS408"]
    assert (profile.ok("low"), profile.ok("medium")) == (False, True)
    with pytest.raises(UsageError, match="imbalance"):
        profile["none"]


def test_it_shows_itself_everywhere(profile):
    bundle = profile._repr_mimebundle_()
    assert "MLS408" in bundle["text/plain"]
    assert "class-imbalance" in bundle["text/html"]
    assert "<script" not in profile.to_html()
    assert json.loads(profile.to_json())["answers"]["imbalance"]["metrics"]["classes"] == 2
    assert profile.to_frame()["rule"].tolist() == ["MLS408"]
    assert profile.to_frame("imbalance/classes")["rows"].tolist() == [2, 98]


def test_the_checklist_is_told(profile):
    (told,) = [m for m in MEASURED.recorded("dataset") if (m.subject, m.question) == ("df", "imbalance")]
    assert told.digest == profile.digest != ""
    assert (told.findings, told.worst) == (1, profile.findings[0].severity)


def test_names_are_escaped():
    hostile = "<img src=x onerror=alert(1)>"
    page = mlsec_nb.profile_dataset({"x": [1, 2], hostile: [0, 1]}, hostile, name=hostile).to_html()
    assert hostile not in page


def test_the_same_twice():
    features, labels = blobs()
    first, second = (mlsec_nb.profile_dataset(features, labels) for _ in range(2))
    assert _timeless(first) == _timeless(second)


def _timeless(profile):
    answers = {name: replace(answer, seconds=0.0) for name, answer in profile.answers.items()}
    record = replace(profile, answers=answers, seconds=0.0).as_dict() | {"at": None}
    return json.dumps(record, default=lambda value: np.asarray(value).tolist())


@pytest.mark.parametrize("target", ["z", 9, [0, 1]])
def test_a_target_that_is_not_there(target):
    with pytest.raises(UsageError):
        mlsec_nb.profile_dataset({"x": [1, 2, 3]}, target)


@pytest.mark.parametrize("wrong", [{"questions": ["none"]}, {"budget": "slow"}, {"budget": -1.0}])
def test_wrong_settings_say_the_way_out(wrong):
    with pytest.raises(UsageError):
        mlsec_nb.profile_dataset({"x": [1, 2, 3]}, **wrong)


def test_a_target_is_named_placed_or_given_beside():
    frame = pandas.DataFrame({"x": [1.0, 2.0, 3.0, 4.0], "y": ["a", "b", "a", "b"]})
    for target in ("y", 1, -1, frame["y"], ["a", "b", "a", "b"]):
        assert (
            mlsec_nb.profile_dataset(frame, target, questions="imbalance")["imbalance"].metrics["classes"]
            == 2
        )


def test_rules_of_profiles_belong_to_an_engine():
    assert {rule.engine for rule in rules()} <= {"data", "model", "privacy"}
