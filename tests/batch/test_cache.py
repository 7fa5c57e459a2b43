"""What is remembered, and when it no longer counts."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from mlsec_nb.batch import cache as module
from mlsec_nb.batch.cache import clear, information
from mlsec_nb.batch.plan import Plan
from mlsec_nb.batch.run import scan_many
from mlsec_nb.errors import UsageError
from mlsec_nb.options import Options
from mlsec_nb.scan import Scanner
from tests.notebooks import content
from tests.secrets_fakes import openai_key

UNSAFE = "import pickle\nmodel = pickle.load(open('model.pkl', 'rb'))"


def write(path, *cells):
    path.write_bytes(content(*cells))
    age(path)
    return path


def age(path):
    """Make a file old enough to be trusted by its times."""
    before = time.time() - 60
    os.utime(path, (before, before))


@pytest.fixture
def scanned(tmp_path, monkeypatch):
    """Scan with a cache; the labels of what was really scanned are noted."""
    monkeypatch.setattr(module, "RACY", -1)  # a test does not wait for a file to grow old
    seen = []
    plain = Scanner.file
    monkeypatch.setattr(
        Scanner, "file", lambda self, path: seen.append(os.path.basename(path)) or plain(self, path)
    )

    def scan(*paths, **options):
        seen.clear()
        result = scan_many(paths, Options(**options), plan=Plan(jobs=1), cache=tmp_path / "cache")
        return result, list(seen)

    return scan


def test_second_scan_reads_nothing_and_finds_the_same(tmp_path, scanned):
    path = write(tmp_path / "a.ipynb", UNSAFE, f"key = '{openai_key()}'", "x = (")
    first, read = scanned(path)
    second, again = scanned(path)
    assert (read, again) == (["a.ipynb"], [])
    assert first.targets == second.targets
    assert first.exit_status(Options().fail_on) == second.exit_status(Options().fail_on) == 1


def test_changed_file_is_read_again(tmp_path, scanned):
    path = write(tmp_path / "a.ipynb", "x = 1")
    scanned(path)
    write(path, UNSAFE)
    result, read = scanned(path)
    assert read == ["a.ipynb"]
    assert result.findings


def test_touched_and_moved_files_are_known_by_their_content(tmp_path, scanned):
    path = write(tmp_path / "a.ipynb", f"key = '{openai_key()}'")
    scanned(path)
    path.touch()
    moved = path.rename(tmp_path / "b.ipynb")
    result, read = scanned(moved)
    assert read == []
    assert result.targets[0].path == str(moved)


def test_other_options_are_another_memory(tmp_path, scanned):
    path = write(tmp_path / "a.ipynb", UNSAFE)
    scanned(path)
    assert scanned(path, ignore=("MLS2",))[1] == ["a.ipynb"]


def test_changed_baseline_is_another_memory(tmp_path, scanned):
    path = write(tmp_path / "a.ipynb", UNSAFE)
    baseline = tmp_path / "known.json"
    baseline.write_text('{"schema": "mlsec-nb/baseline/v1", "findings": []}')
    scanned(path, baseline=str(baseline))
    baseline.write_text('{"schema": "mlsec-nb/baseline/v1", "findings": [ ]}')
    assert scanned(path, baseline=str(baseline))[1] == ["a.ipynb"]


def test_notebook_is_read_again_when_a_model_it_loads_appears(tmp_path, scanned):
    path = write(tmp_path / "a.ipynb", UNSAFE)
    scanned(path)
    assert scanned(path)[1] == []
    (tmp_path / "model.pkl").write_bytes(b"\x80\x04cos\nsystem\n(S'true'\ntR.")
    result, read = scanned(path)
    assert read == ["a.ipynb"]
    assert [target.kind for target in result.targets] == ["notebook", "artifact"]


def test_no_value_is_kept(tmp_path, scanned):
    key = openai_key()
    scanned(write(tmp_path / "a.ipynb", f"key = '{key}'"))
    kept = b"".join(path.read_bytes() for path in (tmp_path / "cache").iterdir())
    assert key.encode() not in kept
    assert b"openai" in kept


def test_unreadable_file_is_tried_again(tmp_path, scanned):
    path = tmp_path / "a.ipynb"
    path.write_bytes(b"{")
    age(path)
    scanned(path)
    assert scanned(path)[1] == ["a.ipynb"]


def test_folder_is_closed_to_others(tmp_path, scanned):
    scanned(write(tmp_path / "a.ipynb", "x = 1"))
    assert (tmp_path / "cache").stat().st_mode & 0o077 == 0


def test_something_else_in_the_place_of_the_database_is_told(tmp_path, scanned):
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "results.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(UsageError, match="cannot be used"):
        scanned(write(tmp_path / "a.ipynb", "x = 1"))


def test_information_and_clear(tmp_path, scanned):
    path = write(tmp_path / "a.ipynb", "x = 1")
    scanned(path)
    assert (information(tmp_path / "cache").files, information(tmp_path / "cache").results) == (1, 1)
    clear(tmp_path / "cache")
    assert information(tmp_path / "cache").results == 0
    assert scanned(path)[1] == ["a.ipynb"]


def test_what_was_used_longest_ago_goes_first(tmp_path, scanned, monkeypatch):
    first, second = write(tmp_path / "a.ipynb", UNSAFE), write(tmp_path / "b.ipynb", "y = 2")
    scanned(first, second)
    monkeypatch.setattr(time, "time", lambda: 4e9)
    scanned(second)
    monkeypatch.setattr(module, "MAX_BYTES", 1_000)
    scanned(second)
    assert scanned(second)[1] == []
    assert scanned(first)[1] == ["a.ipynb"]


def test_workers_with_a_cache_that_knows_a_part_lose_nothing(tmp_path):
    for number in range(60):
        write(tmp_path / f"{number:02}.ipynb", f"x = {number}")
    scan_many([tmp_path / "00.ipynb"], Options(), plan=Plan(jobs=1), cache=tmp_path / "cache")
    result = scan_many([tmp_path], Options(exclude=("cache/*",)), plan=Plan(jobs=2), cache=tmp_path / "cache")
    assert [target.path for target in result.targets] == [
        f"{tmp_path}/{number:02}.ipynb" for number in range(60)
    ]


def test_many_processes_share_one_cache(tmp_path):
    for number in range(20):
        write(tmp_path / f"{number}.ipynb", f"x = {number}", UNSAFE)
    command = [sys.executable, "-m", "mlsec_nb", "scan", str(tmp_path), "--cache", str(tmp_path / "cache")]
    command += ["--jobs", "1", "--quiet", "--exclude", "cache/*", "--fail-on", "medium"]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)]
    outputs = {process.communicate()[0].split(b" in ")[0] for process in running}
    assert {process.returncode for process in running} == {1}
    assert len(outputs) == 1
    assert information(tmp_path / "cache").results == 20
