"""Variables that hold a piece of a secret, which another line puts together."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping

from mlsec_nb.secrets.match import PIECES, Match
from mlsec_nb.secrets.text import matches_in
from mlsec_nb.secrets.tree.bindings import Binding
from mlsec_nb.secrets.tree.find import SHORTEST_PIECE, Source, verdict_on
from mlsec_nb.secrets.tree.folding import Folded, fold


def pieces(bound: Iterable[Binding], names: Mapping[str, Folded]) -> dict[str, Match]:
    """The secrets that are made of variables of ``names``, by each of these variables."""
    found: dict[str, Match] = {}
    for binding in bound:
        if not isinstance(binding.value, (ast.BinOp, ast.JoinedStr, ast.Call)):
            continue
        used = [
            node.id for node in ast.walk(binding.value) if isinstance(node, ast.Name) and node.id in names
        ]
        folded = fold(binding.value, names) if used else None
        if folded is None:
            continue
        verdict = verdict_on(binding, folded)
        named = [verdict.match(0, 0, folded.value)] if verdict else []
        secrets = matches_in(folded.value) or named
        for variable in used:
            piece = names[variable].value
            for secret in secrets:
                if len(piece) >= SHORTEST_PIECE and piece in secret.value:
                    found.setdefault(variable, secret)
    return found


def placed_pieces(nodes: Iterable[ast.AST], source: Source, known: Mapping[str, Match]) -> Iterator[Match]:
    """The secrets at the places where their pieces are written."""
    for node in nodes:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(piece)) as value) if (
                name in known
            ):
                start, end = source.place(value)
                inside = source.text.find(piece, start, end)
                if inside >= 0:
                    start, end = inside, inside + len(piece)
                how = PIECES if piece != known[name].value else ""
                yield known[name].hidden(how).at(start, end, piece)
