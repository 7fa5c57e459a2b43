from mlsec_nb.core.finding import Suppression
from mlsec_nb.report import render
from mlsec_nb.report.markdown import escape
from tests.factories import finding, gap, location, result, target


def test_a_row_for_each_finding_the_worst_first():
    shown = render(result(target(finding("low"), finding("critical", location=location(4)))), "markdown")
    rows = [line for line in shown.split("\n") if line.startswith("| ") and "pickle-load" in line]
    assert rows[0].startswith("| ✖ critical | pickle-load (MLS201) | cell 5, line 1:1 |")
    assert rows[1].startswith("| ● low |")


def test_evidence_cannot_close_its_fence():
    evidence = "x = '''\n````\n# out'''"
    lines = render(result(target(finding(evidence=evidence, highlight=None))), "markdown").split("\n")
    assert lines.count("`````") == 1
    assert "`````text" in lines


def test_people_and_issues_are_not_mentioned():
    assert "@a" not in escape("hi @admin, see #12").replace("&#64;", "@").replace("&#35;", "#")


def test_gaps_and_suppressed_findings_are_told():
    quiet = finding(suppressed=Suppression("tag", "x"))
    shown = render(result(target(quiet, skipped=(gap("cell 3", "is not an object"),))), "markdown")
    assert "1 finding suppressed" in shown
    assert "train.ipynb: cell 3: is not an object" in shown
