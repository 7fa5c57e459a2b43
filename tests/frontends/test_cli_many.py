"""Scans of many files from the command line: lists, streams, tables, sites, memory."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pytest

from mlsec_nb.frontends.cli import main
from mlsec_nb.frontends.cli.sources import _names
from mlsec_nb.report import sarif
from mlsec_nb.report.wire import schema
from tests.notebooks import content

UNSAFE = "import pickle\nmodel = pickle.load(open('model.pkl', 'rb'))"


@pytest.fixture(autouse=True)
def folder(tmp_path, tmp_path_factory, monkeypatch):
    """Three notebooks, the second one unsafe, far from the project's own configuration."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MLSEC_CACHE", str(tmp_path_factory.mktemp("cache")))
    for name, cell in (("a", "x = 1"), ("b", UNSAFE), ("c", "y = 1")):
        (tmp_path / f"{name}.ipynb").write_bytes(content(cell))
    return tmp_path


def scan(*arguments):
    return main(["scan", *map(str, arguments), "--fail-on", "medium"])


def lines(path):
    return [json.loads(line) for line in Path(path).read_text().splitlines()]


def test_json_lines_have_what_json_has(capsys):
    assert scan(".", "--format", "json") == 1
    whole = json.loads(capsys.readouterr().out)["targets"]
    assert scan(".", "--format", "jsonl", "--output", "found.jsonl", "--quiet") == 1
    streamed = sorted(lines("found.jsonl"), key=lambda each: each["path"])
    assert [{k: v for k, v in each.items() if k not in ("schema", "ruleset")} for each in streamed] == whole
    assert {each["schema"] for each in streamed} == {schema()["properties"]["schema"]["const"]}


def test_resumed_scan_goes_on_after_the_last_whole_line():
    scan(".", "--format", "jsonl", "--output", "found.jsonl", "--quiet", "--jobs", 1)
    complete = lines("found.jsonl")
    text = Path("found.jsonl").read_text()
    Path("found.jsonl").write_text(text[: text.index("\n") + 30])  # killed within the second line
    assert scan(".", "--format", "jsonl", "--output", "found.jsonl", "--resume", "--quiet") == 1
    assert lines("found.jsonl") == complete


def test_resume_counts_what_was_found_before(capsys):
    scan(".", "--format", "jsonl", "--output", "found.jsonl", "--quiet")
    assert scan(".", "--format", "jsonl", "--output", "found.jsonl", "--resume") == 1
    assert "1 finding in 3 files" in capsys.readouterr().err


@pytest.mark.parametrize(
    "wrong", [["--resume"], ["--format", "jsonl", "--resume"], ["--format", "parquet"], ["--format", "site"]]
)
def test_what_cannot_be_is_2_with_a_way_out(wrong, capsys):
    assert scan(".", *wrong) == 2
    assert "--" in capsys.readouterr().err


def test_results_of_other_rules_are_not_mixed(capsys):
    Path("found.jsonl").write_text('{"schema": "mlsec-nb/scan/v1", "ruleset": "old", "path": "a.ipynb"}\n')
    assert scan(".", "--format", "jsonl", "--output", "found.jsonl", "--resume") == 2
    assert "other rules" in capsys.readouterr().err


def test_table_has_a_row_for_each_finding():
    parquet = pytest.importorskip("pyarrow.parquet")
    assert scan(".", "--format", "parquet", "--output", "found.parquet", "--quiet") == 1
    rows = parquet.read_table("found.parquet").to_pylist()
    assert [(row["path"], row["rule"], row["cell"], row["line"]) for row in rows] == [
        ("b.ipynb", "MLS201", 0, 2)
    ]


def test_site_has_an_index_and_a_page_for_what_has_findings():
    assert scan(".", "--format", "site", "--output", "site", "--quiet") == 1
    index = Path("site/index.html").read_text()
    assert 'href="notebooks/1.html"' in index
    assert [path.name for path in Path("site/notebooks").iterdir()] == ["1.html"]
    assert "b.ipynb" in Path("site/notebooks/1.html").read_text()


def test_path_cannot_break_out_of_the_data_of_the_index(folder):
    (folder / "<script>alert(1)<").mkdir()
    (folder / "<script>alert(1)<" / "x.ipynb").write_bytes(content(UNSAFE))
    scan(".", "--format", "site", "--output", "site", "--quiet")
    assert "<script>alert" not in Path("site/index.html").read_text()


def test_log_is_split_where_a_code_host_would_refuse_it(monkeypatch):
    monkeypatch.setattr(sarif, "MOST_RESULTS", 1)
    monkeypatch.setattr(sarif.parts, "__kwdefaults__", {"most": 1})
    Path("d.ipynb").write_bytes(content(UNSAFE))
    scan(".", "--format", "sarif", "--output", "found.sarif", "--quiet")
    counts = [
        len(json.loads(path.read_text())["runs"][0]["results"]) for path in sorted(Path().glob("*.sarif"))
    ]
    assert counts == [1, 1]


def test_list_of_files_from_standard_input(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a.ipynb\nb.ipynb\n")))
    assert scan("--files-from", "-", "--format", "json") == 1
    assert [target["path"] for target in json.loads(capsys.readouterr().out)["targets"]] == [
        "a.ipynb",
        "b.ipynb",
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (b"a.ipynb\r\nb.ipynb\r\n\r\n", ["a.ipynb", "b.ipynb"]),
        (b"a.ipynb\0two\nlines.ipynb\0", ["a.ipynb", "two\nlines.ipynb"]),
        (b"\xff\n" + b"x" * 300_000, [os.fsdecode(b"\xff"), "x" * (1 << 16)]),
    ],
)
def test_list_as_other_programs_write_it(text, names):
    found = list(_names(io.BufferedReader(io.BytesIO(text))))
    assert [name[: 1 << 16] for name in found] == names


def test_list_that_is_not_there(capsys):
    assert scan("--files-from", "none.txt") == 2
    assert "none.txt cannot be read" in capsys.readouterr().err


def test_cache_tells_what_it_holds_and_forgets(capsys):
    scan(".", "--quiet")
    capsys.readouterr()
    assert main(["cache", "info"]) == 0
    assert "3 results" in capsys.readouterr().out
    assert main(["cache", "clear"]) == 0
    assert "0 results" in capsys.readouterr().out


def test_cache_that_cannot_be_used_is_told_and_costs_no_scan(folder, capsys, monkeypatch):
    (folder / "file").write_text("")
    monkeypatch.setenv("MLSEC_CACHE", str(folder / "file"))
    assert scan("a.ipynb", "--quiet") == 0
    assert scan("a.ipynb", "--cache", "file") == 0
    assert "--no-cache" in capsys.readouterr().out
