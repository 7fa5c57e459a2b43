"""What is remembered survives kills and other writers."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from mlsec_nb.checklist.lock import locked
from mlsec_nb.checklist.model import Evidence, Outcome
from mlsec_nb.checklist.store import State, Store
from mlsec_nb.core.finding import Severity
from mlsec_nb.core.measured import Measurement
from mlsec_nb.errors import ConfigError
from tests.checklist.making import answer, observation, run
from tests.checklist.situations import NOW

MEASURED = Measurement(
    kind="dataset",
    subject="df",
    digest="ab" * 32,
    question="label-errors",
    at=NOW,
    metrics={"flip_rate": 0.02},
    intervals={"flip_rate": (0.01, 0.03)},
    worst=Severity.MEDIUM,
    findings=1,
)


def test_what_is_remembered_comes_back(tmp_path: Path) -> None:
    evidence = (Evidence(kind="file", ref="a.py", summary="is there", sha256="ab" * 32),)
    seen = answer(observation=observation(Outcome.FAIL, evidence=evidence, counts={"files": 2}))
    Store(tmp_path).remember([seen], [MEASURED])
    assert Store(tmp_path).state() == State({"DATA-90": seen}, (MEASURED,))


def test_nothing_is_written_before_something_is_remembered(tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert store.state() == State()
    assert store.runs().runs == ()
    assert not list(tmp_path.iterdir())


def test_git_keeps_the_history_and_ignores_the_rest(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    store = Store(tmp_path)
    store.remember([answer()])
    store.append(run())
    listed = subprocess.run(
        ["git", "-C", tmp_path, "ls-files", "--others", "--exclude-standard"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert listed == [".mlsec/.gitattributes", ".mlsec/.gitignore", ".mlsec/history.jsonl"]
    merged = subprocess.run(
        ["git", "-C", tmp_path, "check-attr", "merge", ".mlsec/history.jsonl"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert merged.strip().endswith("union")


def test_the_newest_answer_is_kept_and_one_that_could_not_look_is_not(tmp_path: Path) -> None:
    store = Store(tmp_path)
    old, new, blind = answer(age=2), answer(Outcome.FAIL, age=1), answer(Outcome.UNKNOWN)
    store.remember([new])
    store.remember([old])
    store.remember([blind])
    assert store.state().answers == {"DATA-90": new}


def test_the_newest_measurement_is_kept(tmp_path: Path) -> None:
    store = Store(tmp_path)
    later = replace(MEASURED, at=NOW + timedelta(hours=1), findings=0)
    store.remember(measurements=[later])
    store.remember(measurements=[MEASURED])
    assert store.state().measurements == (later,)


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"schema": "other"}', "[" * 100_000, "\0"])
def test_a_broken_state_is_an_error_with_the_way_out(tmp_path: Path, content: str) -> None:
    Store(tmp_path).remember([answer()])
    (tmp_path / ".mlsec" / "state.json").write_text(content)
    with pytest.raises(ConfigError, match="Remove it"):
        Store(tmp_path).state()


@pytest.mark.parametrize("name", ["", "state.json", "history.jsonl", "lock", ".gitignore"])
def test_nothing_is_written_through_a_link(tmp_path: Path, name: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    root = tmp_path / "project"
    (root / ".mlsec").mkdir(parents=True)
    link = root / ".mlsec" / name if name else root / ".mlsec"
    if not name:
        link.rmdir()
    link.symlink_to(elsewhere / name if name else elsewhere)
    with pytest.raises(ConfigError, match="is a link"):
        Store(root).append(run())
    assert not list(elsewhere.iterdir())


def test_a_lock_that_is_held_is_waited_for_and_then_named(tmp_path: Path) -> None:
    held, again = locked(tmp_path / "lock"), locked(tmp_path / "lock", patience=0.05)
    with held, pytest.raises(ConfigError, match="another process"), again:
        pass
    with locked(tmp_path / "lock", patience=0):
        pass


def test_a_folder_that_cannot_be_used_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / ".mlsec").write_text("")
    with pytest.raises(ConfigError, match="--no-history"):
        Store(tmp_path).append(run())
    with pytest.raises(ConfigError, match="right to read"):
        Store(tmp_path).runs()


WRITER = """
import sys
from datetime import timedelta
from pathlib import Path
from mlsec_nb.checklist.store import Store
from tests.checklist.making import answer, run
from tests.checklist.situations import NOW
store, first = Store(Path(sys.argv[1])), int(sys.argv[2])
for number in range(first, first + int(sys.argv[3])):
    later = NOW + timedelta(seconds=number)
    store.remember([answer(control=f"DATA-{number % 9000}", at=later)])
    store.append(run(number, age=-number / 86_400))
    print(number, flush=True)
"""


def writer(folder: Path, first: int, number: int) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, folder, str(first), str(number)],
        stdout=subprocess.PIPE,
        env=environment,
    )


def _write_for_ever(folder: Path, first: int, told: multiprocessing.connection.Connection) -> None:
    store = Store(folder)
    for number in range(first, first + 1_000_000):
        store.remember([answer(control=f"DATA-{number % 9}", at=NOW + timedelta(seconds=number))])
        store.append(run(number, age=-number / 86_400))
        told.send(number)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills are tried with fork")
def test_a_hundred_kills_lose_at_most_the_last_answer(tmp_path: Path) -> None:
    fork, chance, store = multiprocessing.get_context("fork"), random.Random(0), Store(tmp_path)
    last = 0
    for _ in range(100):  # each writer is killed somewhere after its first few answers
        told, tell = fork.Pipe(duplex=False)
        child = fork.Process(target=_write_for_ever, args=(tmp_path, last + 1, tell))
        child.start()
        tell.close()
        done = last
        for _ in range(chance.randrange(2)):
            done = told.recv()
        time.sleep(chance.uniform(0, 0.01))
        os.kill(child.pid, signal.SIGKILL)
        child.join()
        done = _last_told(told, done)
        runs = [int(each.id, 16) for each in store.runs().runs]
        assert runs == list(range(1, len(runs) + 1))
        assert len(runs) in (done, done + 1)
        assert store.runs().damaged == 0
        newest = max((each.at for each in store.state().answers.values()), default=NOW)
        assert (newest - NOW).seconds in (done, done + 1)
        last = len(runs)
    assert last > 30
    store.append(run(last + 1))
    files = {path.name for path in store.folder.iterdir()}
    assert files == {".gitattributes", ".gitignore", "history.jsonl", "lock", "state.json"}


def _last_told(told: multiprocessing.connection.Connection, before: int) -> int:
    last = before
    while True:
        try:
            last = told.recv()
        except EOFError:
            return last


@pytest.mark.slow
def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    writers = [writer(tmp_path, first, 40) for first in (1, 1001)]
    for each in writers:
        each.communicate(timeout=60)
        assert each.returncode == 0
    store = Store(tmp_path)
    expected = [*range(1, 41), *range(1001, 1041)]
    assert [int(each.id, 16) for each in store.runs().runs] == expected
    assert set(store.state().answers) == {f"DATA-{number}" for number in expected}
