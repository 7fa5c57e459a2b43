"""Masking in texts that are no notebook: what a finding in another file quotes."""

from __future__ import annotations

from collections.abc import Iterable

from mlsec_nb.core.finding import Skipped
from mlsec_nb.core.redact import Redactor
from mlsec_nb.notebook.code import parse_notebook
from mlsec_nb.notebook.read import read_dict
from mlsec_nb.secrets.engine import detect


def redactor(texts: Iterable[str], *, salt: str = "") -> Redactor:
    """What masks every secret that is found in ``texts``."""
    cells = [{"cell_type": "raw", "metadata": {}, "source": text} for text in dict.fromkeys(texts) if text]
    notebook = read_dict({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}, "")
    found = detect(notebook, parse_notebook(notebook), salt=salt)
    secrets = [item for item in found if not isinstance(item, Skipped)]
    return Redactor(((value, item.finding.name) for item in secrets for value in item.values), salt)
