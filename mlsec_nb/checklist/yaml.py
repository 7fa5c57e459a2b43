"""YAML that a project's tools read: small, without tags, and only as data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

MOST_CHARACTERS = 300_000
MOST_ALIASES = 100
"""Aliases let a small file stand for a huge one; a description of jobs needs few."""


def parse_yaml(text: str) -> Mapping[str, Any] | None:
    """What a file says at its top; ``None`` when it is no mapping, broken, or too much."""
    import yaml

    if len(text) > MOST_CHARACTERS or text.count("*") > MOST_ALIASES * 10:
        return None
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        if sum(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, loader)) > MOST_ALIASES:
            return None
        content = yaml.load(text, loader)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    return content if isinstance(content, Mapping) else None
