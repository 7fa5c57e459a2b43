from xml.etree import ElementTree

from mlsec_nb.core.finding import Severity, Suppression
from mlsec_nb.report import render
from tests.factories import finding, gap, result, target


def suites(*targets, fail_on=Severity.HIGH, **more):
    return list(ElementTree.fromstring(render(result(*targets, **more), "junit", fail_on=fail_on).encode()))


def counts(suite):
    return {key: int(suite.get(key)) for key in ("tests", "failures", "errors", "skipped")}


def test_a_suite_for_each_target_and_a_case_for_each_finding():
    (suite,) = suites(target(finding("critical"), finding("low")))
    assert suite.get("name") == "train.ipynb"
    assert counts(suite) == {"tests": 2, "failures": 1, "errors": 0, "skipped": 0}


def test_the_threshold_decides_what_fails():
    (suite,) = suites(target(finding("critical"), finding("low")), fail_on=Severity.LOW)
    assert counts(suite)["failures"] == 2


def test_gaps_are_errors_also_where_they_belong_to_no_target():
    scan, of_target = suites(target(skipped=(gap(),)), skipped=(gap("nope.ipynb", "there is no such file"),))
    assert counts(scan) == counts(of_target) == {"tests": 1, "failures": 0, "errors": 1, "skipped": 0}


def test_suppressed_findings_are_skipped_cases():
    (suite,) = suites(target(finding("critical", suppressed=Suppression("inline", "known"))))
    assert counts(suite) == {"tests": 1, "failures": 0, "errors": 0, "skipped": 1}


def test_a_clean_target_passes_one_case():
    (suite,) = suites(target())
    assert counts(suite) == {"tests": 1, "failures": 0, "errors": 0, "skipped": 0}
