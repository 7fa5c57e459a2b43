"""Secrets in texts that are no notebook: what findings quote, cells that are guarded, values of a column."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from mlsec_nb.core.finding import Skipped
from mlsec_nb.core.redact import Redactor
from mlsec_nb.errors import UnreadableError
from mlsec_nb.notebook.code import parse_notebook
from mlsec_nb.notebook.read import read_dict
from mlsec_nb.secrets.engine import Detection, detect

MAX_NAME = 80
BATCH = 2_000
"""Texts that are searched at once; a notebook has a limit to its cells."""

RAW: dict[str, object] = {"cell_type": "raw"}


def redactor(texts: Iterable[str], *, salt: str = "", surely: bool = False) -> Redactor:
    """What masks every secret that is found in ``texts``.

    Raises
    ------
    UnreadableError
        When ``surely`` all of them have to be searched to their end, and one was not.
    """
    found: list[Detection] = []
    waiting = iter(dict.fromkeys(texts))
    while batch := list(islice(waiting, BATCH)):
        for item in _detected(batch, RAW, salt):
            if not isinstance(item, Skipped):
                found.append(item)
            elif surely:
                raise UnreadableError(f"is not searched: {item.why}.", "Show nothing of it.")
    return Redactor(((value, item.finding.name) for item in found for value in item.values), salt)


def values_in(cells: Iterable[str]) -> list[tuple[str, str]]:
    """Names of rules and plain values of the secrets that are written in the source of ``cells``."""
    found = _found(cells, {"cell_type": "code", "outputs": [], "execution_count": None}, "")
    return [(item.finding.name, value) for item in found for value in item.values]


def kinds_in_column(name: str, values: Sequence[str]) -> list[str]:
    """The kind of the secret in each value of a column, empty where there is none.

    Parameters
    ----------
    name
        What the column is called: a password is one by its name only.
    values
        Its values; each is judged alone, and equal ones once.
    """
    different = [value for value in dict.fromkeys(values) if value]
    label = re.sub(r"\W+", "_", name)[:MAX_NAME] or "value"
    lines = [f"{label} = {json.dumps(value, ensure_ascii=False)}" for value in different]
    kinds = dict.fromkeys(different, "")
    for item in _found(lines, RAW, ""):
        if item.finding.location.cell is not None:
            kinds[different[item.finding.location.cell]] = item.finding.name
    return [kinds.get(value, "") for value in values]


def _found(texts: Iterable[str], cell: dict[str, object], salt: str) -> list[Detection]:
    return [item for item in _detected(texts, cell, salt) if not isinstance(item, Skipped)]


def _detected(texts: Iterable[str], cell: dict[str, object], salt: str) -> Iterator[Detection | Skipped]:
    """The secrets in ``texts``, each read as the source of such a ``cell``, and what was not looked at."""
    cells = [{**cell, "metadata": {}, "source": text} for text in dict.fromkeys(texts) if text]
    notebook = read_dict({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}, "")
    yield from (gap for gap in notebook.skipped if gap.gap)
    yield from detect(notebook, parse_notebook(notebook), salt=salt)
