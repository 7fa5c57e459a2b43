"""The statements of a notebook that are worth walking: those on lines with a needle."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain

from mlsec_nb.core.notebook import Part
from mlsec_nb.notebook.code import CellCode
from mlsec_nb.secrets.match import Match
from mlsec_nb.secrets.tree.bindings import Binding, bindings
from mlsec_nb.secrets.tree.find import Source, aliases, constants, find, nodes_on
from mlsec_nb.secrets.tree.pieces import pieces, placed_pieces


class Cells:
    """The code cells of a notebook, seen together: a variable of one may be a secret of another.

    Parameters
    ----------
    code
        All code cells.
    lines
        For each position in ``code``, the lines (from 1) that hold a needle.
    """

    def __init__(self, code: Sequence[CellCode], lines: Mapping[int, Sequence[int]]) -> None:
        self.numbers = sorted(lines)
        """Positions in ``code`` of the cells that hold a needle."""

        trees = [cell.tree for cell in code if cell.tree is not None] if lines else []
        self._names = constants(trees)
        nodes = {number: _nodes(code[number].tree, wanted) for number, wanted in lines.items()}
        bound = {number: list(bindings(found)) for number, found in nodes.items()}
        self._aliases = aliases(chain.from_iterable(bound.values()), self._names)
        self._pieces = pieces(chain.from_iterable(bound.values()), self._names)
        self._found: dict[int, tuple[CellCode, list[ast.AST], list[Binding]]] = {}
        for number, cell in enumerate(code):
            more = list(_binding(cell.tree, {*self._aliases, *self._pieces}))
            if more or nodes.get(number):
                both = [*bound.get(number, ()), *bindings(more)]
                self._found[id(cell.part)] = (cell, [*nodes.get(number, ()), *more], both)

    def parts(self) -> list[Part]:
        """The sources in which there is something to walk."""
        return [cell.part for cell, _, _ in self._found.values()]

    def find(self, part: Part) -> Iterator[Match]:
        """The secrets that the syntax tree of a source shows."""
        if id(part) in self._found:
            cell, nodes, bound = self._found[id(part)]
            source = Source.of(cell.part.text)
            yield from find(nodes, bound, source, self._names, self._aliases)
            yield from placed_pieces(nodes, source, self._pieces)


def _nodes(tree: ast.Module | None, lines: Sequence[int]) -> list[ast.AST]:
    return [] if tree is None else nodes_on(tree, lines)


def _binding(tree: ast.Module | None, names: Collection[str]) -> Iterator[ast.stmt]:
    if tree is None or not names:
        return
    for statement in tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant()) if name in names:
                yield statement
