"""Paths become files, each once; what leads nowhere is said."""

import os

from mlsec_nb.batch.discover import discover
from mlsec_nb.core.finding import Skipped


def tree(root, *names):
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    return root


def found(root, *paths, exclude=()):
    got = discover([str(root / path) for path in paths], exclude)
    return [item if isinstance(item, Skipped) else item.label.removeprefix(f"{root}/") for item in got]


def test_folder_yields_notebooks_and_scripts_in_order(tmp_path):
    tree(tmp_path, "b.ipynb", "a/c.py", "a/data.csv", "a.ipynb")
    assert found(tmp_path, "") == ["a.ipynb", "b.ipynb", "a/c.py"]


def test_checkpoints_environments_and_git_are_left_out(tmp_path):
    tree(
        tmp_path,
        ".git/x.py",
        ".ipynb_checkpoints/a-checkpoint.ipynb",
        "env/pyvenv.cfg",
        "env/lib/x.py",
        "y.py",
    )
    assert found(tmp_path, "") == ["y.py"]


def test_glob_and_exclude(tmp_path):
    tree(tmp_path, "a/x.ipynb", "a/old/y.ipynb", "b/z.ipynb")
    assert found(tmp_path, "**/*.ipynb", exclude=["old/*"]) == ["a/x.ipynb", "b/z.ipynb"]


def test_each_file_once(tmp_path):
    tree(tmp_path, "a.ipynb")
    assert found(tmp_path, "a.ipynb", "", "a.ipynb") == ["a.ipynb"]


def test_what_is_not_there_is_a_gap(tmp_path):
    missing, nothing = found(tmp_path, "none.ipynb", "*.ipynb")
    assert missing.gap
    assert nothing.gap


def test_link_to_a_folder_is_not_followed_round_and_round(tmp_path):
    tree(tmp_path, "a/x.py")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    assert found(tmp_path, "") == ["a/x.py"]


def test_further_files_are_recognised_by_their_beginning(tmp_path):
    tree(tmp_path, "a.ipynb", "m/model", "m/text.csv")
    (tmp_path / "m" / "model").write_bytes(b"\x80\x04N.")
    got = discover([str(tmp_path)], also=lambda head, name: head.startswith(b"\x80") and name == "model")
    assert [item.label.removeprefix(f"{tmp_path}/") for item in got] == ["a.ipynb", "m/model"]


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert list(discover([str(tmp_path)], also=lambda head, name: True)) == []


def test_explicit_paths_are_not_asked_about(tmp_path):
    tree(tmp_path, "x.bin")
    assert found(tmp_path, "x.bin") == ["x.bin"]
