"""Masking in texts that are no notebook: what a finding in another file quotes."""

from __future__ import annotations

from collections.abc import Iterable

from mlsec_nb.core.finding import Skipped
from mlsec_nb.core.redact import Redactor
from mlsec_nb.notebook.code import parse_notebook
from mlsec_nb.notebook.read import read_dict
from mlsec_nb.secrets.engine import Detection, detect


def redactor(texts: Iterable[str], *, salt: str = "") -> Redactor:
    """What masks every secret that is found in ``texts``."""
    found = _found(texts, {"cell_type": "raw"}, salt)
    return Redactor(((value, item.finding.name) for item in found for value in item.values), salt)


def values_in(cells: Iterable[str]) -> list[tuple[str, str]]:
    """Names of rules and plain values of the secrets that are written in the source of ``cells``."""
    found = _found(cells, {"cell_type": "code", "outputs": [], "execution_count": None}, "")
    return [(item.finding.name, value) for item in found for value in item.values]


def _found(texts: Iterable[str], cell: dict[str, object], salt: str) -> list[Detection]:
    """The secrets in ``texts``, each read as the source of such a ``cell``."""
    cells = [{**cell, "metadata": {}, "source": text} for text in dict.fromkeys(texts) if text]
    notebook = read_dict({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}, "")
    found = detect(notebook, parse_notebook(notebook), salt=salt)
    return [item for item in found if not isinstance(item, Skipped)]
