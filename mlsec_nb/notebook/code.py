"""Code cells as the engines read them: a syntax tree, and the snippets of other languages.

One parse of a cell serves every engine. Line numbers of the tree are lines of the part's text,
and columns are kept wherever a magic leaves Python on its line.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from mlsec_nb.core.finding import Skipped
from mlsec_nb.core.notebook import Cell, Notebook, Part
from mlsec_nb.notebook.magics import AUTOMAGIC, PACKAGE_LINES, Snippet, strip_magics
from mlsec_nb.notebook.repair import parse

MAX_CODE = 500_000
"""Characters of code that are parsed in one notebook or script; ten times as much as a long notebook has."""

MAX_CELL = 2_000_000
MAX_LINE = 200_000
"""A longer line is data; parsing a megabyte of it as code would take seconds."""

MAX_DOTS = 200
_DOTTED = re.compile(r"\b(?:import|from)\b[\w. \t]{400}")
"""A name of thousands of dots in an import: CPython's parser needs memory by the square of its length."""

OPAQUE = re.compile(r"""["][^"\\\n]{512,}"|'[^'\\\n]{512,}'""")
"""A long literal, such as an embedded image, which costs the parser next to nothing."""

_PLAIN = re.compile(r"""["][^"\\\n{]{512,}"|'[^'\\\n{]{512,}'""")
_FORMATTED = re.compile(r"[fF][rR]?[\"']")
MAX_BRACES = 20_000
"""In a source with f-strings; CPython before 3.12 takes the square of the fields of one."""

