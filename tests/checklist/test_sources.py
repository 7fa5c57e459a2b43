"""What the code of a project does is read from its calls and imports."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlsec_nb.checklist.files import Files
from mlsec_nb.checklist.sources import Sources, sources


def read(folder: Path, source: str) -> Sources:
    (folder / "work.py").write_text(source)
    return sources(Files(folder))


@pytest.mark.parametrize(
    "source",
    [
        "from sklearn.svm import SVC\nSVC().fit(x, y)",
        "import torch\nloss.backward()",
        "import xgboost as xgb\nxgb.train({}, data)",
        "from transformers import Trainer\nTrainer(model=m).train()",
    ],
)
def test_training(source: str, tmp_path: Path) -> None:
    assert read(tmp_path, source).trains


@pytest.mark.parametrize(
    "source", ["import numpy", "plan.fit(x)", "from sklearn.svm import SVC\nSVC().predict(x)"]
)
def test_no_training(source: str, tmp_path: Path) -> None:
    assert not read(tmp_path, source).trains


@pytest.mark.parametrize(
    ("source", "saves"),
    [
        ("import sklearn, joblib\njoblib.dump(m, 'm.joblib')", True),
        ("import torch\ntorch.save(m, 'm.pt')", True),
        ("import sklearn, json\njson.dump({}, f)", False),
    ],
)
def test_saving(source: str, saves: bool, tmp_path: Path) -> None:
    assert read(tmp_path, source).saves is saves


@pytest.mark.parametrize(
    "call", ["np.random.seed(1)", "torch.manual_seed(1)", "SVC(random_state=3)", "f(seed=1)"]
)
def test_seeds(call: str, tmp_path: Path) -> None:
    assert read(tmp_path, f"import numpy as np, torch\nfrom sklearn.svm import SVC\n{call}").seeds


@pytest.mark.parametrize(
    "source", ["import requests", "import pandas as pd\npd.read_csv('s3://bucket/rows.csv')"]
)
def test_reaching_out(source: str, tmp_path: Path) -> None:
    assert read(tmp_path, source).reaches_out


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "broken.ipynb").write_text("{")
    found = read(tmp_path, "x = 1")
    assert found.unread == ("broken.ipynb",)
    assert not found.empty


def test_the_facts_of_the_same_files_are_read_once(tmp_path: Path) -> None:
    files = Files(tmp_path)
    assert sources(files) is sources(files)
