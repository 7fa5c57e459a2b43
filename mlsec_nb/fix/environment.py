"""Move a literal that holds a secret out of the source, into the environment of the process."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Sequence

from mlsec_nb.core.finding import Edit, Location
from mlsec_nb.notebook.code import CellCode, column

SHORTEST_NAME = 3
"""A variable with a shorter name says nothing of its value; the rule's name is used instead."""

Path = tuple[ast.AST, ...]
Span = tuple[int, int, int, int]
"""First line and column, last line and the column after the end."""

NameFor = Callable[[str, "str | bytes"], str]


def to_environment(
    code: CellCode,
    location: Location,
    *,
    rule_name: str,
    bound: set[str],
    name_for: NameFor = lambda name, value: name,
) -> tuple[Edit, ...]:
    """Edits that read the literal at ``location`` from the environment; none when that cannot be done.

    Parameters
    ----------
    code
        The cell.
    location
        Where the secret is in its source.
    rule_name
        Names the variable when the code gives no better name.
    bound
        Modules that are imported under their own name before the literal is reached.
    name_for
        Is given a name for the variable and the value, and says what it is to be called.
    """
    lines = code.part.text.split("\n")
    found = next(_literals_at(code, location, lines), None)
    if found is None or code.tree is None:
        return ()
    literal, parents = found
    if not isinstance(literal.value, (str, bytes)) or not _replaceable(parents):
        return ()
    name = name_for(_variable(parents, rule_name), literal.value)
    module = "getpass" if _sets_environment(parents) else "os"
    text = f'getpass.getpass("{name}: ")' if module == "getpass" else f'os.environ["{name}"]'
    if isinstance(literal.value, bytes):
        text += ".encode()"
    replace = Edit(*_span(literal, lines), text)
    return (replace,) if module in bound else (_import(module, code.tree, lines), replace)


def imported_modules(cells: Sequence[CellCode], before: Location) -> set[str]:
    """The top-level modules that are imported under their own name, at module level, above ``before``."""
    end = (before.cell or 0, before.line)
    statements = [
        node
        for code in cells
        for node in (code.tree.body if code.tree else ())
        if isinstance(node, ast.Import) and (code.part.cell or 0, node.lineno) < end
    ]
    names = [alias for node in statements for alias in node.names]
    return {alias.name for alias in names if alias.asname in (None, alias.name) and "." not in alias.name}


def movable(code: CellCode) -> Iterator[Span]:
    """Where in the cell the literals are for which there would be edits."""
    lines = code.part.text.split("\n")
    return (_span(literal, lines) for literal, parents in _literals(code) if _replaceable(parents))


def _literals_at(code: CellCode, location: Location, lines: list[str]) -> Iterator[tuple[ast.Constant, Path]]:
    """The strings that cover the start of ``location``."""
    if location.column is None:
        return
    at = (location.line, location.column)
    for literal, parents in _literals(code):
        line, begin, end_line, end = _span(literal, lines)
        if (line, begin) <= at < (end_line, end):
            yield literal, parents


def _literals(code: CellCode) -> Iterator[tuple[ast.Constant, Path]]:
    """Each string, and what it is in: the chain from the module down."""
    stack: list[Path] = [(code.tree,)] if code.tree else []
    while stack:
        chain = stack.pop()
        node = chain[-1]
        if isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes)):
            yield node, chain[:-1]
        stack += [(*chain, child) for child in ast.iter_child_nodes(node)]


def _span(node: ast.Constant, lines: list[str]) -> Span:
    end_line, end = node.end_lineno or node.lineno, node.end_col_offset or 0
    return (
        node.lineno,
        column(lines[node.lineno - 1], node.col_offset),
        end_line,
        column(lines[end_line - 1], end),
    )


def _replaceable(parents: Path) -> bool:
    """Not a part of an f-string, not a docstring, not a pattern: there a call is not allowed or not meant."""
    if any(isinstance(node, (ast.JoinedStr, ast.pattern)) for node in parents):
        return False
    return not isinstance(parents[-1], ast.Expr)


def _variable(parents: Path, rule_name: str) -> str:
    """A name for the variable: what the value is assigned to or passed as, else the rule's name."""
    for node in reversed(parents):
        given = _given_name(node, parents[-1])
        name = re.sub(r"[^A-Z0-9]+", "_", given.upper()).strip("_") if given else ""
        if len(name) >= SHORTEST_NAME and not name[0].isdigit():
            return name
        if isinstance(node, ast.stmt):
            break
    return rule_name.upper().replace("-", "_")


def _given_name(node: ast.AST, holder: ast.AST) -> str:
    match node:
        case ast.keyword(arg=str(name)):
            return name
        case ast.Assign(targets=[target, *_]) | ast.AnnAssign(target=target) | ast.NamedExpr(target=target):
            return _target_name(target)
        case ast.Call(args=[ast.Constant(value=str(name)), _]) if node is holder:
            return name  # os.environ.setdefault("NAME", "value"), os.getenv("NAME", "value")
    return ""


def _target_name(target: ast.AST) -> str:
    match target:
        case (
            ast.Name(id=name) | ast.Attribute(attr=name) | ast.Subscript(slice=ast.Constant(value=str(name)))
        ):
            return name
    return ""


def _sets_environment(parents: Path) -> bool:
    """Whether the statement itself fills the environment, so that it cannot be read from there."""
    match parents[-1]:
        case ast.Assign(targets=[ast.Subscript(value=ast.Attribute(attr="environ"))]):
            return True
        case ast.Call(func=ast.Attribute(attr="setdefault", value=ast.Attribute(attr="environ"))):
            return True
        case ast.Call(func=ast.Attribute(attr="putenv")):
            return True
    return False


def _import(module: str, tree: ast.Module, lines: list[str]) -> Edit:
    """Insert the import before the first statement that is neither a docstring nor from the future."""
    first = next((node for node in tree.body if not _leads(node, lines)), tree.body[-1])
    decorators = getattr(first, "decorator_list", [])
    line = min([first.lineno, *(decorator.lineno for decorator in decorators)])
    return Edit(line, 1, line, 1, f"import {module}\n")


def _leads(node: ast.stmt, lines: list[str]) -> bool:
    """Whether nothing may come before the statement: a cell magic, a docstring, a future import."""
    if lines[node.lineno - 1].startswith("%%"):
        return True
    if isinstance(node, ast.ImportFrom):
        return node.module == "__future__"
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
