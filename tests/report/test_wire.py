import json

from hypothesis import given
from jsonschema import Draft202012Validator

from mlsec_nb.report import render
from mlsec_nb.report.wire import schema, to_wire
from tests.factories import finding, gap, location, result, target
from tests.report.results import results

VALIDATOR = Draft202012Validator(schema())


@given(results)
def test_any_result_is_valid_on_the_wire(any_result):
    VALIDATOR.validate(to_wire(any_result))


@given(results)
def test_json_is_the_wire_and_plain_ascii(any_result):
    text = render(any_result, "json")
    assert text.isascii()
    assert json.loads(text) == to_wire(any_result)


def test_schema_itself_is_valid():
    Draft202012Validator.check_schema(schema())


def test_schema_refuses_an_unknown_field():
    wire = to_wire(result(target(finding())))
    wire["targets"][0]["findings"][0]["plaintext"] = "x"
    assert not VALIDATOR.is_valid(wire)


def test_order_does_not_depend_on_the_order_of_arrival():
    first, second = finding(location=location(1)), finding(location=location(0, 9))
    there = result(target(first, second, path="b"), target(path="a"))
    back = result(target(path="a"), target(second, first, path="b"))
    assert to_wire(there) == to_wire(back)
    assert [f["location"]["cell"] for f in to_wire(there)["targets"][1]["findings"]] == [0, 1]


def test_summary_counts_live_findings_and_everything_skipped():
    from mlsec_nb.core.finding import Suppression

    quiet = finding("critical", suppressed=Suppression("inline", "known"))
    wire = to_wire(result(target(finding(), quiet, skipped=(gap(),)), skipped=(gap(),)))
    assert wire["summary"]["findings"] == {"critical": 0, "high": 1, "medium": 0, "low": 0, "info": 0}
    assert (wire["summary"]["suppressed"], wire["summary"]["skipped"]) == (1, 2)


def test_cells_count_from_zero():
    wire = to_wire(result(target(finding(location=location(cell=4, line=3)))))
    at = wire["targets"][0]["findings"][0]["location"]
    assert (at["cell"], at["line"]) == (4, 3)
