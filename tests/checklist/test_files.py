"""Files of a project: bounded, inside of it, links not followed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from mlsec_nb.checklist.files import Files
from mlsec_nb.checklist.git import ask_git


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    (root / "data").mkdir(parents=True)
    (root / "README.md").write_text("hello")
    (root / "data" / "a.CSV").write_text("x\n1\n")
    (root / ".git").mkdir()
    (root / ".git" / "config").write_text("")
    (tmp_path / "outside.txt").write_text("not yours")
    (root / "link.txt").symlink_to(tmp_path / "outside.txt")
    return root


def test_paths_are_those_of_the_project(project: Path) -> None:
    files = Files(project)
    assert files.paths == ("README.md", "data/a.CSV")
    assert files.glob("*.csv") == ("data/a.CSV",)
    assert files.glob("data/*") == ("data/a.CSV",)
    assert not files.truncated


@pytest.mark.parametrize("path", ["link.txt", "../outside.txt", "data", "no/such", "a\0b", "/etc/hostname"])
def test_what_is_no_file_of_the_project_is_not_read(project: Path, path: str) -> None:
    files = Files(project)
    assert not files.exists(path)
    assert files.text(path) is None
    assert files.digest(path) == ""
    assert files.stat(path) is None


def test_a_file_is_read_and_digested(project: Path) -> None:
    files = Files(project)
    assert files.text("README.md") == "hello"
    assert files.digest("README.md").startswith("2cf24dba")


def test_without_a_repository_nothing_is_said_to_be_tracked(project: Path) -> None:
    assert Files(project).tracked is None


def test_tracked_files_are_listed(tmp_path: Path) -> None:
    (tmp_path / "a b.txt").write_text("x")
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    subprocess.run(["git", "-C", tmp_path, "add", "."], check=True)
    assert Files(tmp_path).tracked == ("a b.txt",)


def test_git_is_asked_nothing_that_could_run_a_program(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="run nothing"):
        ask_git(tmp_path, "status")
