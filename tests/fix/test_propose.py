"""Proposals on whole notebooks: what they change, and that nothing in them gives a secret away."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from mlsec_nb.core.finding import Severity, Surface
from mlsec_nb.fix.offer import offering
from mlsec_nb.fix.propose import HIDDEN, Proposer
from mlsec_nb.notebook.read import read_dict
from mlsec_nb.options import Options
from mlsec_nb.scan import Scanner
from tests.notebooks import code, display, markdown, model, stream
from tests.secrets_fakes import openai_key

KEY = openai_key()


def proposer(*cells: str | dict) -> Proposer:
    return Proposer(Scanner(Options()), model(*cells), "test.ipynb")


def findings(made: Proposer) -> list:
    return list(Scanner(Options()).notebook(made.notebook).findings)


def test_output_is_redacted_and_the_preview_hides_the_secret() -> None:
    made = proposer(code("print(key)", stream(f"key: {KEY}\n"), count=1))
    (change,) = made.fix(findings(made)[0])
    assert change.outputs is not None
    assert KEY not in str(asdict(change))
    assert change.outputs[0]["text"].startswith("key: [openai-key, ")
    assert [line.text for line in change.preview if line.kind == "gone"] == [f"key: {HIDDEN}"]


def test_an_output_that_begins_with_a_secret_is_hidden_as_a_whole() -> None:
    """The preview once kept the second half of the mask."""
    made = proposer(code("print(key)", stream(f"{KEY}\n"), count=1))
    (change,) = made.fix(findings(made)[0])
    assert [line.text for line in change.preview if line.kind == "gone"] == [HIDDEN]


def test_source_preview_hides_the_secret() -> None:
    made = proposer(f'KEY = "{KEY}"')
    (change,) = made.fix(findings(made)[0])
    assert KEY not in str(asdict(change))
    assert [line.text for line in change.preview if line.kind == "new"] == [
        "import os",
        'KEY = os.environ["KEY"]',
    ]


def test_all_outputs_are_redacted_at_once() -> None:
    made = proposer(code("a", stream(KEY)), "b = 1", code("c", display(text_html=f"<b>{KEY}</b>")))
    changes = made.redact_outputs(Severity.HIGH)
    assert [change.cell for change in changes] == [0, 2]
    assert KEY not in str([asdict(change) for change in changes])


def test_fix_of_a_rule_is_taken_as_it_is() -> None:
    made = proposer("import requests\nrequests.get('https://example.org', verify=False)")
    (finding,) = findings(made)
    (change,) = made.fix(finding)
    assert finding.fix is not None
    assert (change.title, change.edits) == (finding.fix.title, finding.fix.edits)


def test_finding_without_a_fix_gets_none() -> None:
    made = proposer(markdown(f"The key is {KEY}."))
    assert made.fix(findings(made)[0]) == []


def test_fix_is_offered_where_there_is_one() -> None:
    notebook = read_dict(model(f'KEY = "{KEY}"', code("k", stream(KEY)), markdown(KEY)), "test.ipynb")
    found = Scanner(Options()).notebook(notebook).findings
    offered = {(f.location.cell, f.location.surface): f.fix for f in offering(notebook, found)}
    assert offered[0, Surface.SOURCE] is not None
    assert offered[1, Surface.OUTPUT] is not None
    assert offered[2, Surface.SOURCE] is None


@pytest.mark.parametrize(
    "source",
    [
        f'if x\nKEY = = "{KEY}"',
        f'KEY = "{KEY}',
        f"# {KEY}",
        f'url = f"https://example.org/?key={KEY}&{{x}}"',
        f"!curl -H 'Authorization: {KEY}' example.org",
        f'KEY = "{KEY}"',
        f'é = "é"; KEY = (\n  "{KEY}")',
        f'"""{KEY}"""',
    ],
)
def test_fix_is_offered_exactly_where_there_are_changes(source: str) -> None:
    """It was offered in cells that are not valid Python, where it opened no review."""
    made = proposer(source)
    offered = list(offering(made.notebook, findings(made)))
    assert offered
    assert [bool(f.fix) for f in offered] == [bool(made.fix(f)) for f in findings(made)]
