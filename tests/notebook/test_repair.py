"""A statement that is not valid Python costs that statement only."""

from __future__ import annotations

import ast

import pytest

from mlsec_nb.notebook.repair import parse


def calls(text: str) -> list[tuple[str, int]]:
    tree, _ = parse(text)
    assert tree is not None
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [(ast.unparse(node.func), node.lineno) for node in found]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("def f():\nobj = load(fh)", 2),
        ("  if True:\n      pass\nobj = load(fh)", 3),
        ("  if True:\nprint(1)\nobj = load(fh)", 3),
        ("for a in b:\n\tx = 1\n        obj = load(fh)", 3),
        ("x = 1\n    obj = load(fh)", 2),
        ("if a:\n        x = 1\n    obj = load(fh)", 3),
    ],
)
def test_indentation_that_is_wrong_loses_no_line(text, line):
    assert ("load", line) in calls(text)


def test_line_that_is_not_python_is_lost_alone():
    tree, lost = parse("a = 1\nthis was not python\nb = 2")
    assert tree is not None
    assert (len(tree.body), lost) == (3, (2,))
