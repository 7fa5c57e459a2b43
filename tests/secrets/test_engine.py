from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlsec_nb.core.finding import Severity, Skipped
from mlsec_nb.secrets import engine
from tests.notebooks import code, display, error, markdown, stream
from tests.secrets.examples import fill
from tests.secrets.scan import detections, everything

TOKEN = fill("hf_{letters:34}")
SECRET = fill("{alnum:40}")


def test_a_finding_says_where_and_what_but_not_the_value() -> None:
    (found,) = detections("import x\n", f'login(token="{TOKEN}")')
    finding = found.finding
    assert (finding.location.cell, finding.location.line, finding.location.column) == (1, 1, 14)
    assert finding.location.end_column == 14 + len(TOKEN)
    assert finding.evidence.startswith('login(token="[huggingface-token, 37 characters, #')
    start, end = finding.highlight or (0, 0)
    assert finding.evidence[start:end].startswith("[huggingface-token")
    assert found.values == (TOKEN,)
    assert TOKEN[3:13] not in repr(finding)


def test_the_salt_changes_the_short_hash() -> None:
    from mlsec_nb.notebook.read import read_dict
    from tests.notebooks import model

    notebook = read_dict(model(f'key = "{TOKEN}"'), "a.ipynb")
    evidence = {
        item.finding.evidence
        for salt in ("", "one")
        for item in engine.detect(notebook, (), salt=salt)
        if isinstance(item, engine.Detection)
    }
    assert len(evidence) == 2


def test_other_secrets_of_the_line_are_masked_too() -> None:
    found = detections(f'a = "{TOKEN}"; api_key = "{SECRET}"')
    assert len(found) == 2
    assert all(
        TOKEN[5:15] not in d.finding.evidence and SECRET[5:15] not in d.finding.evidence for d in found
    )


def test_evidence_is_cut_around_the_secret() -> None:
    (found,) = detections(code("x()", stream("a b " * 500 + f"token={TOKEN}" + " c d" * 500)))
    assert len(found.finding.evidence) <= 320
    assert "[huggingface-token" in found.finding.evidence


def test_the_fingerprint_survives_rerun_and_reorder() -> None:
    first = detections(f'key = "{TOKEN}"', "x = 1")
    second = detections("x = 1", "import os", f'\n\nlogin("{TOKEN}")')
    assert first[0].finding.fingerprint == second[0].finding.fingerprint


def test_a_provider_wins_over_a_generic_rule() -> None:
    names = [d.finding.name for d in detections(f'api_token = "{TOKEN}"')]
    assert names == ["huggingface-token"]


def test_each_line_is_a_place_of_its_own() -> None:
    found = detections(code("x()", stream(f"token {TOKEN}\nagain {TOKEN} {TOKEN}\n")))
    assert [d.finding.location.line for d in found] == [1, 2, 2]


def test_both_views_of_an_html_output_report_once() -> None:
    table = f"<table>\n<tr><td>HF_TOKEN</td>\n<td>{TOKEN}</td></tr></table>"
    found = detections(code("df", display(text_html=table)))
    assert len(found) == 1


def test_an_output_points_to_where_the_value_is_defined() -> None:
    found = detections(f'token = "{SECRET}"', code("show()", stream(f"failed for {SECRET}\n")))
    related = found[1].finding.related
    assert [r.message for r in related] == ["Defined here."]
    assert (related[0].location.cell, related[0].location.line) == (0, 1)


def test_an_output_points_to_the_cell_that_printed_it() -> None:
    (found,) = detections("x = 1", code("!cat token.txt", stream(TOKEN)))
    (related,) = found.finding.related
    assert (related.message, related.location.cell) == ("Printed by this cell.", 1)


def test_a_printed_variable_is_known_by_its_name() -> None:
    cell = code('print(os.environ["DD_API_KEY"])', stream(fill("{hex:32}\n")))
    assert [d.finding.name for d in detections(cell)] == ["monitoring-key"]


def test_a_variable_of_one_cell_is_a_secret_of_another() -> None:
    found = detections(f'x1 = "{SECRET}"', "client = connect(password=x1)")
    assert [(d.finding.location.cell, d.finding.name) for d in found] == [(0, "password-literal")]


def test_every_surface_is_read() -> None:
    found = detections(
        code(f"# {TOKEN}", error(f"ValueError: \x1b[31m{TOKEN}\x1b[0m"), metadata={"note": TOKEN}),
        markdown(f"`{TOKEN}`", attachments={"a.txt": {"text/plain": TOKEN}}),
        papermill={"parameters": {"hf_token": TOKEN}},
    )
    assert {(d.finding.location.cell, d.finding.location.surface.value) for d in found} == {
        (0, "source"),
        (0, "output"),
        (0, "metadata"),
        (1, "source"),
        (1, "attachment"),
        (None, "metadata"),
    }


def test_a_failing_rule_costs_its_part_only(monkeypatch: pytest.MonkeyPatch) -> None:
    from mlsec_nb.secrets import text

    real = text.find
    monkeypatch.setattr(text, "find", lambda line: 1 / 0 if "boom" in line.text else real(line))
    items = everything(f'boom = "{TOKEN}"', f'key = "{TOKEN}"')
    assert [i.what for i in items if isinstance(i, Skipped)] == ["cell 1 source"]
    assert 1 in {d.finding.location.cell for d in items if isinstance(d, engine.Detection)}


def test_a_long_line_is_read_in_windows_and_what_is_left_out_is_said() -> None:
    items = everything(code("x()", stream("key= " * 20_000)))
    assert {i.gap for i in items if isinstance(i, Skipped)} == {True}
    assert len(detections(code("x()", stream("a" * 50_000 + f" {TOKEN} " + "b" * 50_000)))) == 1


def test_a_dump_of_secrets_is_listed_in_part_and_that_is_said() -> None:
    dump = "\n".join(fill("hf_{letters:34}", seed) for seed in range(150))
    items = everything(code("x()", stream(dump)))
    assert len([i for i in items if isinstance(i, engine.Detection)]) == engine.MAX_MATCHES
    assert len([i for i in items if isinstance(i, Skipped) and i.gap]) == 1


def test_keys_of_tests_are_low_and_documented_ones_nothing() -> None:
    (found,) = detections(fill('stripe.api_key = "sk_test_{alnum:24}"'))
    assert found.finding.severity is Severity.LOW
    assert not detections('aws_access_key_id = "AKIAIOSFODNN7EXAMPLE"')


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400), st.sampled_from(["code", "output", "markdown"]))
def test_no_text_breaks_the_engine(text: str, place: str) -> None:
    cell = {"code": text, "output": code("x", stream(text)), "markdown": markdown(text)}[place]
    assert not [i for i in everything(cell) if isinstance(i, Skipped)]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.text(alphabet="ab =:\"'\\,()[]{}.\n", max_size=60), st.text(max_size=20))
def test_no_run_of_ten_characters_of_a_value_is_shown(seed: int, before: str, after: str) -> None:
    value = fill("ghp_{alnum:36}", seed)
    for item in everything(code("x()", stream(f"{before} {value} {after}"))):
        assert not isinstance(item, Skipped)
        shown = repr(item.finding)
        assert not any(value[i : i + 10] in shown for i in range(len(value) - 9))
