"""Where a project's own files say that packages come from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mlsec_nb.checklist.files import Files
from mlsec_nb.checklist.locks import REQUIREMENTS, requirement_lines
from mlsec_nb.checklist.machine.indexes import Index, shown
from mlsec_nb.errors import ConfigError
from mlsec_nb.options import parse_toml

OPTION = re.compile(
    r"(--index-url|-i|--extra-index-url|--find-links|-f|--trusted-host)(?:\s{1,5}|=)(\S{1,300})"
)
KINDS = {
    "--index-url": "index",
    "-i": "index",
    "--extra-index-url": "extra",
    "--find-links": "links",
    "-f": "links",
    "--trusted-host": "trusted",
}
LATER = frozenset({"explicit", "supplemental"})
"""Priorities of Poetry's sources that are asked only for what the others do not have, or what names them."""


def project_indexes(files: Files) -> tuple[Index, ...]:
    """The settings in requirements files, ``pyproject.toml``, ``uv.toml`` and ``Pipfile``."""
    found: list[Index] = []
    for path in files.glob(*REQUIREMENTS):
        found += _requirements(files.text(path) or "", path)
    for path in files.glob("pyproject.toml", "uv.toml", "Pipfile"):
        try:
            content = parse_toml(files.text(path) or "", Path(path))
            found += [*_uv(content, path), *_poetry(content, path), *_pipfile(content, path)]
        except (ConfigError, TypeError, AttributeError):
            continue
    return tuple(found)


def _requirements(text: str, path: str) -> Iterator[Index]:
    for line in requirement_lines(text):
        match = OPTION.match(line)
        if match:
            option, url = match.groups()
            kind = KINDS[option]
            yield Index(place=f"{path} {option}", kind=kind, address="" if kind == "trusted" else shown(url))


def _uv(content: Mapping[str, Any], path: str) -> Iterator[Index]:
    """With uv the first index that has a name decides, unless another strategy is set."""
    table = content if path.endswith("uv.toml") else content.get("tool", {}).get("uv", {})
    competing = "extra" if str(table.get("index-strategy", "")).startswith("unsafe") else "scoped"
    for each in table.get("index", ()):
        kind = "scoped" if each.get("explicit") else "index" if each.get("default") else competing
        yield Index(place=f"{path} [[tool.uv.index]]", kind=kind, address=shown(str(each.get("url", ""))))
    for option, kind in (("index-url", "index"), ("extra-index-url", competing), ("find-links", "links")):
        values = table.get(option, ())
        for url in [values] if isinstance(values, str) else values:
            yield Index(place=f"{path} {option}", kind=kind, address=shown(str(url)))


def _poetry(content: Mapping[str, Any], path: str) -> Iterator[Index]:
    tool = content.get("tool", {})
    for owner in ("poetry", "pdm"):
        first = "index"
        for each in tool.get(owner, {}).get("source", ()):
            later = str(each.get("priority", "")).lower() in LATER
            kind, first = ("scoped", first) if later else (first, "extra")
            if each.get("verify_ssl") is False:
                yield Index(place=f"{path} [[tool.{owner}.source]]", kind="unverified", address="")
            yield Index(
                place=f"{path} [[tool.{owner}.source]]", kind=kind, address=shown(str(each.get("url", "")))
            )


def _pipfile(content: Mapping[str, Any], path: str) -> Iterator[Index]:
    """With pipenv only the first source is asked, unless a package names another."""
    if not path.endswith("Pipfile"):
        return
    for number, each in enumerate(content.get("source", ())):
        if each.get("verify_ssl") is False:
            yield Index(place=f"{path} [[source]]", kind="unverified", address="")
        kind = "scoped" if number else "index"
        yield Index(place=f"{path} [[source]]", kind=kind, address=shown(str(each.get("url", ""))))
