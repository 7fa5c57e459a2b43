"""Links and names that lead out of a project: nothing outside of it is written."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from mlsec_nb.errors import MlsecError
from mlsec_nb.fix.undo import Undo, Written, default_folder
from mlsec_nb.frontends.cli import main
from tests.notebooks import content
from tests.secrets_fakes import openai_key

BEFORE = "nothing of yours\n"
LEAK = content(f'api_key = "{openai_key()}"')


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that is not in the project; the working directory is, and the project is a repository."""
    project = tmp_path / "project"
    (project / ".git").mkdir(parents=True)
    (project / "a.ipynb").write_bytes(LEAK)
    monkeypatch.chdir(project)
    monkeypatch.setenv("MLSEC_UNDO", str(tmp_path / "undo"))
    outside = tmp_path / "outside"
    outside.write_text(BEFORE)
    return outside


@pytest.mark.parametrize("name", [".env", ".gitignore", "a.ipynb.bak"])
def test_fix_writes_no_secret_through_a_link(
    outside: Path, name: str, capsys, tried: Callable[..., None]
) -> None:
    Path(name).symlink_to(outside)
    assert main(["fix", "a.ipynb", "--write", "--force", "--keep-backup"]) == 2
    assert "leads out of" in capsys.readouterr().err
    tried()
    assert outside.read_text() == BEFORE
    assert Path("a.ipynb").read_bytes() == LEAK


def test_fix_leaves_a_notebook_alone_that_is_a_link_out_of_the_project(outside: Path) -> None:
    outside.write_bytes(LEAK)
    Path("link.ipynb").symlink_to(outside)
    assert main(["fix", "link.ipynb", "--write", "--force"]) == 2
    assert outside.read_bytes() == LEAK


@pytest.mark.parametrize("name", ["mlsec.toml", ".mlsec", ".mlsec/state.json", "docs"])
def test_checklist_begins_nothing_through_a_link(
    outside: Path, name: str, tried: Callable[..., None]
) -> None:
    Path(name).parent.mkdir(exist_ok=True)
    Path(name).symlink_to(outside.parent if name in (".mlsec", "docs") else outside)
    names = sorted(outside.parent.iterdir())
    main(["checklist", "init"])
    main(["checklist"])
    tried(2)
    assert outside.read_text() == BEFORE
    assert sorted(outside.parent.iterdir()) == names


@pytest.mark.parametrize("key", ["baseline", "manifest"])
@pytest.mark.parametrize("named", ["../outside", "{outside}", "link"])
def test_configuration_names_no_file_outside(
    outside: Path, key: str, named: str, capsys, tried: Callable[..., None]
) -> None:
    """``--write-baseline`` wrote to whatever path a repository's ``mlsec.toml`` had."""
    Path("link").symlink_to(outside)
    Path("mlsec.toml").write_text(f"{key} = {json.dumps(named.format(outside=outside))}\n")
    assert main(["scan", "a.ipynb", "--write-baseline"]) == 2
    assert "outside of the project" in capsys.readouterr().err
    tried()
    assert outside.read_text() == BEFORE


def test_undo_restores_only_what_a_fix_of_this_file_can_have_written(outside: Path) -> None:
    undo = Undo(default_folder())
    notebook = Path("a.ipynb").resolve()
    undo.write([Written(path=notebook, before=LEAK, after=LEAK + b"\n")])
    (record,) = default_folder().glob("*.json")
    files = json.loads(record.read_bytes())["files"]
    stray = {"path": str(outside), "before": files[0]["before"], "after": None}
    record.write_text(json.dumps({"files": [{**stray, "after": "bm90aGluZyBvZiB5b3Vycwo="}, *files]}))
    with pytest.raises(MlsecError, match="names other files"):
        undo.take_back(notebook)
    assert outside.read_text() == BEFORE


def test_pipes_and_devices_are_not_waited_for(outside: Path, tried: Callable[..., None]) -> None:
    os.mkfifo("pipe.ipynb")
    os.mkfifo("pipe.py")
    os.mkfifo("pipe.pkl")
    Path("endless.ipynb").symlink_to("/dev/zero")
    Path("loop.ipynb").symlink_to("loop.ipynb")
    tried(5)
    assert main(["scan", ".", "--no-cache", "--quiet"]) in (1, 2)
    main(["fix", "."])
    main(["checklist", "--no-history"])
    main(["manifest", "."])
