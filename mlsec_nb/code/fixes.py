"""Edits that mend a call; offered with the finding, never applied unasked."""

from __future__ import annotations

import ast

from mlsec_nb.code.rule import Call
from mlsec_nb.core.finding import Edit, Fix
from mlsec_nb.notebook.code import column, source_lines


def set_keyword(call: Call, name: str, value: str) -> Fix | None:
    """Give a keyword argument another value, or add it; ``None`` where the source is out of reach."""
    node = call.site.node
    if not isinstance(node, ast.Call) or call.reference or call.partial is not None:
        return None
    for keyword in node.keywords:
        if keyword.arg == name:
            return _replace(call, keyword.value, value, f"Set {name}={value}")
    if any(keyword.arg is None for keyword in node.keywords):
        return None
    _, _, line, end = _span(call, node)
    comma = ", " if node.args or node.keywords else ""
    if not call.site.code.part.exact or not _ends_plainly(_lines(call)[line - 1], end, node):
        return None
    return _edit(call, (line, end - 1, line, end), f"{comma}{name}={value})", f"Add {name}={value}")


def rename_attribute(call: Call, name: str) -> Fix | None:
    """Call another function of the same module."""
    function = getattr(call.site.node, "func", None)
    if not isinstance(function, ast.Attribute) or call.reference:
        return None
    owner = _source(call, function.value)
    return _replace(call, function, f"{owner}.{name}", f"Use {name}") if owner else None


def _ends_plainly(line: str, end: int, node: ast.Call) -> bool:
    """Whether nothing stands between the last argument and the closing bracket."""
    values = [*node.args, *(keyword.value for keyword in node.keywords)]
    last = max(((value.end_lineno, value.end_col_offset) for value in values), default=None)
    return line[end - 2 : end - 1] == ")" and last in (
        None,
        (node.end_lineno, (node.end_col_offset or 1) - 1),
    )


def _replace(call: Call, node: ast.AST, text: str, title: str) -> Fix | None:
    return _edit(call, _span(call, node), text, title) if _source(call, node) else None


def _edit(call: Call, span: tuple[int, int, int, int], text: str, title: str) -> Fix:
    shift = call.site.code.part.first_line - 1
    line, start, end_line, end = span
    return Fix(title, (Edit(line + shift, start, end_line + shift, end, text),))


def _span(call: Call, node: ast.AST) -> tuple[int, int, int, int]:
    lines = _lines(call)
    line, end_line = getattr(node, "lineno", 1), getattr(node, "end_lineno", 1)
    start = column(lines[line - 1], getattr(node, "col_offset", 0))
    return line, start, end_line, column(lines[end_line - 1], getattr(node, "end_col_offset", 0))


def _lines(call: Call) -> tuple[str, ...]:
    return source_lines(call.site.code.part.text)


def _source(call: Call, node: ast.AST) -> str:
    """The text of a node on one line, if it is in the cell as the tree has it."""
    lines = _lines(call)
    part = call.site.code.part
    line, end_line = getattr(node, "lineno", 0), getattr(node, "end_lineno", 0)
    if not part.exact or line != end_line or not 1 <= line <= len(lines):
        return ""
    _, start, _, end = _span(call, node)
    text = lines[line - 1][start - 1 : end - 1]
    try:
        same = ast.dump(ast.parse(text.strip(), mode="eval").body) == ast.dump(node)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    return text if same else ""
