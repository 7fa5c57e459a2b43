"""What a server says of itself, on its way to another process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from mlsec_nb.checklist.situation import ServerFacts


def facts_to_json(facts: ServerFacts) -> dict[str, Any]:
    """The facts in what JSON can say."""
    return {**asdict(facts), "at": facts.at.isoformat()}


def facts_from_json(said: Mapping[str, Any]) -> ServerFacts:
    """The facts that :func:`facts_to_json` has written.

    Raises
    ------
    ValueError
        When it is something else.
    """
    try:
        tables = {name: dict(said[name]) for name in ("traits", "versions", "extensions", "kernelspecs")}
        kernels = tuple(dict(kernel) for kernel in said["kernels"])
        return ServerFacts(at=datetime.fromisoformat(said["at"]), kernels=kernels, **tables)
    except (KeyError, TypeError) as error:
        raise ValueError("These are no facts of a server.") from error
