"""How the messages of a kernel travel, as its connection file says."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mlsec_nb.checklist.machine.access import access


def connection_facts(info: Mapping[str, Any], path: str) -> dict[str, Any]:
    """Transport, address and the mode of the file; of the keys only whether they are there.

    Parameters
    ----------
    info
        The content of the connection file.
    path
        Where it is; empty when that is not known.
    """
    seen = access(Path(path)) if path else None
    return {
        "transport": str(info.get("transport", "tcp")),
        "ip": str(info.get("ip", "")),
        "signed": bool(info.get("key")),
        "encrypted": bool(info.get("curve_publickey")),
        "mode": seen.octal if seen else "",
        "readable": seen.readable if seen else "",
    }
