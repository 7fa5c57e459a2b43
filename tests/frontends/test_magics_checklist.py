"""``%mlsec checklist``, ``attest`` and ``waive`` in a real kernel."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from mlsec_nb.checklist.export.wire import schema
from tests.frontends.kernels import Kernel

OWN = """
[checklist]
extends = []

[[control]]
id = "ACME-01"
pillar = "data"
title = "The impact is assessed"
why = "It is required."
severity = "high"
mode = "automatic"
probe = "repo.file_exists"
params = { any = ["dpia.md"] }
max_age_days = 30

[[control]]
id = "ACME-02"
pillar = "human"
title = "The team is trained"
why = "It is required."
severity = "high"
mode = "manual"
max_age_days = 365
"""


@pytest.fixture
def kernel(process: Kernel, tmp_path: Path) -> Kernel:
    (tmp_path / "mlsec.toml").write_text(OWN)
    return process.fresh(tmp_path)


def test_it_is_shown_as_html_and_as_text(kernel) -> None:
    (bundle,) = kernel.run("%mlsec checklist").bundles
    for kind in ("text/plain", "text/html"):
        assert "ACME-01" in bundle[kind]
        assert "None of dpia.md is there." in bundle[kind]
    assert "<script" not in bundle["text/html"]


def test_a_pillar_or_a_control_can_be_asked_alone(kernel) -> None:
    (bundle,) = kernel.run("%mlsec checklist human").bundles
    assert "ACME-01" not in bundle["text/plain"]
    assert "ACME-02" in bundle["text/plain"]
    assert "called 'nothing'" in kernel.run("%mlsec checklist nothing").stderr


def test_an_attestation_counts_from_then_on(kernel, tmp_path) -> None:
    (page,) = kernel.run("%mlsec attest ACME-02 --by j. doe --evidence minutes of May").bundles
    assert 'by = "j. doe"' in page["text/plain"]
    assert 'evidence = ["minutes of May"]' in (tmp_path / "mlsec.toml").read_text()
    (bundle,) = kernel.run("%mlsec checklist human").bundles
    assert "attested" in bundle["text/plain"]


def test_a_waiver_counts_from_then_on(kernel) -> None:
    kernel.run("%mlsec waive ACME-01 --by j.doe --until 2999-01-31 --reason a demonstration")
    (bundle,) = kernel.run("%mlsec checklist data").bundles
    assert "risk accepted until 2999-01-31" in bundle["text/plain"]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("%mlsec attest ACME-02 --by j.doe", "--evidence"),
        ("%mlsec attest ACME-09 --by j.doe --evidence x", "ACME-09"),
        ("%mlsec waive ACME-01 --by j.doe --until soon --reason x", "2027-01-31"),
        ("%mlsec waive ACME-01 --by j.doe --reason x", "--until"),
        ("%mlsec checklist --output list.pdf", ".sarif"),
    ],
)
def test_a_bad_line_says_what_to_do(kernel, line: str, problem: str) -> None:
    reply = kernel.run(line)
    assert reply.stderr.startswith("UsageError: ")
    assert problem in reply.stderr


def test_json_follows_the_schema(kernel) -> None:
    (bundle,) = kernel.run("%mlsec checklist --json").bundles
    wire = bundle["application/json"]
    Draft202012Validator(schema()).validate(wire)
    assert json.loads(bundle["text/plain"]) == wire


def test_the_result_can_be_kept_and_written(kernel, tmp_path) -> None:
    assert kernel.run("r = %mlsec checklist").bundles == []
    assert kernel.run("r.report.score").text == "0.0"
    kernel.run("%mlsec checklist --output list.html")
    assert (tmp_path / "list.html").read_text().startswith("<!DOCTYPE html>")


def test_what_was_measured_in_the_kernel_is_remembered(kernel, tmp_path) -> None:
    kernel.run(
        "from datetime import datetime, timezone\n"
        "from mlsec_nb.core.measured import MEASURED, Measurement\n"
        "MEASURED.record(Measurement(kind='dataset', subject='df', digest='ab', question='duplicates',"
        " at=datetime.now(timezone.utc), metrics={'pairs': 2.0}))",
        "r = %mlsec checklist",
        "MEASURED.clear()",
    )
    state = json.loads((tmp_path / ".mlsec" / "state.json").read_text())
    assert state["measurements"][0]["metrics"] == {"pairs": 2.0}


def test_a_control_is_explained(kernel) -> None:
    (page,) = kernel.run("%mlsec explain model-03").bundles
    assert "What a pass does not prove" in page["text/plain"]
    (own,) = kernel.run("%mlsec explain ACME-02").bundles
    assert "Only a person" in own["text/plain"]
    assert "MODEL-99" in kernel.run("%mlsec explain MODEL-99").stderr
