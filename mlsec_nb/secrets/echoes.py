"""Secrets that stand in an output without any context: printed values, and values known from elsewhere."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from mlsec_nb.core.finding import Confidence, Surface
from mlsec_nb.core.notebook import Notebook, Part
from mlsec_nb.notebook.code import CellCode
from mlsec_nb.secrets.judge import judge
from mlsec_nb.secrets.match import Match, Rank
from mlsec_nb.secrets.names import Sense, sense_of

SHORTEST = 8
MAX_VALUES = 50
MAX_PLACES = 50
MAX_OUTPUT = 20_000
_ALONE = re.compile(r"^b?['\"]?([^\s'\"]{8,4000})['\"]?$", re.MULTILINE)
_SHELL_ECHO = re.compile(r"\b(?:echo|printenv)[ \t]+[\"']?\$?\{?([A-Za-z_]\w{2,80})")


def printed(
    notebook: Notebook, code: Sequence[CellCode], numbers: Sequence[int]
) -> Iterator[tuple[Part, Match]]:
    """Values that a cell prints under a secret name: ``print(os.environ["API_KEY"])``.

    Parameters
    ----------
    notebook
        The notebook.
    code
        Its code cells.
    numbers
        Positions in ``code`` of the cells that hold a needle.
    """
    for number in numbers:
        cell = code[number]
        names = [name for name in _shown(cell) if sense_of(name) > Sense.WEAK]
        if not names or cell.part.cell is None or cell.part.cell >= len(notebook.cells):
            continue
        for part in notebook.cells[cell.part.cell].parts:
            if part.surface is Surface.OUTPUT and part.value is None and len(part.text) <= MAX_OUTPUT:
                for found in _ALONE.finditer(part.text):
                    verdict = next(filter(None, (judge(name, found.group(1)) for name in names)), None)
                    if verdict is not None:
                        yield part, verdict.match(found.start(1), found.end(1), found.group(1))


def _shown(cell: CellCode) -> Iterator[str]:
    """The names of what a cell prints or ends with."""
    for snippet in cell.snippets:
        if snippet.language == "shell":
            yield from _SHELL_ECHO.findall(snippet.text)
        elif snippet.origin == "%env":
            yield snippet.text.strip()
    body = cell.tree.body if cell.tree is not None else []
    for statement in body:
        if isinstance(statement, ast.Expr):
            value = statement.value
            if isinstance(value, ast.Call) and getattr(value.func, "id", "") in ("print", "display"):
                yield from map(_name, value.args)
            elif statement is body[-1]:
                yield _name(value)


def _name(node: ast.expr) -> str:
    match node:
        case (
            ast.Name(id=name) | ast.Attribute(attr=name) | ast.Subscript(slice=ast.Constant(value=str(name)))
        ):
            return name
        case ast.Call(args=[ast.Constant(value=str(name)), *_]):
            return name
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name
        case ast.JoinedStr(values=[*_, ast.FormattedValue(value=value)]):
            return _name(value)
    return ""


def known(parts: Sequence[Part], found: Sequence[tuple[Part, list[Match]]]) -> Iterator[tuple[Part, Match]]:
    """Values found somewhere in the notebook, where they stand once more."""
    values = {
        match.value: match
        for _, matches in found
        for match in matches
        if len(match.value) >= SHORTEST and match.confidence > Confidence.LOW and _rare(match.value)
    }
    for value, match in list(values.items())[:MAX_VALUES]:
        pattern = re.compile(re.escape(value))
        for part in parts:
            for place in islice(pattern.finditer(part.text), MAX_PLACES) if value in part.text else ():
                yield part, match.again(place.start(), place.end(), Rank.CONTEXT)


def _rare(value: str) -> bool:
    """Whether the value could not stand in a text by chance."""
    return any(c.isdigit() for c in value) and any(c.isalpha() for c in value)
