"""All fixes of one notebook file: found, made on a copy, and written back into the bytes that were there."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mlsec_nb.core.finding import Finding, Location, Surface
from mlsec_nb.errors import UnreadableError
from mlsec_nb.fix.change import Change, edited
from mlsec_nb.fix.propose import Proposer
from mlsec_nb.fix.raw import patched
from mlsec_nb.fix.variables import Variables
from mlsec_nb.notebook.read import read_bytes
from mlsec_nb.notebook.surfaces import joined
from mlsec_nb.notebook.text import normalise_newlines
from mlsec_nb.scan import Scanner

ROUNDS = 100
"""Looks at the notebook at most: after each, every cell is changed once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedNotebook:
    """What fixing a notebook comes to.

    Attributes
    ----------
    path
        The file.
    before, after
        Its bytes.
    made
        Each finding that is gone, with the change that removed it.
    left
        The findings for which there is no fix.
    """

    path: Path
    before: bytes
    after: bytes
    made: tuple[tuple[Finding, Change], ...] = ()
    left: tuple[Finding, ...] = ()


def fix_notebook(
    path: Path,
    scanner: Scanner,
    variables: Variables,
    *,
    wanted: Callable[[Finding], bool] = lambda finding: True,
) -> FixedNotebook:
    """Fix what can be fixed in the notebook at ``path``; nothing is written.

    Parameters
    ----------
    path
        A notebook of nbformat 4.
    scanner
        Says what is wrong.
    variables
        Takes the values that leave the source.
    wanted
        Whether a finding is to be fixed.

    Raises
    ------
    UnreadableError
        When the file cannot be read, is no such notebook, or cannot be changed in place.
    """
    raw = _read(path)
    before = _model(raw, path)
    current, made = before, []
    given_up: dict[tuple[str, Location], Finding] = {}
    for _ in range(ROUNDS):
        proposer = Proposer(scanner, current, str(path), name_for=variables.name_for)
        changed: set[int] = set()
        for finding in proposer.found():
            cell = finding.location.cell
            key = (finding.fingerprint, finding.location)
            if key in given_up or cell in changed or not wanted(finding):
                continue
            changes = proposer.fix(finding)
            if not changes:
                given_up[key] = finding
            for change in changes:
                current = applied(current, change)
                changed.add(change.cell)
                made.append((finding, change))
        if not changed:
            break
    return FixedNotebook(
        path=path,
        before=raw,
        after=patched(raw, before, current),
        made=tuple(made),
        left=tuple(f for f in given_up.values() if f in proposer.found()),
    )


def applied(model: Mapping[str, Any], change: Change) -> dict[str, Any]:
    """A copy of the notebook with a change made; parts that stay are shared."""
    cells = list(model["cells"])
    cell = dict(cells[change.cell])
    if change.edits:
        cell["source"] = _edited(cell["source"], change)
    if change.outputs is not None:
        cell["outputs"] = list(change.outputs)
    if change.tags:
        metadata = cell.get("metadata") or {}
        tags = list(dict.fromkeys([*metadata.get("tags", ()), *change.tags]))
        cell["metadata"] = {**metadata, "tags": tags}
    cells[change.cell] = cell
    return {**model, "cells": cells}


def _edited(source: str | list[str], change: Change) -> str | list[str]:
    """The source with the edits, written as it was: one text or a list of lines, with its line ends."""
    text = joined(source) or ""
    after = edited(normalise_newlines(text), change.edits)
    if "\r\n" in text and "\n" not in text.replace("\r\n", ""):
        after = after.replace("\n", "\r\n")
    return after if isinstance(source, str) else _lines(after)


def _lines(text: str) -> list[str]:
    *whole, last = text.split("\n")
    return [line + "\n" for line in whole] + ([last] if last else [])


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(
            f"{path} cannot be opened: {error.strerror}.", "Check that it is there and that you may read it."
        ) from error


def _model(raw: bytes, path: Path) -> dict[str, Any]:
    notebook = read_bytes(raw, str(path))
    if notebook.kind != "notebook":
        raise UnreadableError(f"{path} is a script.", "Only notebooks are changed.")
    codec = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        model: dict[str, Any] = json.loads(raw.decode(codec))
    except ValueError as error:
        raise UnreadableError(f"{path} is not clean JSON: {error}.", "Save it in Jupyter once.") from error
    if not isinstance(model.get("cells"), list):
        raise UnreadableError(f"{path} is of an old format.", "Save it in Jupyter once.")
    return model


def rotation(findings: Sequence[Finding]) -> list[str]:
    """What has to be revoked: a secret that was in a file is known, wherever it has gone since."""
    leaked = [f for f in findings if f.engine == "secrets" and f.location.surface is not Surface.FILE]
    return list(dict.fromkeys(f"{finding.name}: {finding.advice}" for finding in leaked))
