"""Which lines of a code cell are Python, and which are text: shell, files, long strings."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from mlsec_nb.notebook.code import CellCode


def textual_lines(code: CellCode | None) -> frozenset[int] | None:
    """The lines, from 1, on which a bare word may be a value; ``None`` if that is all of them."""
    if code is None or code.tree is None:
        return None
    found: set[int] = set()
    for snippet in code.snippets:
        if snippet.language != "python":
            found.update(range(snippet.line, snippet.line + snippet.text.count("\n") + 1))
    if '"""' in code.part.text or "'''" in code.part.text:
        for node in _over_lines(code.tree):
            if isinstance(node, (ast.Constant, ast.JoinedStr)):
                found.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return frozenset(found)


def _over_lines(tree: ast.Module) -> Iterator[ast.AST]:
    """The nodes on more than one line: all that holds one is on more than one line itself."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        last = getattr(node, "end_lineno", None)  # what has no place, such as arguments, may hold anything
        if last is None or last > node.lineno or getattr(node, "decorator_list", ()):  # type: ignore[attr-defined]
            yield node
            waiting += ast.iter_child_nodes(node)
