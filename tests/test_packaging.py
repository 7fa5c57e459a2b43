"""What a wheel holds, and that the metadata tells the truth."""

from __future__ import annotations

import importlib.metadata
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from mlsec_nb import __version__

ROOT = Path(__file__).parents[1]
ENTRY_POINTS = importlib.metadata.distribution("mlsec-nb").entry_points
PANEL = f"mlsec_nb-{__version__}.data/data/share/jupyter/labextensions/mlsec-nb"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The names in a wheel that is built from this tree."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return zipfile.ZipFile(path).namelist()


def test_wheel_holds_the_panel_where_jupyter_looks_for_it(wheel: list[str]) -> None:
    for name in ("package.json", "install.json", "static/style.js", "schemas/mlsec-nb/panel.json"):
        assert f"{PANEL}/{name}" in wheel
    assert [name for name in wheel if "_labextension" in name] == []


def test_wheel_holds_no_development_build(wheel: list[str]) -> None:
    """Its log has the paths of the machine it was built on."""
    advice = "remove mlsec_nb/_labextension and run make again"
    assert [name for name in wheel if name.endswith(("build_log.json", ".map"))] == [], advice


def test_wheel_holds_every_file_of_the_package(wheel: list[str]) -> None:
    sources = [p for p in (ROOT / "mlsec_nb").rglob("*") if p.is_file() and p.suffix != ".pyc"]
    names = {p.relative_to(ROOT).as_posix() for p in sources if "_labextension" not in p.parts}
    assert names <= set(wheel)


def test_wheel_holds_the_licence(wheel: list[str]) -> None:
    assert f"mlsec_nb-{__version__}.dist-info/licenses/LICENSE" in wheel


@pytest.mark.parametrize("entry", ENTRY_POINTS, ids=lambda entry: entry.name)
def test_entry_points_exist(entry: importlib.metadata.EntryPoint) -> None:
    assert callable(entry.load())


def test_panel_and_package_have_one_version() -> None:
    assert json.loads((ROOT / "labextension/package.json").read_text())["version"] == __version__


def test_lock_file_names_no_registry() -> None:
    packages = json.loads((ROOT / "labextension/package-lock.json").read_text())["packages"].values()
    assert [package["resolved"] for package in packages if "resolved" in package] == []
