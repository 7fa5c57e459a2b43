"""Personal data in notebooks."""

from __future__ import annotations

import pandas
import pytest

import mlsec_nb
from mlsec_nb.core.finding import Confidence, Severity, Surface
from mlsec_nb.options import Options
from tests.notebooks import code, display, markdown, model, stream
from tests.privacy.columns import people

MAIL = "jo.miller@bigcorp.com"


def scan(*cells):
    return mlsec_nb.scan(model(*cells), Options(engines=("privacy",)))


def shown(frame, **more):
    return code("df.head()", display(text_html=frame.to_html(), text_plain=frame.to_string(), **more))


@pytest.fixture
def customers():
    names = people(5)
    mails = [f"{name.lower().replace(' ', '.')}@bigcorp.com" for name in names]
    return pandas.DataFrame({"customer": names, "mail": mails, "spend": [1.5, 2.5, 3.5, 4.5, 5.5]})


def test_a_shown_table_is_one_finding_for_all_its_columns_and_forms(customers):
    (found,) = scan(shown(customers)).findings
    assert (found.rule, found.engine, found.location.surface) == ("MLS604", "privacy", Surface.OUTPUT)
    assert "customer (name of a person), mail (e-mail address)" in found.message
    assert found.confidence is Confidence.HIGH
    assert found.controls == ("DATA-02",)


def test_nothing_personal_is_quoted_anywhere(customers):
    notebook = [shown(customers), f"print({MAIL!r})", code("x", stream(f"{MAIL}\nSSN: 536-22-1845"))]
    result = scan(*notebook)
    assert {finding.rule for finding in result.findings} == {"MLS601", "MLS602", "MLS604"}
    report = result.to_json() + str(result) + result.to_sarif() + result._repr_html_()
    for value in (MAIL, "536-22-1845", "jo.miller", *customers["customer"], *customers["mail"]):
        assert value not in report


def test_an_output_weighs_more_than_a_source():
    first, second = scan(markdown(f"Author: {MAIL}"), code("x", stream(MAIL))).findings
    assert {first.severity, second.severity} == {Severity.LOW, Severity.MEDIUM}
    assert "MLS601" == first.rule == second.rule


def test_values_of_one_kind_are_counted_together():
    (found,) = scan(code("x", stream("\n".join(f"p{n}.miller@bigcorp.com" for n in range(30))))).findings
    assert "30 times e-mail address" in found.message


def test_the_fingerprint_survives_another_place():
    once = scan(code("x", stream(MAIL))).findings[0]
    again = scan("y = 1", code("z", stream("mail:\n" + MAIL))).findings[0]
    assert once.fingerprint == again.fingerprint


def test_tables_of_things_and_first_names_of_examples_are_quiet():
    things = pandas.DataFrame({"product": ["Chair", "Table", "Lamp"], "price": [1, 2, 3]})
    toys = pandas.DataFrame({"employee": ["Bob", "Jake", "Lisa", "Sue"], "group": list("abcd")})
    assert scan(shown(things), shown(toys)).findings == ()


def test_it_runs_only_when_it_is_asked_for():
    assert mlsec_nb.scan(model(code("x", stream(MAIL))), Options()).findings == ()
    named = Options(engines=("secrets", "privacy"))
    assert [f.rule for f in mlsec_nb.scan(model(code("x", stream(MAIL))), named).findings] == ["MLS601"]


def test_it_is_accepted_by_comment_like_any_other():
    cell = f"to = {MAIL!r}  # mlsec: ignore[MLS601] the maintainer's own address"
    assert scan(cell).findings == ()
