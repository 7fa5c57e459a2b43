"""Run the engine over cells, as the scan does."""

from __future__ import annotations

import json
from typing import Any

from mlsec_nb.core.finding import Skipped
from mlsec_nb.notebook.code import parse_notebook
from mlsec_nb.notebook.read import read_bytes
from mlsec_nb.secrets.engine import Detection, detect
from tests.notebooks import model


def everything(*cells: str | dict[str, Any], **metadata: Any) -> list[Detection | Skipped]:
    notebook = read_bytes(json.dumps(model(*cells, **metadata)).encode(), "test.ipynb")
    return list(detect(notebook, parse_notebook(notebook)))


def detections(*cells: str | dict[str, Any], **metadata: Any) -> list[Detection]:
    return [item for item in everything(*cells, **metadata) if isinstance(item, Detection)]
