"""Baselines know findings by what they are, not by where they stand."""

import hashlib
import json

import pytest

from mlsec_nb.errors import ConfigError
from mlsec_nb.suppression.baseline import read_baseline, write_baseline
from tests.factories import finding, result, target


def written(tmp_path, *targets):
    path = tmp_path / "known.json"
    write_baseline(path, result(*targets))
    return read_baseline(path)


def test_written_findings_are_known_again(tmp_path):
    known = written(tmp_path, target(finding(), path=str(tmp_path / "a.ipynb")))
    assert known.match(str(tmp_path / "a.ipynb"), finding()).by == "baseline"


def test_the_same_statement_in_another_notebook_is_new(tmp_path):
    known = written(tmp_path, target(finding(), path=str(tmp_path / "a.ipynb")))
    assert known.match(str(tmp_path / "b.ipynb"), finding()) is None


def test_another_fingerprint_is_new(tmp_path):
    known = written(tmp_path, target(finding(), path=str(tmp_path / "a.ipynb")))
    assert known.match(str(tmp_path / "a.ipynb"), finding(fingerprint="ff")) is None


def detect_secrets_baseline(tmp_path, **more):
    digest = hashlib.sha1(b"the value").hexdigest()
    path = tmp_path / ".secrets.baseline"
    entry = {"type": "Secret Keyword", "hashed_secret": digest, "line_number": 3, **more}
    plugins = [{"name": "Evil", "path": f"file://{tmp_path}/evil.py"}]
    path.write_text(
        json.dumps({"version": "1.5.0", "plugins_used": plugins, "results": {"a.ipynb": [entry]}})
    )
    (tmp_path / "evil.py").write_text("raise SystemExit('executed')")
    return read_baseline(path)


def test_detect_secrets_baseline_is_compared_by_its_hashes(tmp_path):
    known = detect_secrets_baseline(tmp_path)
    assert known.match(str(tmp_path / "a.ipynb"), finding(), ["other", "the value"]).reason.startswith(
        "known"
    )
    assert known.match(str(tmp_path / "a.ipynb"), finding(), ["another"]) is None


def test_audit_of_detect_secrets_is_the_reason(tmp_path):
    known = detect_secrets_baseline(tmp_path, is_secret=False)
    assert "audited as no secret" in known.match(str(tmp_path / "a.ipynb"), finding(), ["the value"]).reason


@pytest.mark.parametrize("text", ["", "[]", '{"results": 1}', "{", '{"schema": "other"}'])
def test_what_is_no_baseline_is_refused(tmp_path, text):
    path = tmp_path / "b.json"
    path.write_text(text)
    with pytest.raises(ConfigError):
        read_baseline(path)
