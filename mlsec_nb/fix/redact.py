"""Mask the secrets that the outputs of a cell show, and say what that changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mlsec_nb.secrets.redaction import STRUCTURE

MAX_DEPTH = 60

REMOVED = "[output removed: it held a secret]\n"


def outputs_of(model: Mapping[str, Any], cell: int) -> list[Any]:
    """The outputs of a cell."""
    outputs = model["cells"][cell].get("outputs")
    return outputs if isinstance(outputs, list) else []


def with_outputs(model: Mapping[str, Any], cell: int, outputs: list[Any]) -> dict[str, Any]:
    """A copy of the notebook in which a cell has other outputs."""
    cells = list(model["cells"])
    cells[cell] = {**cells[cell], "outputs": outputs}
    return {**model, "cells": cells}


def removed() -> dict[str, Any]:
    """The output that stands for one in which a secret cannot be told from the rest."""
    return {"output_type": "stream", "name": "stdout", "text": REMOVED}


def readable(outputs: list[Any]) -> str:
    """The texts of ``outputs``, one below the other."""
    return "\n".join(_texts(outputs, MAX_DEPTH))


def _texts(value: object, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and all(isinstance(line, str) for line in value):
        yield "".join(value)
    elif depth and isinstance(value, (list, dict)):
        items = [v for k, v in value.items() if k not in STRUCTURE] if isinstance(value, dict) else value
        for item in items:
            yield from _texts(item, depth - 1)
