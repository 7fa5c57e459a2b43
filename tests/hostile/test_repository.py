"""A repository that somebody else has made: its settings and files must not become programs of ours."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mlsec_nb.fix.hooks import PROGRAM
from mlsec_nb.frontends.cli import main
from tests.notebooks import content

PROGRAMS = {
    "core.fsmonitor": "",
    "core.pager": "",
    "core.editor": "",
    "core.sshCommand": "",
    "core.askPass": "",
    "core.hooksPath": "hooks",
    "diff.external": "",
    "diff.evil.textconv": "",
    "diff.evil.command": "",
    "filter.evil.clean": "",
    "filter.evil.smudge": "",
    "filter.evil.process": "",
    "filter.a=b.clean": "",
    "filter.evil.required": "true",
    "log.showSignature": "true",
    "gpg.program": "",
    "credential.helper": "",
    "uploadpack.packObjectsHook": "",
    "alias.diff": "!",
    "include.path": "more",
}
"""Settings of git that name a program; an empty value stands for one that leaves a mark."""

SHADOWS = ("json", "pickle", "re", "joblib", "numpy", "sitecustomize", "usercustomize", "mlsec_nb", "yaml")
COMMANDS = {
    "scan": ["scan", "."],
    "workers": ["scan", ".", "--jobs", "2", "--no-cache"],
    "diff": ["scan", "--diff", "HEAD"],
    "staged": ["scan", "--staged"],
    "history": ["scan", ".", "--history"],
    "fix": ["fix", "."],
    "manifest": ["manifest", "."],
    "checklist": ["checklist", "--no-history"],
}


def git(*words: str) -> None:
    subprocess.run(["git", *words], check=True, capture_output=True)


@pytest.fixture
def mark(tmp_path: Path) -> Path:
    """What is there once a program of the repository has run."""
    return tmp_path / "ran"


@pytest.fixture
def repository(tmp_path: Path, mark: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two commits, a change that is not staged, a submodule, and settings that name programs."""
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {mark}\ncat\n")
    program.chmod(0o755)
    root = tmp_path / "repository"
    for folder in (root / "inner", root):
        folder.mkdir(exist_ok=True, parents=True)
        monkeypatch.chdir(folder)
        git("init", "-q")
        for name, value in {"user.email": "a@b", "user.name": "a", "commit.gpgsign": "false"}.items():
            git("config", name, value)
        (folder / "a.ipynb").write_bytes(content("x = 1"))
        git("add", ".")
        git("commit", "-qm", "one")
    for folder in (root / "inner", root):
        (folder / ".gitattributes").write_text("*.ipynb filter=evil diff=evil\n*.py filter=a=b\n")
        (folder / ".env").write_text(f"PYTHONSTARTUP={program}\nMLSEC_UNDO={folder}\n")
        (folder / "hooks").mkdir()
        for hook in ("post-index-change", "fsmonitor-watchman", "pre-commit"):
            (folder / "hooks" / hook).write_bytes(program.read_bytes())
            (folder / "hooks" / hook).chmod(0o755)
        monkeypatch.chdir(folder)
        for name, value in PROGRAMS.items():
            git("config", name, value.replace("!", f"!{program}") or str(program))
        os.utime(folder / "a.ipynb", (1, 1))
    return root


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_settings_of_the_repository_run_nothing(
    words: list[str], repository: Path, mark: Path, tried: Callable[..., None]
) -> None:
    tried(len(PROGRAMS))
    assert main(words) in (0, 1, 2)
    assert not mark.exists()


def test_diff_runs_no_filter_and_still_sees_the_change(repository: Path, mark: Path, capsys) -> None:
    """``git diff`` cleaned every file whose time had changed, with the program that the repository named."""
    (repository / "a.ipynb").write_bytes(content("import os\nos.system(input())"))
    assert main(["scan", "--diff", "HEAD", "--format", "json", "--fail-on", "low"]) == 1
    assert "MLS2" in capsys.readouterr().out
    assert not mark.exists()


def test_modules_beside_the_notebooks_are_not_imported(
    repository: Path, mark: Path, tried: Callable[..., None]
) -> None:
    for name in SHADOWS:
        (repository / f"{name}.py").write_text(f"open({str(mark)!r}, 'w')\n")
    command = [sys.executable, "-c", PROGRAM]
    for words in (COMMANDS["workers"], COMMANDS["checklist"], ["fix", "."]):
        subprocess.run([*command, *words], check=False, capture_output=True, timeout=120)
    tried(3 * len(SHADOWS))
    assert not mark.exists()


def test_hook_and_filter_import_nothing_from_the_repository(
    tmp_path: Path, mark: Path, monkeypatch: pytest.MonkeyPatch, tried: Callable[..., None]
) -> None:
    """They ran ``python -m mlsec_nb`` at the root of the repository, which is searched first then."""
    monkeypatch.chdir(tmp_path)
    git("init", "-q")
    assert main(["install-hooks", "--yes"]) == 0
    for name in SHADOWS:
        (tmp_path / f"{name}.py").write_text(f"open({str(mark)!r}, 'w')\n")
    (tmp_path / "a.ipynb").write_bytes(content("x = 1"))
    git("add", "-A")
    git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x")
    tried(len(SHADOWS))
    assert not mark.exists()
