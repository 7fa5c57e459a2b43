"""Take the secrets out of a notebook: every spelling of each, in every text, and nothing else."""

from __future__ import annotations

import base64
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from mlsec_nb.core.finding import Skipped
from mlsec_nb.notebook.code import parse_notebook
from mlsec_nb.notebook.read import read_dict
from mlsec_nb.notebook.surfaces import is_binary
from mlsec_nb.notebook.text import decode_attachment
from mlsec_nb.secrets.engine import detect
from mlsec_nb.secrets.spellings import MASKED, Eraser

SURFACES = ("source", "output", "metadata", "attachment")
KEYS = {"source": "source", "outputs": "output", "metadata": "metadata", "attachments": "attachment"}
"""The parts of a cell, and the surface each of them is."""

STRUCTURE = frozenset({"output_type", "name", "execution_count"})
"""Keys of an output whose values are words of the format."""

ROUNDS = 20
"""Looks at most: a mask uncovers what a longer value overlapped, and one look lists a part of a dump."""


@dataclass(frozen=True, slots=True)
class Redacted:
    """A notebook without its secrets; ``secrets`` is how many different ones there were."""

    notebook: Any
    secrets: int
    erase: Eraser

    def mask_bytes(self, data: bytes) -> bytes:
        """Mask the same values in a file that belongs to the notebook; binary data stays as it is."""
        try:
            return self.erase(data.decode()).encode()
        except UnicodeDecodeError:
            return data


def redact(model: Mapping[str, Any], *, salt: str = "", surfaces: Collection[str] = SURFACES) -> Redacted:
    """Copy the notebook ``model`` (nbformat 4) with each secret replaced by its mask.

    Parameters
    ----------
    model
        A ``NotebookNode`` or the dictionary of its JSON; it is not changed.
    salt
        The salt of the short hashes.
    surfaces
        Where to mask, out of :data:`SURFACES`. Secrets are looked for everywhere.

    Raises
    ------
    UnreadableError
        When ``model`` is not a notebook.
    """
    values: dict[str, str] = {}
    fingerprints: set[str] = set()
    erase = Eraser(())
    copy = model
    for _ in range(ROUNDS):
        notebook = read_dict(copy, "<memory>")
        found = [
            item
            for item in detect(notebook, parse_notebook(notebook), salt=salt)
            if not isinstance(item, Skipped)
        ]
        new = {v: d.finding.name for d in found for v in d.values if v not in values and not MASKED.search(v)}
        if not new:
            break
        fingerprints.update(d.finding.fingerprint for d in found if not new.keys().isdisjoint(d.values))
        values |= new
        erase = Eraser(values.items(), salt)
        copy = _notebook(model, erase, surfaces)
    return Redacted(copy, len(fingerprints), erase)


def _notebook(model: Mapping[str, Any], erase: Eraser, surfaces: Collection[str]) -> Any:
    """Mask within the parts that are chosen; their frame stays as it is."""
    changed = {"cells": [_cell(cell, erase, surfaces) for cell in model["cells"]]}
    if "metadata" in surfaces and "metadata" in model:
        changed["metadata"] = _tree(model["metadata"], erase)
    return _rebuilt(model, {**model, **changed})


def _cell(cell: Mapping[str, Any], erase: Eraser, surfaces: Collection[str]) -> Any:
    ways: dict[str, Callable[[Any, Eraser], Any]] = {"output": _outputs, "attachment": _attachments}
    return _rebuilt(
        cell,
        {
            key: ways.get(KEYS[key], _tree)(value, erase) if KEYS.get(key) in surfaces else value
            for key, value in cell.items()
        },
    )


def _outputs(outputs: Any, erase: Eraser) -> list[Any]:
    return [
        _rebuilt(output, {k: v if k in STRUCTURE else _tree(v, erase) for k, v in output.items()})
        for output in outputs
    ]


def _attachments(attachments: Any, erase: Eraser) -> Any:
    return _tree(attachments, lambda text: _attachment(text, erase))


def _attachment(data: str, erase: Eraser) -> str:
    """Textual attachments are base64 in some front ends and plain in others; each stays what it is."""
    text = decode_attachment(data)
    masked = erase(text)
    if text == data or masked == text:
        return masked
    return base64.b64encode(masked.encode()).decode()


def _tree(value: Any, erase: Callable[[str], str]) -> Any:
    """Mask every text in a JSON value, keys and numbers included; images and the like stay."""
    if isinstance(value, str):
        return erase(value)
    if isinstance(value, Mapping):
        items = {erase(k): v if is_binary(k) else _tree(v, erase) for k, v in value.items()}
        return _rebuilt(value, items)
    if isinstance(value, list):
        return [_tree(item, erase) for item in value]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        written = str(value)
        masked = erase(written)
        return value if masked == written else masked
    return value


def _rebuilt(like: Mapping[str, Any], items: dict[str, Any]) -> Any:
    """``items`` as the kind of mapping that ``like`` is (nbformat's nodes allow attributes)."""
    return items if type(like) is dict else type(like)(items)  # type: ignore[call-arg]
