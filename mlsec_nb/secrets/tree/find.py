"""Secrets in the code of one cell."""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mlsec_nb.secrets.filters.opaque import is_opaque, is_uuid
from mlsec_nb.secrets.judge import Verdict, by_vendor, judge
from mlsec_nb.secrets.match import Match
from mlsec_nb.secrets.names import Sense, sense_of
from mlsec_nb.secrets.text import matches_in
from mlsec_nb.secrets.tree.bindings import BINDING, Binding
from mlsec_nb.secrets.tree.folding import Folded, fold

MAX_NODES = 200_000
MAX_CONSTANT = 4_000
SHORTEST_PIECE = 6
_STRINGS = (ast.BinOp, ast.JoinedStr, ast.Call, ast.Subscript, ast.Constant)
_USED = BINDING | frozenset(_STRINGS)
_LEAVES = (ast.Name, ast.Constant)
"""Most nodes; below them is nothing to look at."""


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a cell, and where its lines start."""

    text: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Source:
        """Find the lines of ``text``."""
        starts = [0]
        while (at := text.find("\n", starts[-1])) >= 0:
            starts.append(at + 1)
        return cls(text, tuple(starts))

    def place(self, node: ast.expr) -> tuple[int, int]:
        """Start and end of ``node`` in the text."""
        start = self._offset(node.lineno, node.col_offset)
        return start, self._offset(node.end_lineno or node.lineno, node.end_col_offset or node.col_offset)

    def _offset(self, line: int, column: int) -> int:
        if line > len(self.starts):
            return len(self.text)
        start = self.starts[line - 1]
        end = self.text.find("\n", start)
        row = self.text[start : len(self.text) if end < 0 else end]
        if not row.isascii():
            column = len(row.encode("utf-8", "surrogatepass")[:column].decode("utf-8", "ignore"))
        return min(start + column, len(self.text))


def constants(trees: Iterable[ast.Module]) -> dict[str, Folded]:
    """The variables that a notebook binds once, to a literal."""
    found: dict[str, Folded | None] = {}
    for tree in trees:
        for statement in tree.body:
            match statement:
                case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(value))):
                    found[name] = Folded(value, (value,)) if name not in found else None
                case ast.Assign(targets=[ast.Name(id=name)]) | ast.AugAssign(target=ast.Name(id=name)):
                    found[name] = None
    return {name: folded for name, folded in found.items() if folded and len(folded.value) <= MAX_CONSTANT}


def aliases(bound: Iterable[Binding], names: Mapping[str, Folded]) -> dict[str, Binding]:
    """The secret names under which variables of ``names`` are handed on: ``Client(api_key=KEY)``."""
    found: dict[str, Binding] = {}
    for binding in bound:
        variable = binding.value.id if isinstance(binding.value, ast.Name) else ""
        if variable in names and max(sense_of(binding.name), binding.least) > Sense.WEAK:
            found.setdefault(variable, binding)
    return found


def find(
    nodes: Sequence[ast.AST],
    bound: Iterable[Binding],
    source: Source,
    names: Mapping[str, Folded],
    also: Mapping[str, Binding],
) -> Iterator[Match]:
    """Every secret in these nodes.

    Parameters
    ----------
    nodes
        Those on lines with a needle, and those that bind a variable of ``also``.
    bound
        Their bindings.
    source
        The text they were parsed from.
    names
        Variables of the notebook that hold one known string.
    also
        For variables, the secret names under which they are handed on elsewhere.
    """
    for binding in bound:
        folded = None if isinstance(binding.value, ast.Name) else fold(binding.value, names)
        if folded is None:
            continue
        verdict = verdict_on(binding, folded)
        if verdict is None and (alias := also.get(binding.name)):
            verdict = verdict_on(alias, folded)
        if verdict is not None:
            yield _placed(verdict.match(0, 0, folded.value).hidden(folded.how), folded, binding.value, source)
    yield from _written_otherwise(nodes, source, names)


def nodes_on(tree: ast.AST, lines: Sequence[int]) -> list[ast.AST]:
    """The nodes of a tree that bind values or make strings; of its statements those on one of the lines."""
    found: list[ast.AST] = []
    stack = [tree]
    for _ in range(MAX_NODES):
        if not stack:
            break
        node = stack.pop()
        if type(node) in _USED:
            found.append(node)
        for field in () if isinstance(node, _LEAVES) else node._fields:
            value = getattr(node, field, None)
            if isinstance(value, list):
                stack.extend([child for child in value if _leads_on(child, lines)])
            elif isinstance(value, ast.AST):
                stack.append(value)
    return found


def _leads_on(child: object, lines: Sequence[int]) -> bool:
    return isinstance(child, ast.AST) and (not isinstance(child, ast.stmt) or _covers(child, lines))


def _covers(statement: ast.stmt, lines: Sequence[int]) -> bool:
    """Whether one of the ascending ``lines`` is a line of the statement, decorators included."""
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    first = min([statement.lineno, *(decorator.lineno for decorator in decorators)])
    position = bisect_left(lines, first)
    return position < len(lines) and lines[position] <= (statement.end_lineno or statement.lineno)


def verdict_on(binding: Binding, folded: Folded) -> Verdict | None:
    """What the value of a binding is, going by its name."""
    value = folded.value
    if binding.name:
        return judge(binding.name, value, around=binding.around, least=binding.least)
    if vendor := by_vendor(binding.around, value):
        return vendor
    if len(value) >= 20 and is_opaque(value, least=20) and not is_uuid(value):
        return judge("credential", value, around=binding.around, least=Sense.SECRET)
    return None


def _placed(match: Match, folded: Folded, node: ast.expr, source: Source) -> Match:
    """The match at ``node``, or at the value itself where it stands there as it is."""
    start, end = source.place(node)
    inside = source.text.find(folded.value, start, end)
    if inside >= 0:
        return match.at(inside, inside + len(folded.value))
    pieces = [piece for piece in folded.pieces if len(piece) >= SHORTEST_PIECE]
    return match.at(start, end, *pieces)


def _written_otherwise(
    nodes: Iterable[ast.AST], source: Source, names: Mapping[str, Folded]
) -> Iterator[Match]:
    """Secrets by form or context in strings that do not stand in the text as they are."""
    inner: set[int] = set()
    for node in nodes:
        if not isinstance(node, _STRINGS) or id(node) in inner:
            continue
        folded = fold(node, names)
        if folded is None or len(folded.value) < SHORTEST_PIECE:
            continue
        if not isinstance(node, ast.Constant):
            inner.update(id(child) for child in ast.walk(node))
        start, end = source.place(node)
        if folded.value in source.text[start:end]:
            continue
        for match in matches_in(folded.value):
            yield _placed(match.hidden(folded.how or "with escapes"), folded, node, source)
