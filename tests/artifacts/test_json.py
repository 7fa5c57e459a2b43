"""JSON documents, one or many."""

from __future__ import annotations

import pytest

from mlsec_nb.artifacts.engine import examine_bytes


def test_json_lines_are_no_broken_document():
    """Found with our own report: `found.jsonl` was called a broken stream."""
    target = examine_bytes(b'{"a": 1}\n{"b": [2]}\n', "found.jsonl")
    assert (target.format, target.verdict) == ("JSON Lines", "clean")


def test_every_line_is_looked_at():
    target = examine_bytes(b'{"a": 1}\n{"auto_map": {"AutoModel": "other/repo--model.Net"}}\n', "x.jsonl")
    assert [finding.name for finding in target.findings] == ["remote-code-setting"]


@pytest.mark.parametrize("data", [b'{"a": 1}\n{"b": ', b'{"a": 1} {"b": 2}', b'{"a":\n1}\n{"b": 2}'])
def test_other_things_after_a_document_are_reported(data):
    assert examine_bytes(data, "x.json").verdict != "clean"
