"""Files are told apart by their names."""

from __future__ import annotations

import pytest

from mlsec_nb.checklist.kinds import is_credential, is_data, is_model, is_sample


@pytest.mark.parametrize(
    "path", ["a.csv", "a.CSV", "x/a.csv.gz", "a.parquet", "app.sqlite", "data/images/1.png", "dump.sql.xz"]
)
def test_data(path: str) -> None:
    assert is_data(path)


@pytest.mark.parametrize(
    "path",
    ["a.md", "data/README.md", "data/.gitkeep", "data/rows.csv.dvc", "data/load.py", "model.pt", "a.json"],
)
def test_no_data(path: str) -> None:
    assert not is_data(path)


@pytest.mark.parametrize("path", ["m.pt", "m.safetensors", "a/b.PKL", "net.onnx", "m.joblib.gz"])
def test_models(path: str) -> None:
    assert is_model(path)


@pytest.mark.parametrize(
    "path", [".env", ".env.production", "prod.env", "id_rsa", "a/server.pem", "x.key", "credentials.json"]
)
def test_credentials(path: str) -> None:
    assert is_credential(path)


@pytest.mark.parametrize(
    "path", [".env.example", "example.env", "env.py", "id_rsa.pub", "key.py", ".envrc.sample"]
)
def test_no_credentials(path: str) -> None:
    assert not is_credential(path)


def test_small_data_among_tests_is_a_sample() -> None:
    assert is_sample("tests/data/a.csv", 1_000)
    assert not is_sample("tests/data/a.csv", 1_000_000)
    assert not is_sample("data/a.csv", 1_000)
