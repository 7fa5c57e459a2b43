"""From rules to findings: place, evidence, identity, provenance, versions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mlsec_nb.code import registry
from mlsec_nb.code.engine import analyse
from mlsec_nb.core.finding import Confidence, Finding, Severity, Skipped
from mlsec_nb.notebook.code import parse_notebook
from tests.code.test_rules import findings, notebook


def one(example: str) -> Finding:
    (found,) = findings(example)
    return found


def severity(example: str) -> Severity:
    return findings(example)[-1].severity


def test_place_and_evidence():
    found = one("import joblib\nif x:\n    é = 1; model = joblib.load(\n        path,\n    )")
    at = found.location
    assert (at.cell, at.line, at.column, at.end_line, at.end_column) == (0, 3, 20, 5, 6)
    assert found.evidence == "é = 1; model = joblib.load(\n    path,\n)"
    start, end = found.highlight
    assert found.evidence[start:end] == "joblib.load(\n    path,\n)"


def test_evidence_is_bounded():
    found = one("import pickle\npickle.load(\n    '" + "a" * 5000 + "' +\n    f,\n\n)")
    assert len(found.evidence.split("\n")) <= 3
    assert max(map(len, found.evidence.split("\n"))) <= 200


def test_message_names_what_hides_behind_an_alias():
    assert "`fetch` is `torch.load`" in one("import torch\nfetch = torch.load\nfetch(p)").message


def test_one_finding_for_a_function_judged_twice():
    assert (
        len(
            findings("import pickle\ndef f(x):\n    return pickle.load(x)\n# %%\nimport json as pickle\nf(1)")
        )
        == 1
    )


def test_identity_survives_another_order_of_cells_and_another_layout():
    load, other = "import pickle\nm = pickle.load(open(p, 'rb'))", "x = 1"
    first = one(f"{load}\n# %%\n{other}")
    second = one(f"{other}\n# %%\nimport pickle\n\n\nm =  pickle.load(open(p,  'rb'))".replace("  ", " "))
    assert first.fingerprint == second.fingerprint


def test_same_statement_twice_has_two_identities():
    first, second = findings("import pickle\npickle.load(f)\npickle.load(f)")
    assert first.fingerprint != second.fingerprint


@pytest.mark.parametrize(
    ("argument", "expected"),
    [
        ("open('model.pkl', 'rb')", Severity.MEDIUM),
        ("handle", Severity.HIGH),
        ("requests.get(url).content", Severity.CRITICAL),
        ("urllib.request.urlopen('https://example.org/m.pkl')", Severity.CRITICAL),
    ],
)
def test_severity_by_where_the_input_comes_from(argument, expected):
    assert severity(f"import pickle, requests, urllib.request\npickle.load({argument})") == expected


def test_file_that_the_notebook_wrote_is_low():
    assert (
        severity("import joblib\njoblib.dump(m, 'm.joblib')\n# %%\njoblib.load('m.joblib')") == Severity.LOW
    )


def test_file_that_the_shell_fetched_is_critical():
    assert (
        severity("!wget -q https://example.org/m.pkl\n# %%\nimport joblib\njoblib.load('m.pkl')")
        == Severity.CRITICAL
    )


def test_digest_lowers_a_download():
    cells = "!wget https://example.org/m.pkl\nimport hashlib, joblib\nhashlib.sha256(b).hexdigest()\n"
    assert severity(cells + "joblib.load('m.pkl')") == Severity.MEDIUM


@pytest.mark.parametrize(
    "check",
    ["hashlib.md5(b)", "hashlib.sha256(prompt.encode())", "hashlib.sha256(open('other.pkl', 'rb').read())"],
)
def test_digest_of_something_else_does_not_vouch_for_a_download(check):
    cells = f"!wget https://example.org/m.pkl\nimport hashlib, joblib\n{check}\n"
    assert severity(cells + "joblib.load('m.pkl')") == Severity.CRITICAL


def test_check_of_one_file_does_not_vouch_for_another():
    first = "!wget https://example.org/d.tgz && sha256sum -c d.sum\n# %%\n"
    assert findings(first + "!wget https://example.org/s.sh; bash s.sh")
    assert not findings("!wget https://example.org/s.sh\n!sha256sum -c all.txt\n!bash s.sh")
    clones = "!git clone https://github.com/o/a && git -C a checkout 0123456789\n!git clone https://github.com/o/b\n"
    assert not findings(clones + "!python a/run.py")
    assert findings(clones + "!python b/run.py")


@pytest.mark.parametrize(
    "line",
    [
        "s.apply(eval, axis=1)",
        "gr.Interface(fn=eval, inputs='text', outputs='text')",
        "Tool(name='py', func=exec, description='x')",
        "Tool(name='sh', func=os.system, description='x')",
    ],
)
def test_literal_argument_of_the_caller_is_not_the_text_that_is_run(line):
    assert severity(f"import os, gradio as gr\n{line}") >= Severity.HIGH


def test_literal_handed_over_with_the_function_is_the_text_that_is_run():
    assert not findings("pool.submit(eval, '1 + 1')")


def test_pinned_version_decides():
    load = "\n# %%\nimport torch\ntorch.load(p)"
    assert severity("!pip install torch==2.6.0" + load) == Severity.INFO
    assert one("!pip install torch==2.1.0" + load).confidence == Confidence.HIGH
    assert one(load.removeprefix("\n# %%\n")).confidence == Confidence.MEDIUM


def test_versions_can_be_given():
    read = notebook("import torch\ntorch.load(p)")
    (found,) = analyse(read, parse_notebook(read), versions={"torch": "2.7.1"})
    assert found.severity == Severity.INFO


def test_file_that_a_cell_writes_is_judged_on_its_own_and_lower():
    (found,) = findings("import json as pickle\n# %%\n%%writefile t.py\nimport pickle\npickle.load(f)")
    assert (found.location.cell, found.location.line, found.severity) == (1, 3, Severity.MEDIUM)


def test_hygiene_on_lines_that_follow_each_other_is_folded():
    found = findings("!pip install numpy\n!pip install pandas\nx = 1\n!pip install torch")
    assert [(f.location.line, f.location.end_line) for f in found] == [(1, 2), (4, 4)]
    assert "1 more" in found[0].message


def test_folded_hygiene_covers_no_line_in_between():
    found = findings("!pip install a\nimport torch\ntorch.load(p, weights_only=True)\n!pip install b")
    assert not [f for f in found if f.location.line <= 3 <= (f.location.end_line or 0)]


def test_broken_cell_costs_itself():
    read = notebook("import pickle\n# %%\ndef broken(:\n    pass\n# %%\npickle.load(f)")
    found = list(analyse(read, parse_notebook(read)))
    assert [f.location.cell for f in found if isinstance(f, Finding)] == [2]


def test_failing_rule_is_reported_and_the_others_go_on(monkeypatch):
    def fail(call, facts):
        raise KeyError("x")
        yield

    broken = [
        replace(checker, check=fail) if checker.rule.name == "pickle-load" else checker
        for checker in registry.checkers()
    ]
    monkeypatch.setattr("mlsec_nb.code.engine.registry", lambda: registry.Registry(broken))
    read = notebook("import pickle, joblib\npickle.load(f)\npickle.load(g)\njoblib.load(p)")
    found = list(analyse(read, parse_notebook(read)))
    assert [f.name for f in found if isinstance(f, Finding)] == ["joblib-load"]
    assert [s.what for s in found if isinstance(s, Skipped)] == ["rule MLS201"]
