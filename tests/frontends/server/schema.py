"""The JSON Schema of the panel's routes."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any


def panel_schema() -> dict[str, Any]:
    return json.loads((files("mlsec_nb.frontends.server") / "schema.json").read_text("utf-8"))