__all__ = ["CellCode", "Snippet", "column", "parse_notebook", "read_code", "source_lines"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CellCode:
    """The code of one cell.

    Attributes
    ----------
    part
        The source it was read from.
    tree
        The syntax tree, magics replaced in place; ``None`` if the cell holds no Python.
    snippets
        What is not the notebook's own Python, in order of lines.
    skipped
        The lines that are not valid Python.
    order
        The cell's execution count.
    """

    part: Part
    tree: ast.Module | None = None
    snippets: tuple[Snippet, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    order: int | None = None


def parse_notebook(notebook: Notebook) -> tuple[CellCode, ...]:
    """Read every code cell of a notebook that holds Python or shell code."""
    filled = (cell for cell in notebook.cells if cell.kind == "code" and cell.parts)
    cells = [cell for cell in filled if cell.language in ("python", "shell")]
    left = MAX_CODE
    long: set[int] = set()
    for cell in sorted(cells, key=lambda cell: len(cell.source.text)):
        left -= _weight(cell.source.text)
        if left < 0:
            long.add(cell.index)
    return tuple(_cell_code(cell, long) for cell in cells)


def _cell_code(cell: Cell, long: set[int]) -> CellCode:
    if cell.index in long:
        why = f"the notebook has more than {MAX_CODE:,} characters of code"
        return CellCode(part=cell.source, skipped=(Skipped(_place(cell.source), why),))
    if cell.language == "shell":
        return _shell_cell(cell)
    return read_code(cell.source, order=cell.execution_count)


def read_code(part: Part, *, order: int | None = None) -> CellCode:
    """Parse one source; nothing in it can make this raise.

    Parameters
    ----------
    part
        The source of a cell or file.
    order
        The execution count, if there is one.
    """
    if why := _too_long(part.text):
        return CellCode(part=part, skipped=(Skipped(_place(part), why),), order=order)
    text = _plain(part.text)
    stripped = strip_magics(text)
    tree, lost = parse("\n".join(stripped.lines))
    lines = text.split("\n")
    automatic = [line for line in lost if _automagic(lines[line - 1])]
    snippets = [*stripped.snippets, *(_automagic_snippet(lines[line - 1], line) for line in automatic)]
    gaps = [line for line in lost if line not in automatic]
    if stripped.foreign and gaps:
        tree, gaps = None, []
    if tree is not None and "get_ipython" in text:
        tree, routed = _graft(tree)
        snippets += routed
    snippets.sort(key=lambda snippet: (snippet.line, snippet.column))
    skipped = tuple(_skipped(part, gaps)) if gaps else ()
    return CellCode(part=part, tree=tree, snippets=tuple(snippets), skipped=skipped, order=order)


@lru_cache(maxsize=4)
def source_lines(text: str) -> tuple[str, ...]:
    """The lines of a source as the parser counts them; asked for once a finding, split once a cell."""
    return tuple(re.split(r"\r\n|\r|\n", text))


def column(line: str, offset: int) -> int:
    """Turn a UTF-8 byte offset of :mod:`ast` into a 1-based column in code points."""
    if line.isascii():
        return offset + 1
    return len(line.encode("utf-8", "replace")[:offset].decode("utf-8", "ignore")) + 1


def _weight(text: str) -> int:
    """Characters, without long literals; those of a source that is too long as a whole are not told apart."""
    return len(_without_literals(text)) if len(text) <= MAX_CELL else len(text)


def _without_literals(text: str) -> str:
    """The text without long literals; in one with f-strings, what has a brace may be code."""
    return (_PLAIN if _FORMATTED.search(text) else OPAQUE).sub("", text)


def _too_long(text: str) -> str:
    """Why a source is not parsed; empty if it is."""
    if _weight(text) > MAX_CODE:
        return f"longer than {MAX_CODE:,} characters"
    if len(text) > MAX_LINE and any(len(line) > MAX_LINE for line in _without_literals(text).split("\n")):
        return f"a line is longer than {MAX_LINE:,} characters"
    if text.count("{") > MAX_BRACES and _FORMATTED.search(text):
        return f"it has more than {MAX_BRACES:,} braces, and f-strings"
    if text.count(".") > MAX_DOTS and any(
        line.count(".") > MAX_DOTS and _DOTTED.search(line) for line in text.replace("\\\n", "").split("\n")
    ):
        return f"an import has a name of more than {MAX_DOTS} parts"
    return ""


def _plain(text: str) -> str:
    r"""The text with only ``\\n`` between lines and nothing that the parser rejects outright."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\0", " ").replace("\f", " ")
    text = text.removeprefix("\ufeff")
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _place(part: Part) -> str:
    return "source" if part.cell is None else f"cell {part.cell + 1}"


def _skipped(part: Part, lines: Iterable[int]) -> Iterator[Skipped]:
    """One entry for each run of lines."""
    runs: list[list[int]] = []
    for line in lines:
        if runs and line <= runs[-1][1] + 1:
            runs[-1][1] = line
        else:
            runs.append([line, line])
    shift = part.first_line - 1
    for first, last in runs[:20]:
        where = f"line {first + shift}" if first == last else f"lines {first + shift}-{last + shift}"
        yield Skipped(f"{_place(part)} {where}", "not valid Python")


def _shell_cell(cell: Cell) -> CellCode:
    snippet = Snippet("shell", cell.source.text, 1, 1, "cell")
    return CellCode(part=cell.source, snippets=(snippet,), order=cell.execution_count)


def _automagic(line: str) -> bool:
    """Whether a line that is not Python is a magic written without its percent sign."""
    name, _, rest = line.strip().partition(" ")
    return name in AUTOMAGIC and bool(rest) and not rest.lstrip().startswith(("=", "(", "."))


def _automagic_snippet(line: str, number: int) -> Snippet:
    name, _, rest = line.strip().partition(" ")
    indent = len(line) - len(line.lstrip())
    if name in PACKAGE_LINES:
        return Snippet("shell", line.strip(), number, indent + 1, "%" + name)
    return Snippet("magic", rest.strip(), number, indent + len(name) + 2, "%" + name)


def _graft(tree: ast.Module) -> tuple[ast.Module, list[Snippet]]:
    grafter = _Grafter()
    try:
        grafted = grafter.visit(tree)
    except RecursionError:
        return tree, []
    return grafted, grafter.snippets


class _Grafter(ast.NodeTransformer):
    """Puts the code inside ``get_ipython().run_cell_magic("time", "", code)`` where the call is.

    ``nbconvert --to script`` writes magics in this form.
    """

    def __init__(self) -> None:
        self.snippets: list[Snippet] = []
        self._names = {"get_ipython"}

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.AST:
        self._names.update(a.asname for a in node.names if a.name == "get_ipython" and a.asname)
        return node

    def visit_Expr(self, node: ast.Expr) -> ast.AST | list[ast.stmt]:
        body = self._route(node.value)
        if body is None:
            return self.generic_visit(node)
        return body or ast.copy_location(ast.Pass(), node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        body = self._route(node)
        if body and len(body) == 1 and isinstance(body[0], ast.Expr):
            return body[0].value
        return self.generic_visit(node)

    def _route(self, node: ast.expr) -> list[ast.stmt] | None:
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            return None
        target = node.func.value
        shell = (
            isinstance(target, ast.Call)
            and getattr(target.func, "id", getattr(target.func, "attr", "")) in self._names
        )
        if not shell and getattr(target, "id", "") not in ("ip", "ipython", "shell", "_ip"):
            return None
        values = [
            arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
        ]
        source = _as_typed(node.func.attr, values) if len(values) == len(node.args) else None
        return None if source is None else self._read(source, node)

    def _read(self, source: str, node: ast.expr) -> list[ast.stmt]:
        stripped = strip_magics(source)
        for snippet in stripped.snippets:
            self.snippets.append(
                Snippet(snippet.language, snippet.text, node.lineno, node.col_offset + 1, snippet.origin)
            )
        tree, lost = parse("\n".join(stripped.lines))
        if tree is None or (stripped.foreign and lost):
            return []
        for part in ast.walk(tree):
            ast.copy_location(part, node)
        return tree.body


def _as_typed(method: str, values: list[str]) -> str | None:
    """The magic as one would type it into a cell."""
    match method, values:
        case "system" | "getoutput" | "system_piped" | "system_raw", [command]:
            return "!" + command
        case "run_line_magic" | "magic", [name]:
            return "%" + name
        case "run_line_magic", [name, argument]:
            return f"%{name} {argument}"
        case "run_cell_magic", [name, argument, body]:
            return f"%%{name} {argument}\n{body}"
        case "run_cell" | "ex" | "run_code", [code]:
            return code
    return None
