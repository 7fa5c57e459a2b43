"""What git runs: the hook and the filter, in a real repository."""

from __future__ import annotations

import io
import json
import subprocess
import sys

import pytest

from mlsec_nb.fix.filter import cleaned
from mlsec_nb.frontends.cli import main
from tests.notebooks import code, content, model, stream
from tests.secrets_fakes import openai_key

KEY = openai_key()
LEAK = code("print(key)", stream(f"key: {KEY}\n"))


@pytest.fixture(autouse=True)
def repository(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    git("init", "-q")
    git("config", "user.email", "a@b")
    git("config", "user.name", "a")
    git("config", "commit.gpgsign", "false")
    return tmp_path


def git(*arguments, check=True):
    return subprocess.run(["git", *arguments], check=check, capture_output=True, text=True)


def test_filter_masks_on_the_way_into_git_and_leaves_the_file(repository):
    assert main(["install-hooks", "--yes", "filter"]) == 0
    (repository / "a.ipynb").write_bytes(content(LEAK))
    git("add", "a.ipynb")
    staged = git("show", ":a.ipynb").stdout
    assert KEY not in staged
    assert "[openai-key, " in staged
    assert KEY in (repository / "a.ipynb").read_text()
    assert git("diff", "--stat").stdout == ""  # git sees no change between the two


def test_hook_stops_a_commit_that_adds_a_secret(repository):
    assert main(["install-hooks", "--yes", "pre-commit"]) == 0
    (repository / "a.ipynb").write_bytes(content(f"key = '{KEY}'"))
    git("add", "a.ipynb")
    done = git("commit", "-qm", "x", check=False)
    assert done.returncode == 1
    assert "openai-key" in done.stdout + done.stderr
    (repository / "a.ipynb").write_bytes(content("x = 1"))
    git("add", "a.ipynb")
    assert git("commit", "-qm", "x", check=False).returncode == 0


def test_what_was_installed_is_told_and_can_be_removed(repository, capsys):
    main(["install-hooks", "--yes"])
    capsys.readouterr()
    main(["install-hooks"])
    assert capsys.readouterr().out.count("There already") == 2
    main(["install-hooks", "--remove"])
    assert (repository / ".gitattributes").read_text() == ""
    assert git("config", "--get", "filter.mlsec.clean", check=False).stdout == ""


def test_hook_of_somebody_else_is_left_alone(repository, capsys):
    hook = repository / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\n")
    assert main(["install-hooks", "--yes", "pre-commit"]) == 2
    assert "another hook" in capsys.readouterr().err
    assert hook.read_text() == "#!/bin/sh\n"


def test_nothing_is_installed_unasked(repository, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert main(["install-hooks"]) == 2
    assert "--yes" in capsys.readouterr().err
    assert not (repository / ".gitattributes").exists()


def test_cleaning_twice_changes_nothing_more():
    raw = json.dumps(model(LEAK, "x = 1"), indent=1).encode()
    once, secrets = cleaned(raw)
    assert secrets == 1
    assert cleaned(once) == (once, 0)


@pytest.mark.parametrize("data", [b"", b"{", b"[1]", b'{"worksheets": []}', b"\xff\xfe\x00"])
def test_what_is_no_notebook_passes_unchanged(data, monkeypatch, capsysbinary):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert main(["filter"]) == 0
    assert capsysbinary.readouterr().out == data


def test_hooks_of_a_removed_environment_are_installed_anew(repository):
    main(["install-hooks", "--yes"])
    hook = repository / ".git" / "hooks" / "pre-commit"
    hook.write_text(hook.read_text().replace(sys.executable, "/gone/bin/python"))
    git("config", "filter.mlsec.clean", "/gone/bin/python filter")
    main(["install-hooks", "--yes"])
    assert sys.executable in hook.read_text()
    assert sys.executable in git("config", "filter.mlsec.clean").stdout
