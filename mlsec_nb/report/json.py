"""JSON: the wire, written out."""

from __future__ import annotations

import json

from mlsec_nb.core.result import Result
from mlsec_nb.report.interface import Settings
from mlsec_nb.report.wire import to_wire


def render(result: Result, settings: Settings) -> str:
    """Return wire v1 as JSON, all ASCII: control and bidi characters of a notebook stay escaped."""
    return json.dumps(to_wire(result), indent=2, ensure_ascii=True) + "\n"
