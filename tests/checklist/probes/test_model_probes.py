"""What the probes of models say besides the plain faults: attention, does not apply, not looked at."""

from __future__ import annotations

import json
import os
import pickle
from pathlib import Path

import pytest

from mlsec_nb.checklist.documents import template
from mlsec_nb.checklist.model import Outcome
from mlsec_nb.core.finding import Severity
from tests.checklist.projects import (
    COMMIT,
    Project,
    bill_of_materials,
    empty_project,
    filled_in,
    measurement,
    safetensors,
)
from tests.notebooks import code

ATTENTION, FAIL, NOT_APPLICABLE, PASS, UNKNOWN = (
    *(Outcome.ATTENTION, Outcome.FAIL, Outcome.NOT_APPLICABLE),
    *(Outcome.PASS, Outcome.UNKNOWN),
)
TRAINS = "from sklearn.svm import SVC\nmodel = SVC(random_state=1).fit(x, y)"
MEASURED = (
    *("model.acceptance", "model.robustness", "model.membership_inference", "model.inversion_leakage"),
    *("model.extraction_exposure", "model.backdoor_screen"),
)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return empty_project(tmp_path / "project")


def declare(project: Project, text: str) -> None:
    project.write("mlsec.toml", f"[checklist.project]\n{text}\n")


