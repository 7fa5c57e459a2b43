"""Which lines of a code cell are Python, and which are text: shell, files, long strings."""

from __future__ import annotations

import ast

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
        for node in ast.walk(code.tree):
            if (
                isinstance(node, (ast.Constant, ast.JoinedStr))
                and node.end_lineno
                and node.end_lineno > node.lineno
            ):
                found.update(range(node.lineno, node.end_lineno + 1))
    return frozenset(found)
