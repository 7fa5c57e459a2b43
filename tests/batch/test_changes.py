"""What a commit adds: renames, the index rather than the file, what cannot be read."""

from __future__ import annotations

import pytest

from mlsec_nb.batch.changes import Changes, scan_changes
from mlsec_nb.options import Options
from tests.batch.test_sources import commit, git
from tests.notebooks import content

UNSAFE = "import pickle\npickle.load(open(name, 'rb'))"
LONG = [f"value_{number} = {number}" for number in range(20)]


@pytest.fixture
def repository(tmp_path, monkeypatch):
    git(tmp_path, "init", "-q", "-b", "main")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def staged():
    return scan_changes(Changes.staged(), (), Options())


@pytest.mark.parametrize("format_name", ["sha1", "sha256"])
def test_first_commit_whatever_the_object_format(tmp_path, monkeypatch, format_name):
    git(tmp_path, "init", "-q", f"--object-format={format_name}")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.ipynb").write_bytes(content(UNSAFE))
    git(tmp_path, "add", ".")
    assert len(staged().findings) == 1


def test_renamed_file_brings_no_new_finding(repository):
    commit(repository, "a.ipynb", UNSAFE, *LONG)
    git(repository, "mv", "a.ipynb", "b.ipynb")
    (target,) = staged().targets
    assert target.path == "b.ipynb"
    assert target.findings
    assert not target.live


def test_what_is_staged_counts_not_what_is_in_the_file(repository):
    commit(repository, "a.ipynb", "x = 1")
    (repository / "a.ipynb").write_bytes(content(UNSAFE))
    git(repository, "add", ".")
    (repository / "a.ipynb").write_bytes(content("x = 2"))
    assert len(staged().findings) == 1
    assert not scan_changes(Changes.since("HEAD"), (), Options()).findings


def test_file_whose_name_looks_like_a_stage(repository):
    (repository / "1:a.ipynb").write_bytes(content(UNSAFE))
    git(repository, "add", ".")
    assert len(staged().findings) == 1


def test_file_in_conflict_is_a_gap(repository):
    commit(repository, "a.ipynb", "x = 1")
    git(repository, "checkout", "-qb", "other")
    commit(repository, "a.ipynb", "x = 2")
    git(repository, "checkout", "-q", "main")
    commit(repository, "a.ipynb", "x = 3")
    with pytest.raises(Exception, match="merge"):
        git(repository, "merge", "other")
    (target,) = staged().targets
    assert "is in conflict" in target.skipped[0].why
