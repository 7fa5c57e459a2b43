"""Every command of the README that needs no cluster, network or terminal, run in a small project."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest

from mlsec_nb.frontends.cli import main
from tests.notebooks import code, content, stream
from tests.secrets_fakes import openai_key
from tests.test_readme import BLOCK, TEXT, calls, commands

ELSEWHERE = ("s3://", "--scheduler", "mlsec-nb install-hooks")
BEFORE = {
    "--undo": "fix . --write",
    "--manifest": "manifest models/ --output models/SHA256SUMS",
    "--baseline": "scan . --baseline .mlsec-baseline.json --write-baseline",
}
"""What a call rests on."""

DAY = re.compile(r"20\d\d-\d\d-\d\d")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with what the commands of the README name."""
    folder = tmp_path_factory.mktemp("project")
    key = openai_key()
    notebook = content(f'API_KEY = "{key}"', code("print(API_KEY)", stream(key), count=2))
    for name in ("train.ipynb", "shared/a.ipynb", "example_notebooks/b.ipynb"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(notebook)
    for name in ("models/model.pkl", "downloads/model.pkl"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"cos\nsystem\n(S'true'\ntR.")
    (folder / "list.txt").write_text("train.ipynb\n")
    (folder / "docs").mkdir()
    (folder / "docs" / "training.md").write_text("# Training\n\nHeld for everybody, slides in the wiki.\n")
    with zipfile.ZipFile(folder / "backup.zip", "w") as archive:
        archive.writestr("old.ipynb", notebook)
    person = ("-c", "user.name=J", "-c", "user.email=j@example.org")
    for words in (("init", "-q", "-b", "main"), ("add", "."), (*person, "commit", "-q", "-m", "first")):
        subprocess.run(["git", "-C", folder, *words], check=True)
    return folder


def runnable() -> list[str]:
    """The calls with days that are to come."""
    later = (date.today() + timedelta(days=90)).isoformat()
    here = (call for call in calls() if not any(word in call for word in ELSEWHERE))
    return [DAY.sub(later, call).replace("RULE", "MLS201").replace("--jobs 8", "--jobs 2") for call in here]


@pytest.mark.parametrize("call", runnable())
def test_commands_do_what_they_say(
    call: str, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(project, tmp_path / "project")
    monkeypatch.chdir(tmp_path / "project")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    for word, needed in BEFORE.items():
        if word in call:
            main(shlex.split(needed))
    assert main(shlex.split(call)[1:]) in (0, 1)


def test_the_first_lines_of_python_run(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (lines,) = (text for language, text in BLOCK.findall(TEXT) if language == "python" and "result =" in text)
    monkeypatch.chdir(project)
    exec(lines, {})
    assert "MLS101" in capsys.readouterr().out


@pytest.mark.slow
@pytest.mark.parametrize("call", list(dict.fromkeys(commands("jupyter"))))
def test_conversions_do_what_they_say(call: str, project: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *shlex.split(call)[1:]], cwd=project, capture_output=True, text=True
    )
    assert done.returncode == int("FailOnFindings" in call), done.stderr
