"""What is remembered, and when it no longer counts."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
import zipfile
from contextlib import closing

import pytest

from mlsec_nb.batch import cache as module
from mlsec_nb.batch import database as kept
from mlsec_nb.batch.cache import Cache
from mlsec_nb.batch.database import clear, information
from mlsec_nb.batch.item import LocalFile
from mlsec_nb.batch.plan import Plan
from mlsec_nb.batch.run import scan_many
from mlsec_nb.batch.work import scan_item
from mlsec_nb.errors import UsageError
from mlsec_nb.options import Options
from mlsec_nb.scan import Scanner
from tests.notebooks import content
from tests.secrets_fakes import openai_key

UNSAFE = "import pickle\nmodel = pickle.load(open('model.pkl', 'rb'))"
HARMFUL = b"\x80\x04cos\nsystem\n(S'true'\ntR."


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
    (tmp_path / "model.pkl").write_bytes(HARMFUL)
    result, read = scanned(path)
    assert read == ["a.ipynb"]
    assert [target.kind for target in result.targets] == ["notebook", "artifact"]


def test_notebook_in_an_archive_does_not_stand_for_one_beside_a_model(tmp_path, scanned):
    path = write(tmp_path / "a.ipynb", UNSAFE)
    (tmp_path / "model.pkl").write_bytes(HARMFUL)
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(path, "a.ipynb")
    scanned(tmp_path / "all.zip")
    result, read = scanned(path)
    assert read == ["a.ipynb"]
    assert [target.kind for target in result.targets] == ["notebook", "artifact"]


def test_result_is_not_kept_when_a_model_was_written_after_the_scan_began(tmp_path, scanned, monkeypatch):
    path = write(tmp_path / "a.ipynb", UNSAFE)
    model = tmp_path / "model.pkl"
    model.write_bytes(b"\x80\x04N.")
    put = Cache.put

    def put_late(self, *done):
        time.sleep(0.05)  # the clock of the file system has long ticks
        model.write_bytes(HARMFUL)
        put(self, *done)

    monkeypatch.setattr(Cache, "put", put_late)
    scanned(path)
    result, read = scanned(path)
    assert read == ["a.ipynb"]
    assert result.targets[0].findings[0].severity.label == "critical"


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


def damaged(path):
    path.write_bytes(path.read_bytes()[:5_000])


def garbage(path):
    path.write_bytes(b"no database" * 1_000)


def of_something_else(path):
    path.unlink()
    with closing(sqlite3.connect(path)) as database:
        database.executescript("create table files (x); create view results as select 1 as key;")


def read_only(path):
    path.unlink()
    path.mkdir()


def open_to_others(path):
    path.parent.chmod(0o777)


@pytest.mark.parametrize("spoil", [damaged, garbage, of_something_else, read_only, open_to_others])
def test_scan_does_without_a_cache_that_cannot_be_used_and_says_so(tmp_path, scanned, spoil):
    path = write(tmp_path / "a.ipynb", UNSAFE)
    first, _ = scanned(path)
    spoil(tmp_path / "cache" / "results.sqlite")
    second, read = scanned(path)
    assert read == ["a.ipynb"]
    assert second.targets == first.targets
    assert [(gap.what, gap.gap) for gap in second.skipped] == [("cache", False)]
    with pytest.raises(UsageError):
        information(tmp_path / "cache")


def test_full_disk_and_a_lock_that_stays_cost_the_memory_only(tmp_path, scanned, monkeypatch):
    monkeypatch.setattr(kept, "WAIT", 0.1)
    path, other = write(tmp_path / "a.ipynb", UNSAFE), write(tmp_path / "b.ipynb", UNSAFE)
    scanned(path)
    with closing(sqlite3.connect(tmp_path / "cache" / "results.sqlite", isolation_level=None)) as busy:
        busy.execute("begin exclusive")
        result, _ = scanned(path, other)
    assert len(result.findings) == 2
    assert "locked" in result.skipped[0].why


def test_two_long_scans_do_not_wait_for_each_other(tmp_path, monkeypatch):
    """A result is written in a transaction of its own, not in one that lasts as long as the scan."""
    monkeypatch.setattr(kept, "WAIT", 0.1)
    monkeypatch.setattr(module, "BUFFERED", 1)
    first, second = (Cache(tmp_path / "cache", Options()) for _ in range(2))
    for number, cache in enumerate((first, second, first)):
        item = LocalFile(str(write(tmp_path / f"{number}.ipynb", f"x = {number}")))
        cache.put(scan_item(Scanner(Options()), number, item), None)
        assert not cache.trouble
    first.close()
    second.close()
    assert information(tmp_path / "cache").results == 3


def forge(folder, change):
    """Write what ``change`` makes of the one entry that a cache has; of its finding if it is a dictionary."""
    with closing(sqlite3.connect(folder / "results.sqlite")) as database, database:
        ((entry,),) = database.execute("select entry from results").fetchall()
        if isinstance(change, dict):
            read = json.loads(entry)
            read["target"]["findings"][0].update(change)
            change = json.dumps(read)
        database.execute("update results set entry = ?", (change,))


HOSTILE = [
    *(b"", b"\x80\x04cos\nsystem\n(S'touch canary'\ntR.", 5, "text", b"[" * 100_000, b"\xff" * 1_000),
    *({"rule": "<b>"}, {"message": 5}, {"severity": 99}, {"location": "x"}, {"more": 1}, {"evidence": None}),
]


@pytest.mark.parametrize("change", HOSTILE)
def test_row_that_no_scan_has_written_is_not_believed(tmp_path, scanned, change):
    path = write(tmp_path / "a.ipynb", UNSAFE)
    first, _ = scanned(path)
    forge(tmp_path / "cache", change)
    second, read = scanned(path)
    assert read == ["a.ipynb"]
    assert second.targets == first.targets


@pytest.mark.parametrize("format_name", ["text", "json", "sarif", "markdown", "html", "junit"])
def test_forged_row_breaks_out_of_no_report(tmp_path, scanned, format_name):
    path = write(tmp_path / "a.ipynb", UNSAFE)
    scanned(path)
    nasty = "\x1b[2J<script>alert(1)</script>"
    forge(tmp_path / "cache", {"rule": "MLS999", "message": nasty, "evidence": nasty, "name": nasty})
    result, read = scanned(path)
    assert read == []
    shown = result.render(format_name)
    assert "\x1b" not in shown
    assert "<script>alert" not in shown or format_name not in ("html", "junit")


def test_information_and_clear(tmp_path, scanned):
    path = write(tmp_path / "a.ipynb", "x = 1")
    scanned(path)
    assert (information(tmp_path / "cache").files, information(tmp_path / "cache").results) == (1, 1)
    clear(tmp_path / "cache")
    assert information(tmp_path / "cache").results == 0
    assert scanned(path)[1] == ["a.ipynb"]


def test_what_was_used_longest_ago_goes_first(tmp_path, scanned, monkeypatch):
    many = [write(tmp_path / f"{number}.ipynb", UNSAFE, f"y = {number}") for number in range(60)]
    scanned(*many)
    monkeypatch.setattr(time, "time", lambda: 4e9)
    scanned(many[-1])
    size = information(tmp_path / "cache").size
    monkeypatch.setattr(kept, "MAX_BYTES", size // 2)
    scanned(many[-1])
    assert scanned(many[-1])[1] == []
    assert 0 < information(tmp_path / "cache").results < 60


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
