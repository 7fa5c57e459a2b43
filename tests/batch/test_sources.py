"""Things to scan that are no files of a folder: members of archives, URLs, what git keeps."""

from __future__ import annotations

import subprocess
import zipfile

import pytest

from mlsec_nb.batch.discover import discover
from mlsec_nb.batch.discover.history import versions
from mlsec_nb.batch.plan import Plan
from mlsec_nb.batch.run import scan_each, scan_many
from mlsec_nb.core.finding import Skipped
from mlsec_nb.options import Options
from mlsec_nb.scan import Scanner
from tests.notebooks import content

UNSAFE = "import pickle\npickle.load(open(name, 'rb'))"


def git(folder, *arguments):
    name = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *name, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path):
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "-q")
    return folder


def commit(folder, name, *cells):
    (folder / name).write_bytes(content(*cells))
    git(folder, "add", name)
    git(folder, "commit", "-qm", name)


def history(folder, *below):
    return list(versions(folder, below, (), recognised=False))


def test_every_version_once_with_the_first_commit_that_has_it(repository):
    commit(repository, "a.ipynb", UNSAFE)
    commit(repository, "a.ipynb", "x = 1")
    commit(repository, "b.ipynb", UNSAFE)  # the content that a.ipynb had
    items = history(repository)
    assert [item.label.partition(":")[2] for item in items] == ["a.ipynb", "a.ipynb"]
    assert len({item.oid for item in items}) == 2


def test_secret_that_was_deleted_is_found_in_the_history(repository):
    commit(repository, "a.ipynb", UNSAFE)
    commit(repository, "a.ipynb", "x = 1")
    git(repository, "rm", "-q", "a.ipynb")
    git(repository, "commit", "-qm", "gone")
    done = list(scan_each(history(repository), Scanner(Options()), plan=Plan(jobs=1)))
    assert sorted(len(each.target.live) > 0 for each in done) == [False, True]


def test_history_reaches_other_branches_and_odd_names(repository):
    commit(repository, "a.ipynb", "x = 1")
    git(repository, "checkout", "-qb", "other")
    commit(repository, "with space\nand line.ipynb", "y = 1")
    git(repository, "checkout", "-q", "-")
    assert "with space\nand line.ipynb" in [item.label.partition(":")[2] for item in history(repository)]


def test_history_of_bare_repositories_worktrees_and_shallow_clones(repository, tmp_path):
    commit(repository, "a.ipynb", UNSAFE)
    commit(repository, "a.ipynb", "x = 1")
    git(tmp_path, "clone", "-q", "--bare", str(repository), "bare.git")
    assert len(history(tmp_path / "bare.git")) == 2
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{repository}", "shallow")
    git(tmp_path / "shallow", "worktree", "add", "-q", str(tmp_path / "worktree"), "-b", "other")
    _, gap = history(tmp_path / "worktree")
    assert gap.why == "this is a shallow clone"


def test_history_that_breaks_off_is_a_gap(repository):
    commit(repository, "a.ipynb", UNSAFE)
    first = subprocess.check_output(["git", "-C", str(repository), "rev-parse", "HEAD^{tree}"], text=True)
    commit(repository, "b.ipynb", "x = 1")
    (repository / ".git" / "objects" / first[:2] / first[2:].strip()).unlink()
    assert "the rest of the history" in [
        each.what for each in history(repository) if isinstance(each, Skipped)
    ]


def test_submodule_is_named_once(repository, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "-q")
    commit(other, "a.ipynb", UNSAFE)
    git(repository, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(other), "sub")
    git(repository, "commit", "-qm", "sub")
    (gap,) = history(repository)
    assert (gap.what, gap.gap) == ("sub", False)


def test_folder_leaves_out_what_git_ignores_and_says_so(repository):
    (repository / ".gitignore").write_text("build/\n*.tmp.py\n")
    for name in ("build/x.ipynb", "y.ipynb", "z.tmp.py"):
        (repository / name).parent.mkdir(exist_ok=True)
        (repository / name).write_bytes(content("x = 1"))
    found = list(discover([str(repository)]))
    assert [item.label for item in found if not isinstance(item, Skipped)] == [f"{repository}/y.ipynb"]
    assert [(item.what.split(" in ")[0], item.gap) for item in found if isinstance(item, Skipped)] == [
        ("2 files and folders", False)
    ]


def test_ignored_folder_that_is_asked_for_is_scanned(repository):
    (repository / ".gitignore").write_text("build/\n")
    (repository / "build").mkdir()
    (repository / "build" / "x.ipynb").write_bytes(content("x = 1"))
    (found,) = discover([str(repository / "build")])
    assert found.label.endswith("x.ipynb")


