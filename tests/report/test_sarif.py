import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from jsonschema import Draft4Validator

from mlsec_nb.core.finding import Related, Skipped, Suppression
from mlsec_nb.report import render
from tests.factories import finding, gap, location, result, rule, target
from tests.report.results import results

# The schema as the SARIF committee published it (2.1.0, revision rtm.5).
VALIDATOR = Draft4Validator(json.loads((Path(__file__).parent / "sarif-2.1.0-rtm.5.json").read_text()))


def run(*targets, rules=(), skipped=(), **settings):
    return json.loads(render(result(*targets, rules=rules, skipped=skipped), "sarif", **settings))["runs"][0]


def uri(path):
    return run(target(path=path))["artifacts"][0]["location"]


@settings(max_examples=40)
@given(results)
def test_any_result_is_valid_sarif(any_result):
    VALIDATOR.validate(json.loads(render(any_result, "sarif")))


def test_a_result_points_to_its_rule_and_its_cell():
    log = run(target(finding(location=location(cell=4))), rules=(rule(id="MLS100"), rule()))
    (found,) = log["results"]
    assert log["tool"]["driver"]["rules"][found["ruleIndex"]]["id"] == found["ruleId"] == "MLS201"
    assert found["locations"][0]["logicalLocations"][0]["name"] == "cell 5"
    assert found["partialFingerprints"] == {"mlsecNb/v1": "0123456789abcdef"}


def test_a_rule_that_is_not_in_force_any_more_is_still_described():
    assert [rule["id"] for rule in run(target(finding()))["tool"]["driver"]["rules"]] == ["MLS201"]


def test_severity_becomes_level_and_score():
    log = run(target(*map(finding, ("critical", "medium", "info"))), rules=(rule(),))
    assert [found["level"] for found in log["results"]] == ["error", "warning", "note"]
    properties = log["tool"]["driver"]["rules"][0]["properties"]
    assert properties["security-severity"] == "8.0"
    assert "external/cwe/cwe-502" in properties["tags"]


def test_regions_are_those_of_the_raw_notebook():
    raw = json.dumps({"cells": [{"source": ["import pickle\n", "pickle.load(f)\n"]}]}, indent=1).encode()
    at = location(line=2, column=1, end_column=12, pointer="/cells/0/source")
    other = Related(location=location(pointer="/cells/0/source"), message="imported here")
    log = run(target(finding(location=at, related=(other,))), read_raw=lambda path: raw)
    found = log["results"][0]
    assert found["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 6,
        "startColumn": 6,
        "endLine": 6,
        "endColumn": 17,
    }
    assert found["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] == 5


def test_a_file_without_findings_is_not_read():
    def refuse(path):
        raise AssertionError(path)

    assert run(target(), read_raw=refuse)["results"] == []


def test_without_the_raw_file_there_is_no_region():
    log = run(target(finding()), read_raw=lambda path: None)
    assert "region" not in log["results"][0]["locations"][0]["physicalLocation"]


def test_lines_of_a_script_are_lines_of_the_file():
    log = run(target(finding(location=location(line=7, column=3)), kind="script"))
    region = log["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 7, "startColumn": 3}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a b/ü#?.ipynb", {"uri": "a%20b/%C3%BC%23%3F.ipynb", "uriBaseId": "%SRCROOT%"}),
        ("./a.ipynb", {"uri": "a.ipynb", "uriBaseId": "%SRCROOT%"}),
        ("javascript:x.ipynb", {"uri": "javascript%3Ax.ipynb", "uriBaseId": "%SRCROOT%"}),
        ("/data/a%b.ipynb", {"uri": "file:///data/a%25b.ipynb"}),
        ("s3://bucket/a b.ipynb", {"uri": "s3://bucket/a%20b.ipynb"}),
    ],
)
def test_paths_become_uris(path, expected):
    assert uri(path) == expected


def test_gaps_make_the_run_unsuccessful_and_omissions_do_not():
    omission = Skipped("3 image/png", "no text to read", gap=False)
    invocation = run(target(skipped=(omission,)), skipped=(gap(),))["invocations"][0]
    assert invocation["executionSuccessful"] is False
    assert [n["level"] for n in invocation["toolExecutionNotifications"]] == ["error", "note"]
    assert run(target(skipped=(omission,)))["invocations"][0]["executionSuccessful"] is True


@pytest.mark.parametrize(
    ("by", "kind"), [("inline", "inSource"), ("tag", "inSource"), ("baseline", "external")]
)
def test_suppressed_findings_stay_marked(by, kind):
    found = run(target(finding(suppressed=Suppression(by, "known"))))["results"][0]
    assert found["suppressions"] == [{"kind": kind, "status": "accepted", "justification": f"{by}: known"}]


def test_a_message_cannot_make_a_link():
    found = run(target(finding(message="[click](https://example.invalid)")))["results"][0]
    assert "](" not in found["message"]["text"]