class Harm:
    """Asks for something that runs a command, when it is unpickled."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("true",)


def test_a_project_without_models_has_none_to_examine(project: Project) -> None:
    project.notebook("x = 1")
    for probe in ("model.format_inventory", "model.artifact_scan", "model.integrity_verify"):
        assert project.look(probe).outcome is NOT_APPLICABLE, probe


def test_a_pickle_that_a_manifest_pins_needs_attention(project: Project) -> None:
    project.write("model.pkl", pickle.dumps({"weights": [1.0]}))
    assert project.look("model.format_inventory").outcome is FAIL
    project.manifest("model.pkl")
    assert project.look("model.format_inventory").outcome is ATTENTION
    assert project.look("model.artifact_scan").outcome is PASS


def test_a_harmful_pickle_fails_even_when_it_is_pinned(project: Project) -> None:
    project.write("model.pkl", pickle.dumps(Harm()))
    project.manifest("model.pkl")
    seen = project.look("model.artifact_scan")
    assert seen.outcome is FAIL
    assert "model.pkl" in seen.summary


def test_a_model_file_that_breaks_off_does_not_pass(project: Project) -> None:
    project.write("model.pkl", pickle.dumps(list(range(1000)))[:500])
    assert project.look("model.artifact_scan").outcome in (ATTENTION, FAIL)


@pytest.mark.parametrize(
    ("source", "outcome"),
    [
        ("x = 1", PASS),
        ("import joblib\nm = joblib.load('elsewhere.joblib')", FAIL),
        ("import torch\nm = torch.load('w.pt', weights_only=False)", FAIL),
        ("import numpy as np\nm = np.load('a.npy', allow_pickle=True)", FAIL),
        (
            "import pickle\npickle.dump(x, open('own.pkl', 'wb'))\ny = pickle.load(open('own.pkl', 'rb'))",
            ATTENTION,
        ),
    ],
)
def test_loaders(project: Project, source: str, outcome: Outcome) -> None:
    project.notebook(source)
    assert project.look("code.unsafe_load").outcome is outcome


@pytest.mark.parametrize(
    ("arguments", "outcome"),
    [
        (f"'our-team/net', revision='{COMMIT}'", PASS),
        (f"'stranger/net', revision='{COMMIT}'", ATTENTION),
        ("'our-team/net', revision='main'", FAIL),
        ("'our-team/net'", FAIL),
        ("'./own'", NOT_APPLICABLE),
    ],
)
def test_models_from_outside(project: Project, arguments: str, outcome: Outcome) -> None:
    project.notebook(f"from transformers import AutoModel\nAutoModel.from_pretrained({arguments})")
    declare(project, 'publishers = ["our-team"]')
    assert project.look("code.unpinned_model").outcome is outcome


def test_a_model_fetched_from_an_address_without_digest_fails(project: Project) -> None:
    project.notebook(
        "from urllib.request import urlretrieve\nurlretrieve('https://example.org/net.pt', 'net.pt')"
    )
    assert project.look("code.unpinned_model").outcome is FAIL


def test_a_model_in_no_manifest_fails_once_it_is_released(project: Project) -> None:
    project.write("net.safetensors", safetensors())
    assert project.look("model.integrity_verify").outcome is ATTENTION
    declare(project, "released = true")
    assert project.look("model.integrity_verify").outcome is FAIL


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
@pytest.mark.parametrize(("bits", "outcome"), [(0o600, PASS), (0o644, ATTENTION), (0o646, FAIL)])
def test_permissions_of_models(project: Project, bits: int, outcome: Outcome) -> None:
    project.write("net.safetensors", safetensors(), mode=bits)
    assert project.look("fs.model_permissions").outcome is outcome


def test_public_models_may_be_read(project: Project) -> None:
    project.write("net.safetensors", safetensors(), mode=0o644)
    declare(project, "models_public = true")
    assert project.look("fs.model_permissions").outcome is NOT_APPLICABLE
    assert project.look("model.extraction_exposure").outcome is NOT_APPLICABLE


@pytest.mark.parametrize(("source", "outcome"), [("x = 1", NOT_APPLICABLE), (TRAINS, UNKNOWN)])
def test_attacks_are_asked_for_where_a_model_is_trained(
    project: Project, source: str, outcome: Outcome
) -> None:
    project.notebook(source)
    for probe in MEASURED:
        assert project.look(probe).outcome is outcome, probe


def test_nothing_is_known_of_a_project_without_code(project: Project) -> None:
    for probe in (*MEASURED, "notebook.reproducibility", "docs.model_card"):
        assert project.look(probe).outcome is UNKNOWN, probe


def test_an_interval_over_the_limit_needs_attention(project: Project) -> None:
    measured = measurement(
        "membership-inference",
        "model",
        metrics={"auc": 0.57, "tpr_at_fpr_0.01": 0.01},
        intervals={"auc": (0.53, 0.63), "tpr_at_fpr_0.01": (0.0, 0.03)},
    )
    project.measurements = [measured]
    assert project.look("model.membership_inference").outcome is ATTENTION


def test_an_attack_is_judged_by_its_findings_where_there_is_no_limit(project: Project) -> None:
    for severity, outcome in ((None, PASS), (Severity.LOW, ATTENTION), (Severity.HIGH, FAIL)):
        project.measurements = [measurement("evasion", "model", worst=severity)]
        assert project.look("model.robustness").outcome is outcome


def test_a_limit_of_the_project_overrules_the_finding(project: Project) -> None:
    project.measurements = [
        measurement("evasion", "model", metrics={"median_l2_at_500": 1.5}, worst=Severity.HIGH)
    ]
    project.write("mlsec.toml", '[checklist.thresholds."model.robustness"]\nmin_median_l2 = 1.0\n')
    assert project.look("model.robustness").outcome is PASS


def test_what_could_not_be_asked_says_how_it_can_be(project: Project) -> None:
    project.measurements = [
        measurement("memorisation", "model", metrics={"rows_stored": 0.0}),
        measurement("attribute-inference", "model", skipped="no sensitive columns were named"),
    ]
    seen = project.look("model.inversion_leakage")
    assert seen.outcome is ATTENTION
    assert "no sensitive columns were named" in seen.fix


def test_the_worst_of_many_figures_counts(project: Project) -> None:
    gains = {"age_gain": 0.01, "sex_gain": 0.3}
    project.measurements = [
        measurement("memorisation", "model", metrics={"rows_stored": 0.0}),
        measurement("attribute-inference", "model", metrics=gains),
    ]
    assert project.look("model.inversion_leakage").outcome is FAIL


def test_figures_without_limits_need_attention(project: Project) -> None:
    project.measurements = [measurement("overfit", "model", metrics={"test_score": 0.9})]
    assert project.look("model.acceptance").outcome is ATTENTION


def test_a_released_model_without_figures_fails(project: Project) -> None:
    project.notebook(TRAINS)
    declare(project, "released = true")
    assert project.look("model.acceptance").outcome is FAIL


def test_what_reproducing_takes(project: Project) -> None:
    project.notebook("from sklearn.svm import SVC\nmodel = SVC().fit(x, y)")
    assert project.look("notebook.reproducibility").outcome is FAIL
    project.notebook(TRAINS)
    project.write("requirements.lock", f"numpy==2.4.0 --hash=sha256:{'0' * 64}\n")
    seen = project.look("notebook.reproducibility")
    assert seen.outcome is ATTENTION
    assert "everything committed" in seen.summary
    project.git("init", "-q")
    project.commit()
    assert project.look("notebook.reproducibility").outcome is PASS


def test_a_notebook_whose_outputs_were_stripped_is_not_out_of_order(project: Project) -> None:
    project.notebook(code(TRAINS))
    project.write("requirements.lock", f"numpy==2.4.0 --hash=sha256:{'0' * 64}\n")
    project.git("init", "-q")
    project.commit()
    seen = project.look("notebook.reproducibility")
    assert seen.outcome is PASS
    assert "train.ipynb" in seen.limits


def test_a_notebook_that_changed_since_the_commit_needs_attention(project: Project) -> None:
    project.notebook(TRAINS)
    project.write("requirements.lock", f"numpy==2.4.0 --hash=sha256:{'0' * 64}\n")
    project.git("init", "-q")
    project.commit()
    project.notebook(TRAINS, "y = 2")
    assert project.look("notebook.reproducibility").outcome is ATTENTION


def test_a_card_has_to_name_the_model_that_is_there(project: Project) -> None:
    project.write("net.safetensors", safetensors())
    project.write("MODEL_CARD.md", filled_in(template("model-card"), "0" * 64))
    seen = project.look("docs.model_card")
    assert seen.outcome is ATTENTION
    assert "net.safetensors" in seen.summary


def test_a_card_that_nobody_reviewed_for_long_needs_attention(project: Project) -> None:
    project.notebook(TRAINS)
    project.write("model-card.md", filled_in(template("model-card")).replace("2026-10-23", "2025-10-23"))
    assert project.look("docs.model_card").outcome is ATTENTION


def test_an_empty_card_of_a_released_model_fails(project: Project) -> None:
    project.notebook(TRAINS)
    project.write("model-card.md", template("model-card"))
    assert project.look("docs.model_card").outcome is ATTENTION
    declare(project, "released = true")
    assert project.look("docs.model_card").outcome is FAIL


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({}, PASS),
        ({"specVersion": "1.4"}, FAIL),
        ({"bomFormat": "Other"}, FAIL),
        ({"components": [{"type": "library"}]}, FAIL),
        ({"components": [{"type": "library", "name": "numpy", "version": "2.4.0"}]}, ATTENTION),
    ],
)
def test_bills_of_materials(project: Project, changes: dict[str, object], outcome: Outcome) -> None:
    project.write("bom.json", json.dumps({**bill_of_materials("0" * 64), **changes}))
    assert project.look("bom.present_valid").outcome is outcome


def test_a_bill_that_lists_other_versions_than_are_locked_needs_attention(project: Project) -> None:
    project.write("bom.json", json.dumps(bill_of_materials("0" * 64)))
    project.write("requirements.lock", "numpy==2.5.0\n")
    seen = project.look("bom.present_valid")
    assert seen.outcome is ATTENTION
    assert "numpy" in seen.summary


def test_a_graph_of_spdx_3_is_a_bill(project: Project) -> None:
    graph = [
        {"type": "ai_AIPackage", "name": "net"},
        {"type": "dataset_DatasetPackage", "name": "rows"},
        {"type": "software_Package", "name": "numpy", "software_packageVersion": "2.4.0"},
    ]
    value = {"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": graph}
    project.write("project.spdx.json", json.dumps(value))
    assert project.look("bom.present_valid").outcome is PASS


@pytest.mark.parametrize(
    "content", ["", "[]", "null", '{"bomFormat": "CycloneDX"}', '{"@graph": 3}', "[" * 5000]
)
def test_a_broken_bill_is_no_bill(project: Project, content: str) -> None:
    project.write("bom.json", content)
    assert project.look("bom.present_valid").outcome is FAIL


@pytest.mark.parametrize(
    ("text", "outcome"),
    [("released = true", FAIL), ("released = false", NOT_APPLICABLE), ("", UNKNOWN)],
)
def test_whether_a_bill_is_needed_is_declared(project: Project, text: str, outcome: Outcome) -> None:
    project.notebook(TRAINS)
    declare(project, text)
    assert project.look("bom.present_valid").outcome is outcome


@pytest.mark.parametrize(
    ("text", "outcome"), [("deployed = true", FAIL), ("deployed = false", NOT_APPLICABLE), ("", UNKNOWN)]
)
def test_whether_a_model_is_watched_is_asked_where_one_is_in_use(
    project: Project, text: str, outcome: Outcome
) -> None:
    project.notebook(TRAINS)
    declare(project, text)
    assert project.look("model.monitoring_plan").outcome is outcome


@pytest.mark.parametrize(
    ("source", "outcome"),
    [
        ("x = 1\nexec(x)", NOT_APPLICABLE),
        ("from openai import OpenAI\nOpenAI().responses.create(input='x')", PASS),
        ("from openai import OpenAI\nexec(OpenAI().responses.create(input='x').output_text)", FAIL),
    ],
)
def test_text_of_language_models(project: Project, source: str, outcome: Outcome) -> None:
    project.notebook(source)
    assert project.look("code.llm_output_sink").outcome is outcome


def test_model_files_that_git_ignores_are_examined_all_the_same(project: Project) -> None:
    project.git("init", "-q")
    project.write(".gitignore", "models/\n")
    project.write("models/net.pkl", pickle.dumps(Harm()))
    assert project.look("model.artifact_scan").outcome is FAIL
    assert project.look("model.format_inventory").outcome is FAIL
