"""What a project declares about itself in ``mlsec.toml``: only a person can know it.

``[checklist.project]`` says what the project is, ``[checklist.inventory.NAME]`` which personal data it holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mlsec_nb.checklist.situation import Situation


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """An entry of the inventory: which personal columns a data set has, why, and how long it is kept."""

    name: str
    columns: frozenset[str] = frozenset()
    purpose: str = ""
    retention_days: int = 0


def declared(situation: Situation, name: str) -> bool:
    """Whether the project declares this of itself: ``data_public``, ``released`` …"""
    return _project(situation).get(name) is True


def listed(situation: Situation, name: str) -> frozenset[str]:
    """The texts that the project lists under a name such as ``publishers``, in lower case."""
    value = _project(situation).get(name)
    items = value if isinstance(value, (list, tuple)) else ()
    return frozenset(item.lower() for item in items if isinstance(item, str))


def says(situation: Situation, name: str) -> bool | None:
    """What the project says of itself; ``None`` when it says nothing."""
    value = _project(situation).get(name)
    return value if isinstance(value, bool) else None


def text(situation: Situation, name: str) -> str:
    """The text that the project gives under a name such as ``proxy``; empty without one."""
    value = _project(situation).get(name)
    return value if isinstance(value, str) else ""


def inventory(situation: Situation) -> tuple[Holding, ...]:
    """The personal data that the project says it holds."""
    table = situation.settings.get("inventory")
    if not isinstance(table, Mapping):
        return ()
    return tuple(_holding(str(name), entry) for name, entry in table.items() if isinstance(entry, Mapping))


def _holding(name: str, entry: Mapping[str, Any]) -> Holding:
    columns, days = entry.get("columns", ()), entry.get("retention_days", 0)
    return Holding(
        name=name,
        columns=frozenset(c for c in columns if isinstance(c, str))
        if isinstance(columns, (list, tuple))
        else frozenset(),
        purpose=str(entry.get("purpose", "")),
        retention_days=days if isinstance(days, int) and not isinstance(days, bool) else 0,
    )


def _project(situation: Situation) -> Mapping[str, Any]:
    table = situation.settings.get("project")
    return table if isinstance(table, Mapping) else {}
