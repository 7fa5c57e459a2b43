"""The use case, from Python."""

import json

import pytest

import mlsec_nb
from mlsec_nb.errors import ConfigError, UsageError
from mlsec_nb.options import Ignored, Options
from mlsec_nb.scan import Scanner
from tests.notebooks import content, model
from tests.secrets_fakes import openai_key

UNSAFE = "import pickle\nmodel = pickle.load(open('model.pkl', 'rb'))"


def scan(*cells, **options):
    return mlsec_nb.scan(model(*cells), Options(**options))


def test_path_and_memory_give_the_same_findings(tmp_path):
    path = tmp_path / "a.ipynb"
    path.write_bytes(content(UNSAFE))
    assert mlsec_nb.scan(path, Options()).findings == scan(UNSAFE).findings


def test_shows_itself():
    result = scan(UNSAFE)
    assert "pickle" in str(result)
    assert "<script" not in result._repr_html_()
    assert json.loads(result.to_json())["schema"] == "mlsec-nb/scan/v1"
    assert json.loads(result.to_sarif())["version"] == "2.1.0"


def test_folder_is_refused_with_the_way_out(tmp_path):
    with pytest.raises(UsageError, match="scan_many"):
        mlsec_nb.scan(tmp_path)


def test_many_paths(tmp_path):
    (tmp_path / "a.ipynb").write_bytes(content(UNSAFE))
    (tmp_path / "b.py").write_text(UNSAFE)
    told = []
    result = mlsec_nb.scan_many([tmp_path], Options(), progress=lambda *at: told.append(at))
    assert [target.kind for target in result.targets] == ["notebook", "script"]
    assert [(number, total) for number, total, _ in told] == [(0, 2), (1, 2)]


def test_engines_are_chosen():
    cells = (UNSAFE, f"key = '{openai_key()}'")
    assert {f.engine for f in scan(*cells, engines=("secrets",)).findings} == {"secrets"}
    assert {f.engine for f in scan(*cells, engines=("code",)).findings} == {"code"}


def test_configuration_suppresses_and_says_why():
    result = scan(UNSAFE, suppress=(Ignored(rule="MLS2", reason="made by us"),))
    assert result.findings == ()
    assert {f.suppressed.reason for f in result.targets[0].findings} == {"made by us"}


def test_unknown_rules_and_baselines_are_refused():
    with pytest.raises(UsageError):
        scan("x", select=("MLS999",))
    with pytest.raises(ConfigError):
        scan("x", baseline="none.json")


def test_unreadable_memory_is_a_gap():
    result = mlsec_nb.scan({"not": "a notebook"}, Options())
    assert result.targets[0].verdict == "incomplete"


def test_bad_cell_costs_that_cell():
    result = scan("def f(:\n", UNSAFE)
    assert [f.location.cell for f in result.findings] == [1]
    assert result.targets[0].incomplete


def test_bad_lines_are_reported_once():
    skipped = scan("def f(:\n").targets[0].skipped
    assert len(skipped) == len({(gap.what, gap.why) for gap in skipped}) == 1


def test_a_notebook_that_trips_an_engine_costs_that_notebook():
    def trip():
        raise ZeroDivisionError("with a value in it")

    target = Scanner(Options()).target("a.ipynb", trip)
    assert target.incomplete
    assert "ZeroDivisionError" in target.skipped[0].why
    assert "value" not in target.skipped[0].why
