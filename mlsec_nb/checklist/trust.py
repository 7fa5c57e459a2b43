"""Whether Jupyter trusts a notebook on this machine, asked without changing anything.

The way of ``nbformat.sign``: a digest of the whole notebook, made with the user's own key, that is or is not
in a database. Asking the library would create key and database, and write when a signature was last seen.
"""

from __future__ import annotations

import hmac
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

ALGORITHM = "sha256"
MOST_DEPTH = 200


def is_trusted(model: Mapping[str, Any], data: Path) -> bool | None:
    """Whether the notebook is signed.

    Parameters
    ----------
    model
        The JSON of the notebook, of format 4.
    data
        Jupyter's data folder of the user.

    Returns
    -------
    bool or None
        ``None`` when key or database are there and cannot be read.
    """
    key, database = data / "notebook_secret", data / "nbsignatures.db"
    if not key.exists() or not database.exists():
        return False  # nothing was ever signed here
    try:
        digest = hmac.new(key.read_bytes(), digestmod=ALGORITHM)
        for piece in _pieces(_as_read(model)):
            digest.update(piece)
        with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            asked = "SELECT 1 FROM nbsignatures WHERE algorithm = ? AND signature = ?"
            return connection.execute(asked, (ALGORITHM, digest.hexdigest())).fetchone() is not None
    except (OSError, sqlite3.Error, ValueError, TypeError, AttributeError):
        return None


def _pieces(value: object, depth: int = 0) -> Iterator[bytes]:
    """Every key and value in the order of ``nbformat.sign.yield_everything``."""
    if depth > MOST_DEPTH:
        raise ValueError("nested too deeply")
    if isinstance(value, Mapping):
        for key in sorted(value):
            yield str(key).encode()
            yield from _pieces(value[key], depth + 1)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _pieces(item, depth + 1)
    else:
        yield (value if isinstance(value, str) else str(value)).encode("utf-8", "surrogatepass")


def _as_read(model: Mapping[str, Any]) -> dict[str, Any]:
    """The notebook as nbformat holds it in memory: lines joined, what is never stored left out."""
    transient = ("orig_nbformat", "orig_nbformat_minor", "signature")
    metadata = {key: value for key, value in model["metadata"].items() if key not in transient}
    return {**model, "metadata": metadata, "cells": [_cell(cell) for cell in model["cells"]]}


def _cell(cell: Mapping[str, Any]) -> dict[str, Any]:
    found = {**cell, "metadata": {k: v for k, v in cell.get("metadata", {}).items() if k != "trusted"}}
    if "source" in found:
        found["source"] = _joined(found["source"])
    if "attachments" in found:
        found["attachments"] = {name: _bundle(each) for name, each in found["attachments"].items()}
    if found.get("cell_type") == "code":
        found["outputs"] = [_output(output) for output in found.get("outputs", [])]
    return found


def _output(output: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(output)
    if found.get("output_type") in ("execute_result", "display_data"):
        found["data"] = _bundle(found.get("data", {}))
    elif "text" in found:
        found["text"] = _joined(found["text"])
    return found


def _bundle(data: Mapping[str, Any]) -> dict[str, Any]:
    return {mime: value if _is_json(mime) else _joined(value) for mime, value in data.items()}


def _is_json(mime: str) -> bool:
    return mime == "application/json" or (mime.startswith("application/") and mime.endswith("+json"))


def _joined(value: Any) -> Any:
    listed = isinstance(value, list) and all(isinstance(line, str) for line in value)
    return "".join(value) if listed else value