def test_notebooks_in_an_archive(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("nb/x.ipynb", content(UNSAFE))
        archive.writestr("text.txt", "x")
    result = scan_many([tmp_path / "a.zip"], Options(), plan=Plan(jobs=1))
    assert [target.path for target in result.targets] == [f"{tmp_path}/a.zip", f"{tmp_path}/a.zip/nb/x.ipynb"]
    assert result.findings


def test_two_members_of_one_name_are_both_read(tmp_path):
    """The one that programs unpack last would hide the one that others read."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("x.ipynb", content(UNSAFE))
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("x.ipynb", content("x = 1"))
    targets = scan_many([tmp_path / "a.zip"], Options(), plan=Plan(jobs=1)).targets
    assert [(target.path.rpartition("/")[2], bool(target.findings)) for target in targets[1:]] == [
        ("x.ipynb", True),
        ("x.ipynb (2)", False),
    ]


def test_damaged_member_costs_that_member(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.ipynb", content(*[UNSAFE] * 50))
        archive.writestr("y.ipynb", content("x = 1"))
    data = bytearray((tmp_path / "a.zip").read_bytes())
    data[60:100] = b"\xff" * 40
    (tmp_path / "a.zip").write_bytes(data)
    targets = scan_many([tmp_path / "a.zip"], Options(), plan=Plan(jobs=1)).targets
    assert "cannot be read out of the archive" in targets[-2].skipped[0].why
    assert not targets[-1].incomplete


def test_archive_in_an_archive_is_a_gap(tmp_path):
    with zipfile.ZipFile(tmp_path / "inner.zip", "w") as archive:
        archive.writestr("x.ipynb", content(UNSAFE))
    with zipfile.ZipFile(tmp_path / "outer.zip", "w") as archive:
        archive.write(tmp_path / "inner.zip", "inner.zip")
        archive.writestr("y.ipynb", content("x = 1"))
    result = scan_many([tmp_path / "outer.zip"], Options(), plan=Plan(jobs=1))
    assert [gap.what for gap in result.skipped] == [f"{tmp_path}/outer.zip/inner.zip"]
    assert result.targets[-1].path.endswith("y.ipynb")


def test_member_that_inflates_without_end_is_cut_off(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.ipynb", b" " * 5_000_000)
    result = scan_many([tmp_path / "a.zip"], Options(max_bytes=100_000), plan=Plan(jobs=1))
    assert "more bytes than the limit" in result.targets[-1].skipped[0].why


def test_broken_archive_is_reported_once(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 broken")
    result = scan_many([tmp_path / "a.zip"], Options(), plan=Plan(jobs=1))
    assert len(result.targets) == 1
    assert result.targets[0].incomplete


def test_objects_behind_a_url(tmp_path):
    fsspec = pytest.importorskip("fsspec")
    store = fsspec.filesystem("memory")
    for name in ("bucket/a.ipynb", "bucket/deep/b.ipynb", "bucket/readme.txt"):
        store.pipe(f"/{name}", content(UNSAFE))
    result = scan_many(["memory://bucket"], Options(), plan=Plan(jobs=1))
    assert [target.path for target in result.targets] == [
        "memory:///bucket/a.ipynb",
        "memory:///bucket/deep/b.ipynb",
    ]
    assert len(result.findings) == 2
    (one,) = discover(["memory://bucket/a.ipynb"])
    assert one.label == "memory://bucket/a.ipynb"
    (missing,) = discover(["memory://bucket/none.ipynb"])
    assert missing.gap


@pytest.mark.parametrize("url", ["nosuchstore://bucket", "memory://none/*.ipynb", "s3://[", "memory://none"])
def test_url_that_leads_nowhere_is_a_gap_and_the_rest_is_scanned(tmp_path, url):
    pytest.importorskip("fsspec")
    (tmp_path / "a.ipynb").write_bytes(content(UNSAFE))
    result = scan_many([url, tmp_path / "a.ipynb"], Options(), plan=Plan(jobs=1))
    assert [gap.what for gap in result.skipped if gap.gap] == [url]
    assert result.findings


def test_notebooks_of_a_chained_url(tmp_path):
    pytest.importorskip("fsspec")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("x.ipynb", content(UNSAFE))
    (target,) = scan_many([f"zip://*.ipynb::file://{tmp_path}/a.zip"], Options(), plan=Plan(jobs=1)).targets
    assert target.path == f"zip://x.ipynb::file://{tmp_path}/a.zip"
    assert target.findings


def test_notebook_of_a_url_that_is_kept_on_the_way(tmp_path):
    pytest.importorskip("fsspec")
    (tmp_path / "a.ipynb").write_bytes(content(UNSAFE))
    (target,) = scan_many([f"simplecache::file://{tmp_path}/a.ipynb"], Options(), plan=Plan(jobs=1)).targets
    assert (target.kind, len(target.findings)) == ("notebook", 1)


def test_object_whose_store_names_its_version_is_read_once(tmp_path):
    fsspec = pytest.importorskip("fsspec")
    memory = pytest.importorskip("fsspec.implementations.memory")
    tag, opened, url = ["one"], [], "tagged://bucket/a.ipynb"

    class Tagged(memory.MemoryFileSystem):
        """A store that says ETags, as S3 does."""

        protocol = "tagged"

        def info(self, path, **options):
            return super().info(path, **options) | {"ETag": tag[0]}

        def _open(self, path, mode="rb", **options):
            opened.append(path)
            return super()._open(path, mode, **options)

    fsspec.register_implementation("tagged", Tagged, clobber=True)
    Tagged().pipe(url, content(UNSAFE))

    def scan():
        opened.clear()
        result = scan_many([url], Options(), plan=Plan(jobs=1), cache=tmp_path / "cache")
        return len(result.findings), len(opened)

    assert scan() == (1, 1)
    assert scan() == (1, 0)
    tag[0] = "two"
    assert scan() == (1, 1)
    tag[0] = "W/two"
    assert scan() == scan() == (1, 1)
