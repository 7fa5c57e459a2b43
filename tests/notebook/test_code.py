"""From the source of a cell to a syntax tree and snippets."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsec_nb.notebook.code import column, parse_notebook
from tests.notebook.sources import read
from tests.notebooks import code, notebook


def text(source: str) -> str:
    tree = read(source).tree
    return "" if tree is None else ast.unparse(tree)


def calls(source: str) -> list[tuple[str, int, int]]:
    """Name, line and column of every call."""
    tree = read(source).tree
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Call)] if tree else []
    return [(ast.unparse(node.func), node.lineno, node.col_offset) for node in nodes]


@pytest.mark.parametrize(
    "source",
    [
        "%time f(x)",
        "%timeit -n 1 -r1 f(x)",
        "y = %timeit -o f(x)",
        "%prun -q -s cumulative f(x)",
        "%time y = f(x)",
    ],
)
def test_code_of_a_line_magic_keeps_its_column(source):
    assert calls(source) == [("f", 1, source.index("f(x)"))]


@pytest.mark.parametrize(
    "magic", ["%%time", "%%capture out", "%%timeit -n 1", "%%prun -q", "%%time\n%%capture"]
)
def test_body_of_a_cell_magic_is_python(magic):
    assert calls(f"{magic}\n\nobj = f(x)") == [("f", magic.count("\n") + 3, 6)]


def test_setup_line_of_timeit_is_python():
    assert "import pickle" in text("%%timeit import pickle\npickle.load(f)")


def test_loop_inside_timeit_is_parsed():
    assert "for x in y" in text("%timeit -r1 for x in y: pass")


@pytest.mark.parametrize(
    ("source", "language", "found", "line"),
    [
        ("!ls -l", "shell", "ls -l", 1),
        ("!!ls", "shell", "ls", 1),
        ("for f in x:\n    !rm {f}", "shell", "rm {f}", 2),
        ("a = !ls", "shell", "ls", 1),
        ("%pip install x", "shell", "pip install x", 1),
        ("%sx ls", "shell", "ls", 1),
        ("%%bash\nls\npwd", "shell", "ls\npwd", 2),
        ("%%script bash --bg\nls", "shell", "ls", 2),
        ("%%html\n<b>x</b>", "html", "<b>x</b>", 2),
        ("%%writefile t.py\nimport os", "python", "import os", 2),
        ("%%writefile t.sh\nls", "shell", "ls", 2),
        ("%env A=b", "magic", "A=b", 1),
        ("!pip install \\\n  a \\\n  b", "shell", "pip install \\\n  a \\\n  b", 1),
        ("get_ipython().system('ls')", "shell", "ls", 1),
        ("pip install x\nimport x", "shell", "pip install x", 1),
    ],
)
def test_snippet(source, language, found, line):
    snippets = read(source).snippets
    assert [(s.language, s.text, s.line) for s in snippets] == [(language, found, line)]


def test_text_in_a_string_is_not_a_magic():
    source = "x = '''\n!ls\n%time f()\n'''\nprint('a =!b')"
    assert read(source).snippets == ()
    assert text(source).startswith("x = '\\n!ls")


def test_quote_in_a_shell_line_opens_no_string():
    assert text("!echo it's\nx = 1") == "pass\nx = 1"


def test_help_and_automatic_calls():
    assert text("pickle.load?\n?x\n/f a\n,g b c") == "pass\npass\nf(a)\ng('b', 'c')"


def test_prompts_and_indentation_are_taken_off():
    assert text(">>> x = 1\n>>> for i in x:\n...     f(i)") == "x = 1\nfor i in x:\n    f(i)"
    assert text("  x = 1\n  y = 2") == "x = 1\ny = 2"


def test_exported_cell_magic_is_read_in_place():
    source = "x = 1\nget_ipython().run_cell_magic('time', '', 'a = 1\\nb = f(a)')"
    assert calls(source) == [("f", 2, 0)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("print 'a', b", "print('a', b)"),
        ("exec code in scope", "exec(code, scope)"),
        ("raise E, 'x'", "raise E('x')"),
        ("x = `y`", "x = y"),
        ("a <> b", "a != b"),
        ("x = 0777L", "x = 511"),
    ],
)
def test_python_2_is_rewritten(old, new):
    cell = read(f"{old}\n")
    assert cell.skipped == ()
    assert ast.unparse(cell.tree) == new


def test_broken_line_costs_that_line():
    cell = read("obj = load(f)\nfor x in obj\n    print(x)\ny = 1", cell=3)
    assert [(s.what, s.gap) for s in cell.skipped] == [("cell 4 line 2", True)]
    assert ast.unparse(cell.tree) == "obj = load(f)\nif 1:\n    print(x)\ny = 1"


def test_many_broken_lines_are_reported_as_runs():
    cell = read("\n".join(["x = 1"] + ["a b c d"] * 30 + ["y = 2"]))
    assert [s.what for s in cell.skipped] == ["cell 1 lines 2-31"]
    assert {"x = 1", "y = 2"} <= set(ast.unparse(cell.tree).split("\n"))


def test_unknown_cell_magic_is_read_if_it_is_python():
    assert "pickle.load(f)" in text("%%my_timer\npickle.load(f)")
    assert read("%%my_sql\nselect * from t where x").skipped == ()


def test_only_python_and_shell_cells_are_read():
    book = notebook(code("x = 1"), code("library(x)", metadata={"vscode": {"languageId": "r"}}))
    assert [cell.part.cell for cell in parse_notebook(book)] == [0]


def test_bash_kernel_gives_shell():
    book = notebook(code("ls"), kernelspec={"language": "bash", "name": "bash"})
    assert [s.language for cell in parse_notebook(book) for s in cell.snippets] == ["shell"]


@pytest.mark.parametrize(
    "source",
    [
        "(" * 5000,
        "-" * 100_000 + "1",
        "a" + ".b" * 50_000,
        "1" + "+1" * 50_000,
        "x = [" * 300 + "]" * 300,
        "\0import os",
        "x = 1\r\ny = 2\ry3 = 3",
        "\x0cx = 1",
        "\ufeffx = 1",
        "s = '\ud800'",
        "if 1:\n\tx = 1\n        y = 2",
        "get_ipython()." * 3000,
    ],
)
def test_hostile_source_is_survived(source):
    read(source)


def test_line_ends_do_not_move_lines():
    tree = read("x = 1\r\ny = 2\rz = 3").tree
    assert [node.lineno for node in tree.body] == [1, 2, 3]


def test_column_counts_code_points():
    line = "x = 'äöü'; f(y)"
    offset = len("x = 'äöü'; ".encode())
    assert column(line, offset) == line.index("f") + 1


PIECES = st.sampled_from(
    [
        "!",
        "%",
        "%%",
        "?",
        "time ",
        "bash",
        "x",
        " ",
        "    ",
        "\n",
        "'''",
        '"""',
        "'",
        "(",
        ")",
        "=",
        "\\",
        "print ",
        "#",
        ":",
        "\t",
        "é",
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_source_is_read_and_lines_stay(source):
    cell = read(source)
    number = source.count("\n") + 1
    for node in ast.walk(cell.tree) if cell.tree else ():
        assert 1 <= getattr(node, "lineno", 1) <= number
    for snippet in cell.snippets:
        assert 1 <= snippet.line <= number


