"""Whatever a report holds, each format is valid, and nothing in it is markup."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from hypothesis import given, settings
from jsonschema import Draft4Validator, Draft202012Validator

from mlsec_nb.checklist.export import FORMATS, render
from mlsec_nb.checklist.export.wire import schema, to_wire
from mlsec_nb.checklist.result import Basis, Changes, Status
from mlsec_nb.core.finding import Severity
from mlsec_nb.core.pillar import Pillar
from mlsec_nb.errors import UsageError
from tests.checklist.making import control, observation, report, result, run, waiver
from tests.checklist.reports import reports
from tests.report.pages import Page

SARIF = Path(__file__).parents[2] / "report" / "sarif-2.1.0-rtm.5.json"
SARIF_SCHEMA = Draft4Validator(json.loads(SARIF.read_text()))
WIRE = Draft202012Validator(schema())
CYCLONEDX = JsonStrictValidator(SchemaVersion.V1_6)
ALLOWED = set(
    "a b body br code details div em footer h1 h2 head header html li main meta p polyline rect section span"
    " strong style summary svg title ul declaration".split()
)
few = settings(max_examples=25, deadline=None)


@given(reports())
@few
def test_json_follows_its_schema_and_is_plain_ascii(any_report) -> None:
    text = render(any_report, "json")
    assert text.isascii()
    assert json.loads(text) == json.loads(json.dumps(to_wire(any_report)))
    WIRE.validate(json.loads(text))


@given(reports())
@few
def test_sarif_is_valid(any_report) -> None:
    for everything in (False, True):
        SARIF_SCHEMA.validate(json.loads(render(any_report, "sarif", everything=everything)))


@given(reports())
@settings(max_examples=10, deadline=None)
def test_cyclonedx_is_valid_and_repeats_itself(any_report) -> None:
    text = render(any_report, "cyclonedx")
    assert CYCLONEDX.validate_str(text) is None
    assert text == render(any_report, "cyclonedx")


@given(reports())
@few
def test_html_holds_no_markup_of_others_and_no_script(any_report) -> None:
    for name in ("html", "fragment"):
        page = Page(render(any_report, name))
        assert {element for element, _ in page.elements} <= ALLOWED
        attributes = {attribute for _, names in page.elements for attribute in names}
        assert not any(attribute.startswith("on") or attribute == "style" for attribute in attributes)
        assert all(value.startswith("#") for value in page.values)


@given(reports())
@few
def test_text_is_safe_for_a_terminal(any_report) -> None:
    for line in render(any_report, "text").splitlines():
        assert line.isprintable()


@given(reports())
@few
def test_markdown_holds_no_markup_of_others(any_report) -> None:
    text = render(any_report, "markdown")
    assert not re.search(r"<(?!/?(details|summary)>)", text)
    assert "](" not in text
    assert not re.search(r"@\w", text)


def test_the_page_forbids_itself_scripts_and_anything_from_elsewhere() -> None:
    html = render(report(result(Status.FAIL)), "html")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)[1]
    assert "default-src &#39;none&#39;" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy


def test_sarif_tells_by_default_what_is_to_be_done() -> None:
    each = [
        result(status, id=f"ACME-{number}", severity=Severity.CRITICAL)
        for number, status in enumerate(Status)
    ]
    kinds = sarif_kinds(report(*each))
    assert kinds == {"fail": "error", "review": "none"}
    assert set(sarif_kinds(report(*each), everything=True)) == {
        "fail",
        "review",
        "open",
        "pass",
        "notApplicable",
    }


def test_a_waiver_is_a_suppression_and_history_a_baseline() -> None:
    waived = result(Status.ATTENTION, basis=Basis.WAIVED, id="ACME-1")
    waived = type(waived)(
        control=control("ACME-1"), verdict=waived.verdict, observation=observation(), waiver=waiver()
    )
    failing = result(Status.FAIL, id="ACME-2")
    told = json.loads(
        render(report(waived, failing, history=(run(age=1),), changes=Changes(new=("ACME-2",))), "sarif")
    )["runs"][0]["results"]
    assert told[0]["suppressions"][0]["justification"].startswith("j.doe, until")
    assert [each["baselineState"] for each in told] == ["unchanged", "new"]


def test_cyclonedx_claims_what_passes_and_counters_what_fails() -> None:
    told = json.loads(
        render(
            report(
                result(Status.PASS, id="ACME-1"),
                result(Status.FAIL, id="ACME-2"),
                result(Status.NOT_CHECKED, id="ACME-3"),
                result(Status.NOT_APPLICABLE, id="ACME-4"),
            ),
            "cyclonedx",
        )
    )
    met = told["declarations"]["attestations"][0]["map"]
    assert [each["conformance"]["score"] for each in met] == [1.0, 0.0, 0.0]
    assert met[0]["claims"] == ["claim:ACME-1"]
    assert met[1]["counterClaims"] == ["claim:ACME-2"]
    assert met[2]["claims"] == []


@given(reports())
@settings(max_examples=10, deadline=None)
def test_oscal_names_what_is_there_once_and_has_no_empty_array(any_report) -> None:
    text = render(any_report, "oscal")
    assert text == render(any_report, "oscal")
    nodes = list(walk(json.loads(text)))
    named = [node["uuid"] for node in nodes if isinstance(node, dict) and "uuid" in node]
    cited = [
        value for node in nodes if isinstance(node, dict) for key, value in node.items() if "-uuid" in key
    ]
    assert len(named) == len(set(named))
    assert set(cited) <= set(named)
    assert [] not in nodes


def test_oscal_finds_satisfied_what_passes_and_a_waiver_is_a_risk_accepted() -> None:
    waived = replace(result(Status.ATTENTION, basis=Basis.WAIVED, id="ACME-3"), waiver=waiver())
    others = (result(Status.PASS, id="ACME-1"), result(Status.FAIL, id="ACME-2"), result(Status.NOT_CHECKED))
    told = json.loads(render(report(*others, waived), "oscal"))["assessment-results"]["results"][0]
    states = [tuple(found["target"]["status"].values()) for found in told["findings"]]
    assert states == [
        ("satisfied", "pass"),
        ("not-satisfied", "fail"),
        ("not-satisfied", "other"),
        ("not-satisfied", "other"),
    ]
    assert [risk["status"] for risk in told["risks"]] == ["deviation-approved"]
    assert len(told["observations"]) == 3


def test_a_curve_is_drawn_once_there_are_two_runs() -> None:
    several = report(
        result(Status.PASS), history=(run(1, age=1, scores={"data": 0.0}), run(2, scores={"data": 100.0}))
    )
    assert "▁█" in render(several, "text")
    assert 'points="0.0,26.0 120.0,2.0"' in render(several, "html")
    assert "<polyline" not in render(report(result(Status.PASS)), "html")


def test_the_score_of_a_report_is_that_of_its_weakest_pillar() -> None:
    both = report(result(Status.PASS), result(Status.FAIL, pillar=Pillar.MODEL))
    assert (both.score, both.score_high) == (0.0, 0.0)
    assert report().score is None


def test_a_report_shows_itself() -> None:
    shown = report(result(Status.FAIL))
    assert repr(shown) == "<ChecklistReport: Score 0 %, that of the weakest pillar. 1 control: 1 fails.>"
    assert str(shown) == shown.render("text")
    assert shown._repr_html_() == shown.render("fragment")


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(UsageError, match=", ".join(FORMATS)):
        render(report(), "pdf")


def walk(node):
    """The node and everything in it."""
    yield node
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from walk(inner)


def sarif_kinds(told, **more) -> dict[str, str]:
    results = json.loads(render(told, "sarif", **more))["runs"][0]["results"]
    return {each["kind"]: each["level"] for each in results}
