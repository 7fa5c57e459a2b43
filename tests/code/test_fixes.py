"""Edits, applied to the source they were made for."""

from __future__ import annotations

import pytest

from tests.code.test_rules import findings


def mended(source: str) -> str | None:
    (found,) = findings(source)
    if found.fix is None:
        return None
    (edit,) = found.fix.edits
    lines = source.split("\n")
    assert edit.line == edit.end_line
    line = lines[edit.line - 1]
    lines[edit.line - 1] = line[: edit.column - 1] + edit.replacement + line[edit.end_column - 1 :]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("é = 1; torch.load(p)", "é = 1; torch.load(p, weights_only=True)"),
        ("torch.load(p, weights_only=False).x", "torch.load(p, weights_only=True).x"),
        ("torch.load(\n    p,\n)", None),
        ("torch.load(p, **options)", None),
        ("read = torch.load\nread(p)", "read = torch.load\nread(p, weights_only=True)"),
        ("list(map(torch.load, files))", None),
        ("%time x = torch.load(p)", "%time x = torch.load(p, weights_only=True)"),
    ],
)
def test_torch(before, after):
    expected = None if after is None else "import torch\n" + after
    assert mended("import torch\n" + before) == expected


def test_numpy():
    assert mended("import numpy as np\nnp.load(p, allow_pickle=True)").endswith(
        "np.load(p, allow_pickle=False)"
    )


def test_yaml():
    assert mended("import yaml as y\nc = y.load(open(p))").endswith("c = y.safe_load(open(p))")
    assert mended("import yaml\nyaml.unsafe_load(t)").endswith("yaml.safe_load(t)")
    assert mended("from yaml import unsafe_load\nunsafe_load(t)") is None


def test_verify():
    assert mended("import requests\nrequests.get(u, verify=False)").endswith("requests.get(u, verify=True)")
