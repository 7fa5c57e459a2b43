"""The scan behind the probes: bounded in time, named by the project."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from mlsec_nb.checklist.scanning import ProjectScan
from mlsec_nb.core.finding import Severity
from mlsec_nb.options import Options
from tests.notebooks import content

UNSAFE = "import pickle\nmodel = pickle.load(open('model.pkl', 'rb'))"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "nb").mkdir()
    (tmp_path / "nb" / "train.ipynb").write_bytes(content(UNSAFE))
    (tmp_path / "nb" / "model.pkl").write_bytes(b"\x80\x04N.")
    (tmp_path / "train.ipynb").write_bytes(content("x = 1"))
    return tmp_path


def test_targets_are_named_by_their_place_in_the_project(project: Path, monkeypatch) -> None:
    monkeypatch.chdir(project / "nb")
    result = ProjectScan(project, Options())()
    names = sorted(target.path for target in result.targets)
    assert names == ["nb/model.pkl", "nb/train.ipynb", "train.ipynb"]
    assert not list(result.all_skipped())


def test_the_notebook_at_hand_comes_first_and_once(project: Path) -> None:
    result = ProjectScan(project, Options(), notebook=project / "train.ipynb")()
    assert result.targets[0].path == "train.ipynb"
    assert len(result.targets) == 3


def test_it_is_done_once(project: Path) -> None:
    scan = ProjectScan(project, Options())
    assert scan() is scan()


def test_what_is_left_when_the_time_is_over_is_a_gap(project: Path) -> None:
    result = ProjectScan(project, Options(), seconds=0)()
    assert len(result.targets) < 3
    assert [(path, gap.what) for path, gap in result.all_skipped()] == [("", "the rest of the project")]


def test_time_is_over_also_where_nothing_is_to_be_scanned(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.png").write_bytes(b"")
    result = ProjectScan(tmp_path, Options(), seconds=-1)()
    assert [gap.what for _, gap in result.all_skipped()] == ["the rest of the project"]


def test_what_git_ignores_is_looked_at_as_well(project: Path) -> None:
    subprocess.run(["git", "init", "-q", project], check=True)
    (project / ".gitignore").write_text("*.pkl\n")
    names = {target.path for target in ProjectScan(project, Options())().targets}
    assert "nb/model.pkl" in names


@pytest.mark.parametrize(
    "settings",
    [
        {"ignore": ("MLS2",)},
        {"select": ("MLS1",)},
        {"min_severity": Severity.CRITICAL},
        {"engines": ("secrets",)},
    ],
)
def test_what_a_report_leaves_out_is_looked_for_all_the_same(
    settings: dict[str, object], project: Path
) -> None:
    found = ProjectScan(project, Options(**settings))().findings
    assert "MLS201" in {finding.rule for finding in found}
