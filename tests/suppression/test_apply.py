"""Suppressed findings stay, marked; instructions without effect are reported."""

from mlsec_nb.suppression.apply import UNUSED, suppress
from mlsec_nb.suppression.inline import directives
from tests.factories import finding, location, rule
from tests.notebooks import notebook

RULES = {"MLS201": rule(), UNUSED.id: UNUSED}


def applied(source, *found, **more):
    here = notebook(source)
    return list(suppress(here.path, list(directives(here)), [(f, ()) for f in found], RULES, **more))


def test_suppressed_finding_stays_with_its_reason():
    (marked,) = applied("load(f)  # mlsec: ignore[MLS201] ours", finding())
    assert (marked.suppressed.by, marked.suppressed.reason) == ("inline", "ours")


def test_unused_instruction_is_reported_at_its_line():
    (unused,) = applied("x = 1\ny = 2  # mlsec: ignore[MLS201]")
    assert (unused.rule, unused.location.line, unused.severity.label) == ("MLS001", 2, "info")


def test_instruction_for_an_engine_that_did_not_run_is_not_called_unused():
    assert applied("x = 1  # mlsec: ignore[MLS101]") == []


def test_comments_for_other_tools_are_never_called_unused():
    assert applied("x = 1  # nosec B301") == []


def test_configuration_matches_on_every_key_given():
    found = finding(location=location())
    (by_path,) = applied("load(f)", found, config=[("MLS2", "test.ipynb", "", "demo")])
    assert by_path.suppressed.reason == "demo"
    (other,) = applied("load(f)", found, config=[("MLS2", "other/*.ipynb", "", "demo")])
    assert other.suppressed is None
    (by_print,) = applied("load(f)", found, config=[("", "", found.fingerprint, "demo")])
    assert by_print.suppressed.by == "config"
