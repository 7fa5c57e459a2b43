"""Model rules where the version, the origin of a file or the kind of object decides."""

from __future__ import annotations

import pytest

from mlsec_nb.core.finding import Severity
from tests.code.test_rules import findings


def severities(example: str) -> dict[str, Severity]:
    return {finding.name: finding.severity for finding in findings(example)}


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        ("'models:/churn/3'", Severity.LOW),
        ("'models:/churn@champion'", Severity.MEDIUM),
        ("f'runs:/{run}/model'", Severity.MEDIUM),
        ("uri", Severity.HIGH),
        ("'s3://bucket/model'", Severity.CRITICAL),
    ],
)
def test_mlflow_model_is_as_bad_as_its_uri_is_open(uri, expected):
    found = severities(f"import mlflow\nmodel = mlflow.pyfunc.load_model({uri})")
    assert found == {"mlflow-load": expected}


def test_mlflow_model_logged_by_the_notebook_itself_is_low():
    found = severities(
        "import mlflow\ninfo = mlflow.sklearn.log_model(model, 'm')\n"
        "mlflow.sklearn.load_model(info.model_uri)"
    )
    assert found == {"mlflow-load": Severity.LOW}


@pytest.mark.parametrize(("version", "expected"), [("2.217.0", Severity.HIGH), ("2.218.0", None)])
def test_default_of_the_numpy_deserializer_depends_on_the_version(version, expected):
    found = severities(
        f"%pip install sagemaker=={version}\n"
        "from sagemaker.deserializers import NumpyDeserializer\nNumpyDeserializer()"
    )
    assert found.get("sagemaker-unpickle") is expected


def test_download_that_is_loaded_is_critical():
    found = severities(
        "from stable_baselines3 import PPO\nfrom huggingface_hub import hf_hub_download\n"
        "path = hf_hub_download('a/b', 'ppo.zip', revision='" + "0" * 40 + "')\nPPO.load(path)"
    )
    assert found["rl-checkpoint"] is Severity.CRITICAL


@pytest.mark.parametrize(
    "name", ["yolov8n.pt", "yolo11x-seg.pt", "yolov5su.pt", "rtdetr-l.pt", "yolov8s-worldv2.pt"]
)
def test_official_yolo_assets_are_silent(name):
    assert not findings(f"from ultralytics import YOLO\nYOLO('{name}')")


@pytest.mark.parametrize("name", ["best.pt", "yolov8n_custom.pt", "models/yolov8n.pt"])
def test_other_yolo_checkpoints_are_reported(name):
    assert severities(f"from ultralytics import YOLO\nYOLO('{name}')").keys() == {"ultralytics-load"}


def test_calling_a_loaded_model_is_not_loading_it_again():
    found = findings("import torch\nmodel = torch.jit.load('net.pt')\ny = model(x)\nz = f(model)")
    assert [finding.location.line for finding in found] == [2]


def test_load_from_checkpoint_of_an_unknown_object_needs_lightning_in_the_notebook():
    assert not findings("net.load_from_checkpoint(path)")
    assert severities("import lightning\nnet.load_from_checkpoint(path)").keys() == {"lightning-checkpoint"}
