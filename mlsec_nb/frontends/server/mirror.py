"""The notebooks as they stand in the browser, kept between requests so that only changes travel.

A front end names every piece of a notebook (the notebook's metadata, a cell without its outputs, the
outputs of a cell) by a key that changes with the piece, and sends along the pieces that are new.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from mlsec_nb.errors import UsageError

MAX_NOTEBOOKS = 24

Pieces = dict[str, Any]


class MissingPiecesError(Exception):
    """A request names pieces that are not here, as after a restart: they have to be sent again."""

    def __init__(self, keys: list[str]) -> None:
        super().__init__(keys)
        self.keys = keys


class Mirror:
    """The pieces of each notebook by the session that a front end chose for it."""

    def __init__(self) -> None:
        self._notebooks: OrderedDict[str, Pieces] = OrderedDict()

    def update(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Take in the new pieces and return the whole notebook; what it no longer has is forgotten.

        Raises
        ------
        UsageError
            When the request has another form.
        MissingPiecesError
            When a piece is neither known nor sent.
        """
        session, head, cells, sent = _checked(request)
        known = {**self._notebooks.get(session, {}), **sent}
        names = [head, *(name for cell in cells for name in cell if name)]
        missing = [name for name in names if name not in known]
        if missing:
            raise MissingPiecesError(missing)
        self._notebooks[session] = {name: known[name] for name in names}
        self._notebooks.move_to_end(session)
        while len(self._notebooks) > MAX_NOTEBOOKS:
            self._notebooks.popitem(last=False)
        return {**known[head], "cells": [_cell(cell, known) for cell in cells]}


def _cell(names: list[str], pieces: Pieces) -> dict[str, Any]:
    body, *outputs = names
    return {**pieces[body], **({"outputs": pieces[outputs[0]]} if outputs else {})}


def _checked(request: Mapping[str, Any]) -> tuple[str, str, list[list[str]], Pieces]:
    session, head = request.get("session"), request.get("notebook")
    cells, pieces = request.get("cells"), request.get("pieces")
    if not (isinstance(session, str) and isinstance(head, str) and isinstance(pieces, dict)):
        raise UsageError("A scan request has a session, the key of its notebook, and pieces.")
    if not isinstance(cells, list) or not all(map(_names_one_or_two, cells)):
        raise UsageError("Each cell of a scan request is one key, or two for a cell with outputs.")
    heads = {head, *(cell[0] for cell in cells)}
    if not all(isinstance(pieces[key], dict) for key in heads & pieces.keys()):
        raise UsageError("Notebooks and cells are objects.")
    return session, head, cells, pieces


def _names_one_or_two(cell: object) -> bool:
    return isinstance(cell, list) and len(cell) in (1, 2) and all(isinstance(name, str) for name in cell)
