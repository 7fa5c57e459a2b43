"""The own stripper of magics against IPython's."""

from __future__ import annotations

import ast

import pytest
from IPython.core.inputtransformer2 import TransformerManager

from mlsec_nb.notebook.magics import strip_magics
from mlsec_nb.notebook.repair import parse

CELLS = [
    "x = 1",
    "!ls",
    "  !ls",
    "for f in files:\n    !rm {f}\n    g(f)",
    "a = !ls -l\nb = a[0]",
    "a, b = !ls",
    "%matplotlib inline\nimport x",
    "x = %magic arg",
    "s = '''\n!ls\n%x\n'''",
    's = """\n?help\n"""\n!ls "a',
    "f(a,\n  b)\n!ls",
    "f(\n1)\n!ls",
    "pickle.load?",
    "?pickle.load",
    "x = a % b\ny = a %b",
    "if x != y:\n    pass",
    "# !ls\n# %time\nx = 1",
    "x = 5 \\\n  + 3\n!ls \\\n  -l\ny = 1",
    "d = {'a': 1,\n  'b': 2}\n%time f(d)",
    "%%time\nx = 1",
    "%%bash\nls $x",
    "%%writefile a.py\n!ls\nx = 1",
    ">>> x = 1\n>>> y = 2",
    "  x = 1\n  y = 2",
    "x = 'it''s'\n!ls",
    "x = f(a) # don't\n!ls",
    ",f a b\n;f a b\n/f a",
    "print('a =!b')",
    "t = %timeit -o f(x)",
]


def ours(source: str) -> ast.Module:
    tree, lost = parse("\n".join(strip_magics(source).lines))
    assert not lost
    return tree


def theirs(source: str) -> ast.Module:
    return ast.parse(TransformerManager().transform_cell(source))


def assigned(tree: ast.Module) -> list[str]:
    return [ast.unparse(t) for n in ast.walk(tree) if isinstance(n, ast.Assign) for t in n.targets]


def has_magic(tree: ast.Module) -> bool:
    """Whether IPython put a call in place of its own syntax."""
    names = {"system", "getoutput", "run_line_magic", "run_cell_magic"}
    return any(isinstance(n, ast.Attribute) and n.attr in names for n in ast.walk(tree))


@pytest.mark.parametrize(
    "source", [source for source in CELLS if "%time" not in source and "%%" not in source]
)
def test_same_assignments_as_ipython(source):
    assert assigned(ours(source)) == assigned(theirs(source))


@pytest.mark.parametrize("source", CELLS)
def test_magic_exactly_where_ipython_sees_one(source):
    if has_magic(theirs(source)):
        assert strip_magics(source).lines != source.split("\n")
    else:
        assert ast.dump(ours(source)) == ast.dump(theirs(source))


@pytest.mark.parametrize("source", CELLS)
def test_lines_stay_where_they_are(source):
    assert len(strip_magics(source).lines) == source.count("\n") + 1
