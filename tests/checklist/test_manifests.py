"""Digests are read from every form of manifest, and compared."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsec_nb.checklist.files import Files
from mlsec_nb.checklist.manifests import differs, manifests, pinned

CONTENT = b"age,paid\n34,1\n"
SHA256 = hashlib.sha256(CONTENT).hexdigest()
MD5 = hashlib.md5(CONTENT).hexdigest()

MANIFESTS = {
    "manifest.sha256": f"{SHA256}  data/rows.csv\n",
    "SHA256SUMS": f"{SHA256}  data/rows.csv\n",
    "sha256sums.txt": f"{SHA256} *./data/rows.csv\n",
    "manifest.json": json.dumps({"data/rows.csv": f"sha256:{SHA256}"}),
    "bom.cdx.json": json.dumps(
        {
            "bomFormat": "CycloneDX",
            "components": [{"name": "data/rows.csv", "hashes": [{"alg": "SHA-256", "content": SHA256}]}],
        }
    ),
    "croissant.json": json.dumps({"distribution": [{"contentUrl": "data/rows.csv", "sha256": SHA256}]}),
    "data/rows.csv.dvc": f"outs:\n- md5: {MD5}\n  size: 14\n  path: rows.csv\n",
    "dvc.lock": f"stages:\n  get:\n    outs:\n    - path: data/rows.csv\n      md5: {MD5}\n",
    "data/rows.sha256": f"{SHA256}  rows.csv\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/rows.csv").write_bytes(CONTENT)
    return tmp_path


@pytest.mark.parametrize("name", MANIFESTS)
def test_every_form_pins_the_file(name: str, folder: Path) -> None:
    (folder / name).write_text(MANIFESTS[name])
    files = Files(folder)
    stated = pinned(files)
    assert list(stated) == ["data/rows.csv"]
    assert manifests(files) == (name,)
    assert not differs(files, "data/rows.csv", stated["data/rows.csv"])
    (folder / "data/rows.csv").write_bytes(b"changed")
    assert differs(Files(folder), "data/rows.csv", stated["data/rows.csv"])


def test_a_file_that_is_missing_differs(folder: Path) -> None:
    (folder / "data/rows.csv").unlink()
    assert differs(Files(folder), "data/rows.csv", f"sha256:{SHA256}")
    assert differs(Files(folder), "data/rows.csv", f"md5:{MD5}")


def test_a_path_out_of_the_project_is_not_followed(folder: Path) -> None:
    (folder / "manifest.sha256").write_text(f"{SHA256}  ../../etc/passwd\n")
    assert list(pinned(Files(folder))) == ["etc/passwd"]


@pytest.mark.parametrize(
    "text", ["", "[1]", "{}", '{"a": {"b": 1}}', "[" * 9999, '{"bomFormat": "CycloneDX", "components": [1]}']
)
def test_what_is_no_manifest_pins_nothing(text: str, tmp_path: Path) -> None:
    for name in ("manifest.json", "sha256sums.txt", "bom.cdx.json", "croissant.json"):
        (tmp_path / name).write_text(text)
    assert pinned(Files(tmp_path)) == {}


@given(st.text(max_size=300))
def test_any_text_is_read_without_an_error(text: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        for name in ("a.dvc", "manifest.json", "x.sha256"):
            (Path(folder) / name).write_text(text, encoding="utf-8", errors="replace")
        assert isinstance(pinned(Files(Path(folder))), dict)
