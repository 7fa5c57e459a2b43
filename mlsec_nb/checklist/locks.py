"""Files that fix which version of which package is installed, by their own forms; each is read as text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mlsec_nb.checklist.files import Files
from mlsec_nb.checklist.machine.environment import normalised
from mlsec_nb.errors import ConfigError
from mlsec_nb.options import parse_toml

REQUIREMENTS = ("requirements*.txt", "requirements*.lock", "requirements/*.txt", "constraints*.txt")
REQUIREMENT = re.compile(r"([A-Za-z0-9][\w.-]{0,100})(?:\[[^\]]{0,200}\])?\s{0,5}(.{0,2000})", re.DOTALL)
EXACT = re.compile(r"={2,3}\s{0,5}([\w.!+-]{1,60})(?!\S*\*)")
CONDA_PACKAGE = re.compile(
    r"/([A-Za-z0-9_.-]{1,80})-([^-/\s]{1,40})-[^-/\s]{1,60}\.(?:conda|tar\.bz2)(#\w{32,64})?"
)
LISTED = re.compile(
    r"^\s{0,8}-?\s{0,4}name:\s{0,4}(\S{1,100})\n\s{0,8}version:\s{0,4}['\"]?([\w.+!-]{1,60})", re.MULTILINE
)
HASHED = re.compile(r"^\s{0,12}(?:sha256|md5):\s{0,4}['\"]?[0-9a-f]{32}", re.MULTILINE)
ENVIRONMENT = re.compile(r"^\s{0,8}-\s{1,4}([\w.-]{1,80})\s{0,4}(={0,2})\s{0,4}([\w.]{0,40})", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked:
    """One package: its version (empty when it is left open), and whether a digest fixes its content."""

    name: str
    version: str
    hashed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """What a file fixes, by normalised name; ``notes`` holds requirements that name no index package."""

    path: str
    packages: Mapping[str, Locked]

    @property
    def open(self) -> tuple[str, ...]:
        """The packages without an exact version."""
        return tuple(name for name, each in self.packages.items() if not each.version)

    @property
    def hashed(self) -> bool:
        """Whether a digest fixes every package."""
        return bool(self.packages) and all(each.hashed for each in self.packages.values())


def read_locks(files: Files) -> tuple[Lock, ...]:
    """The lock files and lists of requirements of a project; what cannot be understood fixes nothing."""
    found = []
    for pattern, read in READERS.items():
        for path in files.glob(pattern):
            packages = {each.name: each for each in _safely(read, files.text(path) or "", path)}
            if packages:
                found.append(Lock(path=path, packages=packages))
    return tuple(found)


def requirement_lines(text: str) -> Iterator[str]:
    """The logical lines of a requirements file: continued lines joined, comments left out."""
    for line in text.replace("\\\n", " ").splitlines():
        bare = re.sub(r"(?:^|\s)#.*$", "", line).strip()
        if bare:
            yield bare


def _safely(read: Callable[[str, str], Iterator[Locked]], text: str, path: str) -> list[Locked]:
    try:
        return list(read(text, path))
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError, ConfigError):
        return []


def _toml_packages(text: str, path: str) -> Iterator[Locked]:
    """uv.lock, poetry.lock, pdm.lock and pylock.toml (PEP 751)."""
    content = parse_toml(text, Path(path))
    older: Mapping[str, Any] = content.get("metadata", {}).get("files", {})
    for package in content.get("package") or content.get("packages") or ():
        source = package.get("source") or {}
        local = package.get("directory") or any(k in source for k in ("editable", "virtual", "directory"))
        name = str(package.get("name", ""))
        if not local and name:
            yield Locked(
                name=normalised(name),
                version=str(package.get("version", "")),
                hashed=_has_digest(package) or bool(older.get(name)),
            )


def _has_digest(package: Mapping[str, Any]) -> bool:
    files = [
        *package.get("files", ()),
        *package.get("wheels", ()),
        package.get("sdist"),
        package.get("archive"),
    ]
    fixed = [f for f in files if isinstance(f, Mapping) and (f.get("hash") or f.get("hashes"))]
    return bool(fixed or (package.get("vcs") or {}).get("commit-id"))


def _pipfile(text: str, _path: str) -> Iterator[Locked]:
    content = json.loads(text)
    for group in ("default", "develop"):
        for name, entry in content.get(group, {}).items():
            version = str(entry.get("version", "")).lstrip("=") or str(entry.get("ref", ""))
            yield Locked(
                name=normalised(name), version=version, hashed=bool(entry.get("hashes") or entry.get("ref"))
            )


def _conda_lock(text: str, _path: str) -> Iterator[Locked]:
    """conda-lock.yml: one digest for each package."""
    pairs = LISTED.findall(text)
    hashed = len(HASHED.findall(text)) >= len(pairs)
    for name, version in pairs:
        yield Locked(name=normalised(name), version=version, hashed=hashed)


def _conda_urls(text: str, _path: str) -> Iterator[Locked]:
    """pixi.lock, and the explicit lists of conda (``@EXPLICIT``)."""
    if "@EXPLICIT" not in text and "conda:" not in text:
        return
    everywhere = len(HASHED.findall(text)) > 0
    for name, version, digest in CONDA_PACKAGE.findall(text):
        yield Locked(name=normalised(name), version=version, hashed=bool(digest) or everywhere)
    for name, version in LISTED.findall(text):
        yield Locked(name=normalised(name), version=version, hashed=everywhere)


def _requirements(text: str, _path: str) -> Iterator[Locked]:
    for line in requirement_lines(text):
        match = None if line.startswith("-") or "://" in line.split(" ")[0] else REQUIREMENT.match(line)
        if match:
            name, rest = match.groups()
            exact = EXACT.search(rest)
            at_url = rest.lstrip().startswith("@")
            version = exact.group(1) if exact else "at an address" if at_url else ""
            hashed = "--hash=" in rest or (at_url and bool(re.search(r"#sha256=|@[0-9a-f]{40}", rest)))
            yield Locked(name=normalised(name), version=version, hashed=hashed)


def _environment(text: str, _path: str) -> Iterator[Locked]:
    """environment.yml: versions, never digests."""
    _, _, listed = text.partition("dependencies:")
    for name, sign, version in ENVIRONMENT.findall(listed):
        if name not in ("pip", "python"):
            yield Locked(name=normalised(name), version=version if sign else "", hashed=False)


READERS: Mapping[str, Callable[[str, str], Iterator[Locked]]] = {
    "pylock*.toml": _toml_packages,
    "uv.lock": _toml_packages,
    "poetry.lock": _toml_packages,
    "pdm.lock": _toml_packages,
    "Pipfile.lock": _pipfile,
    "*conda-lock.yml": _conda_lock,
    "pixi.lock": _conda_urls,
    "*.conda.txt": _conda_urls,
    "conda-*.lock": _conda_urls,
    **dict.fromkeys(REQUIREMENTS, _requirements),
    "environment*.y*ml": _environment,
}
"""How each form is read, by the name of the file."""
