"""Whole files: what is fixed, what stays byte for byte, and the way back."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mlsec_nb.errors import UnreadableError, UsageError
from mlsec_nb.fix.notebook import fix_notebook
from mlsec_nb.fix.project import Fixing, is_dirty
from mlsec_nb.fix.undo import Undo
from mlsec_nb.fix.variables import Variables, ignoring
from mlsec_nb.options import Options
from mlsec_nb.scan import Scanner
from tests.notebooks import code, content, model, stream
from tests.secrets_fakes import openai_key

KEY = openai_key()
SECRET = f'API_KEY = "{KEY}"'


@pytest.fixture
def fixing(tmp_path):
    (tmp_path / "project" / ".git").mkdir(parents=True)
    return Fixing(scanner=Scanner(Options()), undo=Undo(tmp_path / "undo"))


def write(tmp_path, *cells, name="a.ipynb", **style):
    path = tmp_path / "project" / name
    path.write_bytes(content(*cells) if not style else json.dumps(model(*cells), **style).encode())
    return path


def fix(fixing, path):
    fixed, variables = fixing.propose(path)
    fixing.write(fixed, variables)
    return fixed


def test_literal_moves_to_the_environment_and_git_ignores_it(tmp_path, fixing):
    path = write(tmp_path, SECRET)
    fix(fixing, path)
    assert KEY not in path.read_text()
    assert 'os.environ["API_KEY"]' in "".join(json.loads(path.read_text())["cells"][0]["source"])
    assert (tmp_path / "project" / ".env").read_text() == f"API_KEY={KEY}\n"
    assert (tmp_path / "project" / ".env").stat().st_mode & 0o077 == 0
    assert (tmp_path / "project" / ".gitignore").read_text() == ".env\n"


def test_output_is_redacted_and_nothing_else_is_written_anew(tmp_path, fixing):
    path = write(tmp_path, code("print(key)", stream(f"a {KEY} b\n")), "x = 1", indent=3)
    before = path.read_text().splitlines()
    fix(fixing, path)
    changed = [line for line in path.read_text().splitlines() if line not in before]
    assert len(changed) == 1
    assert KEY not in path.read_text()


def test_several_findings_in_one_cell_are_all_fixed(tmp_path, fixing):
    path = write(tmp_path, f'{SECRET}\nOTHER_KEY = "{openai_key(1)}"\nimport yaml\nyaml.load(f, yaml.Loader)')
    fixed = fix(fixing, path)
    assert len(fixed.made) >= 2
    assert not [f for f in Scanner(Options()).file(str(path)).live if f.engine == "secrets"]


def test_name_that_is_taken_by_another_value_gets_a_number():
    variables = Variables("KEY=one\n")
    assert variables.name_for("KEY", "one") == "KEY"
    assert variables.name_for("KEY", "two") == "KEY_2"
    assert variables.content() == "KEY=one\nKEY_2=two\n"


@pytest.mark.parametrize("value", ["plain", "with space", 'quote"and\\slash', "line\nfeed", "$HOME `x`"])
def test_value_is_read_back_as_it_was(value):
    variables = Variables()
    variables.name_for("KEY", value)
    assert Variables(variables.content()).name_for("KEY", value) == "KEY"


def test_entry_of_gitignore_is_added_once():
    assert ignoring("*.pyc", ".env") == "*.pyc\n.env\n"
    assert ignoring("/.env\n", ".env") == "/.env\n"


def test_undo_gives_every_file_back(tmp_path, fixing):
    path = write(tmp_path, SECRET, code("print(API_KEY)", stream(KEY)))
    before = path.read_bytes()
    fix(fixing, path)
    restored = fixing.undo.take_back(path)
    assert path.read_bytes() == before
    assert sorted(os.listdir(tmp_path / "project")) == [".git", "a.ipynb"]
    assert len(restored) == 3


def test_fix_that_was_worked_on_since_is_not_taken_back(tmp_path, fixing):
    path = write(tmp_path, SECRET)
    fix(fixing, path)
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(UsageError, match="changed since"):
        fixing.undo.take_back(path)


def test_environment_that_went_on_since_is_kept(tmp_path, fixing):
    path = write(tmp_path, SECRET)
    fix(fixing, path)
    (tmp_path / "project" / ".env").write_text("OTHER=1\n")
    fixing.undo.take_back(path)
    assert (tmp_path / "project" / ".env").read_text() == "OTHER=1\n"


def test_file_that_changes_while_it_is_fixed_is_left_alone(tmp_path, fixing):
    path = write(tmp_path, SECRET)
    fixed, variables = fixing.propose(path)
    path.write_bytes(content("new = 1"))
    with pytest.raises(UsageError, match="in the meantime"):
        fixing.write(fixed, variables)
    assert not (tmp_path / "project" / ".env").exists()


def test_copies_for_undoing_are_closed_to_others_and_can_be_forgotten(tmp_path, fixing):
    fix(fixing, write(tmp_path, SECRET))
    (record,) = (tmp_path / "undo").iterdir()
    assert (record.stat().st_mode | (tmp_path / "undo").stat().st_mode) & 0o077 == 0
    assert fixing.undo.forget() == 1
    assert list((tmp_path / "undo").iterdir()) == []


def test_script_and_old_format_are_refused(tmp_path):
    (tmp_path / "a.py").write_text(SECRET)
    (tmp_path / "b.ipynb").write_text('{"worksheets": [{"cells": []}], "nbformat": 3, "metadata": {}}')
    for name in ("a.py", "b.ipynb", "none.ipynb"):
        with pytest.raises(UnreadableError):
            fix_notebook(tmp_path / name, Scanner(Options()), Variables())


WRITER = """
import sys
from pathlib import Path
from mlsec_nb.fix.project import Fixing, is_dirty
from mlsec_nb.fix.undo import Undo
from mlsec_nb.options import Options
from mlsec_nb.scan import Scanner
path, undo = map(Path, sys.argv[1:])
fixing = Fixing(scanner=Scanner(Options()), undo=Undo(undo))
fixed = fixing.propose(path)
print("ready", flush=True)
while True:
    fixing.write(*fixed)
    fixing.undo.take_back(path)
"""


@pytest.mark.slow
def test_kill_at_any_moment_leaves_a_whole_notebook(tmp_path, fixing):
    path = write(tmp_path, SECRET, code("print(API_KEY)", stream(KEY)))
    before, after = path.read_bytes(), fixing.propose(path)[0].after
    chance = random.Random(0)
    for _ in range(15):
        command = [sys.executable, "-c", WRITER, str(path), str(tmp_path / "undo")]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
            writer.stdout.readline()
            time.sleep(chance.random() * 0.05)
            writer.send_signal(signal.SIGKILL)
        assert path.read_bytes() in (before, after)
        path.write_bytes(before)
        for name in (".env", ".gitignore"):
            (Path(path).parent / name).unlink(missing_ok=True)


def test_file_with_uncommitted_changes_is_dirty(tmp_path):
    def git(*arguments):
        subprocess.run(["git", "-C", str(tmp_path), *arguments], check=True, capture_output=True)

    git("init", "-q")
    path = tmp_path / "a.ipynb"
    path.write_bytes(content("x = 1"))
    assert not is_dirty(path)  # git does not know it
    git("add", "a.ipynb")
    assert not is_dirty(path)
    path.write_bytes(content("x = 2"))
    assert is_dirty(path)
