"""The history only grows, survives torn lines, and thins out what is old."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mlsec_nb.checklist.history import HistoryFile, thinned
from mlsec_nb.checklist.records import write_run
from tests.checklist.making import run


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.jsonl"


def test_what_is_appended_is_read_back_in_order_of_time(path: Path) -> None:
    history = HistoryFile(path)
    runs = [run(1, age=1), run(2, age=3), run(3, age=0)]
    for each in runs:
        history.append(each)
    assert history.read().runs == (runs[1], runs[0], runs[2])
    assert history.read().damaged == 0


def test_without_a_file_there_is_no_history(path: Path) -> None:
    assert HistoryFile(path).read().runs == ()


@pytest.mark.parametrize("torn", [1, 20, 100])
def test_a_torn_last_line_is_left_out_and_then_removed(path: Path, torn: int) -> None:
    history = HistoryFile(path)
    history.append(run(1, age=2))
    line = json.dumps(write_run(run(2))).encode()
    with open(path, "ab") as file:
        file.write(line[:torn])
    assert [each.id for each in history.read().runs] == [run(1).id]
    assert history.read().damaged == 0
    history.append(run(3))
    assert [each.id for each in history.read().runs] == [run(1).id, run(3).id]
    assert len(path.read_bytes().splitlines()) == 2


def test_a_whole_last_line_without_its_end_is_kept(path: Path) -> None:
    history = HistoryFile(path)
    path.write_text(json.dumps(write_run(run(1, age=1))))
    assert len(history.read().runs) == 1
    history.append(run(2))
    assert len(history.read().runs) == 2


def test_lines_that_a_merge_brought_twice_count_once(path: Path) -> None:
    history = HistoryFile(path)
    history.append(run(1))
    path.write_bytes(path.read_bytes() * 2)
    assert len(history.read().runs) == 1


@pytest.mark.parametrize(
    "line", [b"<<<<<<< ours", b"[]", b"{}", b'"x"', b"\xff\xfe", b"[" * 5_000, b'{"id": 1, "at": "x"}']
)
def test_a_line_that_is_no_run_costs_that_line(path: Path, line: bytes) -> None:
    history = HistoryFile(path)
    history.append(run(1, age=1))
    with open(path, "ab") as file:
        file.write(line + b"\n")
    history.append(run(2))
    kept = history.read()
    assert len(kept.runs) == 2
    assert kept.damaged == 1


def test_after_ninety_days_one_run_a_week_is_kept(path: Path) -> None:
    runs = tuple(run(age, age=age) for age in range(200, -1, -1))
    kept = thinned(runs, runs[-1])
    young = [each for each in kept if (runs[-1].at - each.at).days <= 90]
    assert len(young) == 91
    assert len(kept) - len(young) in (16, 17)
    history = HistoryFile(path)
    for each in (run(1, age=101), run(2, age=100), run(3, age=0)):
        history.append(each)
    assert [each.id for each in history.read().runs] == [run(2).id, run(3).id]
