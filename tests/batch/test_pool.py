"""Many workers find what one finds; one that dies costs no result."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from mlsec_nb.batch.backends import Crew
from mlsec_nb.batch.plan import Plan
from mlsec_nb.batch.run import scan_each, scan_many
from mlsec_nb.core.finding import Skipped
from mlsec_nb.errors import UsageError
from mlsec_nb.options import Options
from mlsec_nb.scan import Scanner
from tests.batch.poison import Poison, Slow
from tests.notebooks import content

UNSAFE = "import pickle\nmodel = pickle.load(open('model.pkl', 'rb'))"
HERE = Plan(jobs=1)
TWO = Plan(jobs=2)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("many")
    for number in range(150):
        (folder / f"{number:03}.ipynb").write_bytes(
            content(f"x = {number}", UNSAFE if number % 7 == 0 else "y = 1")
        )
    (folder / "model.pkl").write_bytes(b"\x80\x04cos\nsystem\n(S'true'\ntR.")
    return folder


def answer(folder, plan):
    wire = json.loads(scan_many([folder], Options(), plan=plan).to_json())
    wire["summary"].pop("seconds")
    return wire


def scanned(items, plan=TWO):
    return [each for each in scan_each(items, Scanner(Options()), plan=plan) if not isinstance(each, Skipped)]


@pytest.mark.parametrize("backend", ["loky", "threading"])
def test_workers_find_what_one_process_finds(folder, backend):
    assert answer(folder, Plan(jobs=2, backend=backend)) == answer(folder, HERE)


def test_file_that_kills_its_worker_is_reported_and_costs_nothing_else():
    items = [Slow("a.ipynb"), Poison("bad.ipynb"), Slow("b.ipynb")]
    found = {each.target.path: each.target for each in scanned(items)}
    assert found["bad.ipynb"].incomplete
    assert "died twice" in found["bad.ipynb"].skipped[0].why
    assert not found["a.ipynb"].incomplete
    assert not found["b.ipynb"].incomplete


def test_worker_that_dies_once_costs_a_retry(tmp_path):
    (done,) = scanned([Poison("once.ipynb", str(tmp_path / "mark"))])
    assert not done.target.incomplete


def test_workers_that_cannot_be_started_again_cost_what_is_left_and_no_more(monkeypatch):
    started = []

    @contextmanager
    def once(plan):
        if started:
            raise UsageError("Nobody answers.", "Is it running?")
        started.append(plan)
        yield Crew(number=1, submit=lost)

    def lost(options, batch):
        raise ConnectionError

    monkeypatch.setattr("mlsec_nb.batch.pool.start", once)
    monkeypatch.setattr("mlsec_nb.batch.pool.AHEAD", 1)
    monkeypatch.setattr("mlsec_nb.batch.backlog.BATCH_ITEMS", 1)
    found = scanned([Slow("a.ipynb"), Slow("b.ipynb"), Slow("c.ipynb")])
    assert sorted(each.target.path for each in found) == ["a.ipynb", "b.ipynb", "c.ipynb"]
    assert all("workers are gone" in each.target.skipped[0].why for each in found)


def test_worker_imports_nothing_from_the_working_directory(tmp_path):
    """A repository that is scanned may hold modules with the names of the standard library."""
    for name in ("pickle", "json", "joblib", "mlsec_nb", "numpy", "sitecustomize"):
        (tmp_path / f"{name}.py").write_text("open('canary', 'w').close()")
    for number in range(4):
        (tmp_path / f"{number}.ipynb").write_bytes(content("x = 1"))
    script = f"import sys; sys.path[:] = {[path for path in sys.path if path]!r}"
    script += "; from mlsec_nb.frontends.cli import main; main()"
    command = [sys.executable, "-c", script, "scan", ".", "--jobs", "2", "--no-cache"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Read 4 notebooks, 6 scripts" in done.stdout
    assert not (tmp_path / "canary").exists()


def test_relative_paths_start_where_the_scan_starts_not_where_the_workers_did(tmp_path, monkeypatch):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.ipynb").write_bytes(content("x = 1"))
        monkeypatch.chdir(tmp_path / name)
        result = scan_many(["x.ipynb"], Options(), plan=TWO)
        assert not result.targets[0].incomplete
        (tmp_path / name / "x.ipynb").unlink()


def test_error_of_discovery_is_not_taken_for_a_worker_that_died():
    def found():
        yield Slow("a.ipynb")
        raise UsageError("No list.", "Make one.")

    with pytest.raises(UsageError, match="No list"):
        scanned(found())


def test_nothing_to_do_starts_no_worker():
    assert scanned([]) == []


@pytest.mark.parametrize("wrong", [{"backend": "magic"}, {"jobs": 0}, {"scheduler": "tcp://127.0.0.1:1"}])
def test_plan_that_cannot_be_is_told(wrong):
    with pytest.raises(UsageError):
        Plan(**wrong)


@pytest.fixture
def cluster(tmp_path):
    """A scheduler and two workers, each a process of its own."""
    pytest.importorskip("distributed")
    start = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0"]
    file = tmp_path / "scheduler.json"
    options = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path}
    scheduler = subprocess.Popen([*start, "--no-dashboard", "--scheduler-file", str(file)], **options)
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", "--scheduler-file", str(file)]
    worker += ["--nthreads", "1", "--no-nanny", "--no-dashboard"]
    workers = [subprocess.Popen(worker, **options) for _ in range(2)]
    deadline = time.monotonic() + 60
    while not file.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    yield json.loads(file.read_text())["address"], workers
    for process in (*workers, scheduler):
        process.kill()
        process.wait()


@pytest.mark.slow
def test_cluster_of_which_a_worker_is_killed_finds_what_one_process_finds(folder, cluster, monkeypatch):
    monkeypatch.setattr("mlsec_nb.batch.backlog.BATCH_ITEMS", 5)
    address, workers = cluster
    killed = []

    def kill_one(number, total, path):
        if number > 20 and not killed:
            workers[0].kill()
            killed.append(number)

    plan = Plan(backend="dask", scheduler=address)
    result = scan_many([folder], Options(), plan=plan, progress=kill_one)
    assert killed
    wire = json.loads(result.to_json())
    wire["summary"].pop("seconds")
    assert wire == answer(folder, HERE)


@pytest.mark.slow
def test_scheduler_without_workers_is_told(folder, cluster, monkeypatch):
    monkeypatch.setattr("mlsec_nb.batch.backends.CONNECT", 4)
    address, workers = cluster
    for worker in workers:
        worker.kill()
        worker.wait()
    with pytest.raises(UsageError, match="has no workers"):
        scan_many([folder], Options(), plan=Plan(backend="dask", scheduler=address))


def test_scheduler_that_does_not_answer_is_told(folder, monkeypatch):
    monkeypatch.setattr("mlsec_nb.batch.backends.CONNECT", 1)
    pytest.importorskip("distributed")
    with pytest.raises(UsageError, match="No Dask scheduler answers"):
        scan_many([folder], Options(), plan=Plan(backend="dask", scheduler="tcp://127.0.0.1:9"))
