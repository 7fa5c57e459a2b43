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
    *files, links = found(tmp_path, "")
    assert files == ["a/x.py"]
    assert not links.gap


def test_glob_goes_through_no_link_to_a_folder(tmp_path):
    """Two links to the folder they are in made ``**`` try every path of forty steps."""
    tree(tmp_path, "a/x.py")
    for name in "xy":
        (tmp_path / "a" / name).symlink_to(tmp_path)
    assert found(tmp_path, "**/*.py") == ["a/x.py"]


def test_glob_reads_stars_as_shells_do(tmp_path):
    tree(tmp_path, "a/x.py", "a/.hidden/y.py", ".z.py", "b/c/x.py")
    assert found(tmp_path, "**/*.py") == ["a/x.py", "b/c/x.py"]
    assert found(tmp_path, "a/.*/*.py") == ["a/.hidden/y.py"]
    assert found(tmp_path, "a**/x.py") == ["a/x.py"]
    assert found(tmp_path, "[ab]/**/x.p?") == ["a/x.py", "b/c/x.py"]


def test_link_that_leads_out_is_told_and_read_only_by_name(tmp_path):
    tree(tmp_path, "outside/x.py", "inside/y.py")
    for name, place in {"out.py": "outside/x.py", "near.py": "inside/y.py", "out": "outside"}.items():
        (tmp_path / "inside" / name).symlink_to(tmp_path / place)
    near, link, own, folders = found(tmp_path, "inside")
    assert (near, own) == ("inside/near.py", "inside/y.py")
    assert link.what.endswith("out.py")
    assert link.gap
    assert not folders.gap
    assert found(tmp_path, "inside/*")[1].gap
    assert found(tmp_path, "inside/out.py", "inside/out") == ["inside/out.py", "inside/out/x.py"]


def test_further_files_are_recognised_by_their_beginning(tmp_path):
    tree(tmp_path, "a.ipynb", "m/model", "m/text.csv")
    (tmp_path / "m" / "model").write_bytes(b"\x80\x04N.")
    got = discover([str(tmp_path)], also=lambda head, name: head.startswith(b"\x80") and name == "model")
    assert [item.label.removeprefix(f"{tmp_path}/") for item in got] == ["a.ipynb", "m/model"]


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert list(discover([str(tmp_path)], also=lambda head, name: True)) == []


def test_what_is_no_regular_file_is_named_as_such(tmp_path):
    os.mkfifo(tmp_path / "pipe.ipynb")
    (tmp_path / "broken.ipynb").symlink_to("nowhere")
    for gap in discover([str(tmp_path / "pipe.ipynb"), str(tmp_path / "broken.ipynb")]):
        assert gap.why == "leads to no regular file"


def test_relative_and_absolute_path_of_one_file_are_one(tmp_path, monkeypatch):
    tree(tmp_path, "a.ipynb")
    monkeypatch.chdir(tmp_path)
    assert [item.label for item in discover(["a.ipynb", str(tmp_path / "a.ipynb"), "."])] == ["a.ipynb"]


def test_explicit_paths_are_not_asked_about(tmp_path):
    tree(tmp_path, "x.bin")
    assert found(tmp_path, "x.bin") == ["x.bin"]
