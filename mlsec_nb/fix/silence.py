"""Write the instruction to ignore a finding into its cell: a comment where one can stand, else a tag."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

from mlsec_nb.core.finding import Edit, Finding, Surface
from mlsec_nb.core.notebook import Cell
from mlsec_nb.fix.change import edited
from mlsec_nb.notebook.code import CellCode, read_code

MAX_REASON = 300


def silence(cell: Cell, finding: Finding, reason: str) -> tuple[tuple[Edit, ...], tuple[str, ...]]:
    """Edits of the source and tags of the cell that suppress ``finding`` where it stands.

    A comment must not change what the cell means, as it would inside a string or behind a magic: the
    first place where the syntax tree stays the same is taken.
    """
    note = " ".join(reason.replace("mlsec:", "mlsec").split())[:MAX_REASON]
    if cell.kind == "code" and cell.language == "python":
        code = read_code(cell.source)
        for edit in _comments(code, finding, note):
            if _means_the_same(code, edit):
                return (edit,), ()
    return (), (f"mlsec-ignore-{finding.rule}",)


def _comments(code: CellCode, finding: Finding, note: str) -> Iterator[Edit]:
    lines = code.part.text.split("\n")
    number = finding.location.line
    if finding.location.surface is Surface.SOURCE and 0 < number <= len(lines):
        line = lines[number - 1]
        here = f"# mlsec: ignore[{finding.rule}] {note}".rstrip()
        if all(snippet.line != number for snippet in code.snippets):
            end = len(line.rstrip()) + 1
            yield Edit(number, end, number, len(line) + 1, f"  {here}")
        indent = line[: len(line) - len(line.lstrip())]
        yield Edit(number, 1, number, 1, f"{indent}{here}\n")
    first = 2 if lines[0].startswith("%%") else 1
    if first <= len(lines):
        yield Edit(first, 1, first, 1, f"# mlsec: ignore-cell[{finding.rule}] {note}".rstrip() + "\n")


def _means_the_same(code: CellCode, edit: Edit) -> bool:
    if code.tree is None or code.skipped:
        return False
    part = replace(code.part, text=edited(code.part.text, (edit,)))
    changed = read_code(part).tree
    return changed is not None and ast.dump(changed) == ast.dump(code.tree)