@pytest.mark.parametrize("unit", ["x=", "1+", "f(", "a;", "a,", "'%s' % "])
def test_a_megabyte_on_one_line_is_data_and_said_to_be_not_read(unit):
    (cell,) = parse_notebook(notebook(unit * (1_000_000 // len(unit))))
    assert cell.tree is None
    assert cell.skipped[0].gap


def test_a_long_literal_on_one_line_is_parsed():
    (cell,) = parse_notebook(notebook(f"image = '{'A' * 1_000_000}'"))
    assert cell.tree is not None
    assert cell.skipped == ()


def test_the_longest_cells_are_left_out_when_there_is_too_much_code():
    small, large = "import os", "x = 1\n" * 60_000
    first, *many, last = parse_notebook(notebook(small, large, large, small))
    assert first.tree is not None
    assert last.tree is not None
    assert [cell.tree is None for cell in many] == [False, True]
    assert many[1].skipped[0].gap


def test_cells_of_other_languages_take_nothing_from_what_is_parsed():
    other = code("x <- 1\n" * 50_000, language="r")
    (cell,) = parse_notebook(notebook(other, other, "x = 1\n" * 60_000))
    assert cell.tree is not None


def test_a_name_of_thousands_of_parts_is_not_parsed():
    """CPython's parser took gigabytes for it."""
    (cell,) = parse_notebook(notebook("import " + ".".join("a" * 50_000)))
    assert cell.tree is None
    assert "parts" in cell.skipped[0].why


def test_many_magics_on_each_other_are_read():
    """They cost the whole notebook, by a recursion for each."""
    (cell,) = parse_notebook(notebook("%%time\n" * 3_000 + "import os"))
    assert cell.tree is not None
