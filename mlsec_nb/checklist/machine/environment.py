"""An interpreter's environment as it lies on disk: its kind, and what is installed. Nothing is imported."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from mlsec_nb.checklist.machine.process import read

MOST_PACKAGES = 5_000
_VERSION = re.compile(r"python(\d+)\.(\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """An installed distribution.

    Attributes
    ----------
    name, version
        The name is normalised: lower case, with hyphens.
    record
        Its ``.dist-info`` or ``.egg-info``.
    source
        ``index``, ``local``, ``archive`` or ``repository`` (PEP 610's ``direct_url.json``).
    host
        Where an archive or repository came from: scheme and host, never credentials.
    fixed
        Whether what it came from is named by a digest or commit.
    editable, path
        Whether it is installed in place, and from which folder.
    """

    name: str
    version: str
    record: Path
    source: str = "index"
    host: str = ""
    fixed: bool = True
    editable: bool = False
    path: str = ""

    def is_below(self, folder: Path) -> bool:
        """Whether it is installed in place from a folder that holds, or lies in, this one."""
        own, other = Path(self.path).resolve(), folder.resolve()
        return bool(self.path) and (own.is_relative_to(other) or other.is_relative_to(own))


class Environment:
    """One environment.

    Parameters
    ----------
    executable
        Path of the interpreter.
    prefix
        Root of the environment.
    sites
        Folders with installed packages, in the order of imports.
    version
        Of Python: major, minor and, as far as known, micro.
    """

    def __init__(
        self, *, executable: Path, prefix: Path, sites: Iterable[Path], version: tuple[int, ...]
    ) -> None:
        self.executable = executable
        self.prefix = prefix
        self.sites = tuple(sites)
        self.version = version

    @classmethod
    def running(cls) -> Environment:
        """That of this process."""
        sites = [Path(path) for path in sys.path if path.endswith(("site-packages", "dist-packages"))]
        return cls(
            executable=Path(sys.executable),
            prefix=Path(sys.prefix),
            sites=sites,
            version=tuple(sys.version_info[:3]),
        )

    @classmethod
    def of(cls, executable: Path) -> Environment:
        """That of another interpreter, as far as its folders tell."""
        prefix = executable.absolute().parent.parent
        config = _config(prefix)
        libraries = sorted(prefix.glob("lib/python3.*/site-packages")) + sorted(
            prefix.glob("Lib/site-packages")
        )
        numbers = re.findall(r"\d+", config.get("version", "") or config.get("version_info", ""))
        found = [match for path in libraries if (match := _VERSION.search(str(path)))]
        folder = tuple(int(group) for group in found[-1].groups()) if found else ()
        version = tuple(int(number) for number in numbers[:3]) or folder
        return cls(executable=executable, prefix=prefix, sites=libraries, version=version)

    @property
    def kind(self) -> str:
        """``venv``, ``conda`` or ``system``."""
        if (self.prefix / "pyvenv.cfg").is_file():
            return "venv"
        return "conda" if (self.prefix / "conda-meta").is_dir() else "system"

    @property
    def shared(self) -> bool:
        """Whether packages of the system's interpreter show through."""
        return _config(self.prefix).get("include-system-site-packages", "").lower() == "true"

    @cached_property
    def packages(self) -> tuple[Package, ...]:
        """What is installed, by name; of two with one name the one that is imported."""
        found: dict[str, Package] = {}
        for package in _packages(self.sites):
            found.setdefault(package.name, package)
        return tuple(sorted(found.values(), key=lambda package: package.name))

    @cached_property
    def modules(self) -> Mapping[str, frozenset[str]]:
        """The distributions that bring a module, by its top-level name."""
        found: dict[str, set[str]] = {}
        for package in self.packages:
            for module in _modules(package.record):
                found.setdefault(module, set()).add(package.name)
        return {module: frozenset(names) for module, names in found.items()}

    @cached_property
    def versions(self) -> Mapping[str, str]:
        """Installed versions by normalised name."""
        return {package.name: package.version for package in self.packages}


def normalised(name: str) -> str:
    """A distribution's name as indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _modules(record: Path) -> set[str]:
    """The top-level modules of a distribution, by its own list or its record of files."""
    listed = read(record / "top_level.txt").split()
    if listed:
        return set(listed)
    rows = (line.partition(",")[0] for line in read(record / "RECORD").splitlines())
    paths = [row.split("/") for row in rows if row.endswith((".py", ".so", ".pyd"))]
    tops = {parts[0] if len(parts) > 1 else parts[0].partition(".")[0] for parts in paths}
    return {top for top in tops if top.isidentifier()}


def _config(prefix: Path) -> Mapping[str, str]:
    pairs = (line.partition("=") for line in read(prefix / "pyvenv.cfg").splitlines())
    return {key.strip().lower(): value.strip() for key, _, value in pairs}


def _packages(sites: Iterable[Path]) -> Iterator[Package]:
    number = 0
    for site in sites:
        try:
            records = sorted(site.iterdir())
        except OSError:
            continue
        for record in records:
            if record.suffix in (".dist-info", ".egg-info") and number < MOST_PACKAGES:
                number += 1
                yield _package(record)


def _package(record: Path) -> Package:
    name, _, version = record.name.rpartition(".")[0].partition("-")
    version = version.split("-py")[0]
    came = _direct_url(record / "direct_url.json")
    return Package(name=normalised(name), version=version, record=record, **came)


def _direct_url(path: Path) -> dict[str, Any]:
    text = read(path)
    try:
        said = json.loads(text) if text else {}
        url = urlsplit(str(said.get("url", "")))
        host = f"{url.scheme}://{url.hostname or ''}"
    except (ValueError, AttributeError, RecursionError):
        return {}
    if vcs := said.get("vcs_info"):
        asked, commit = vcs.get("requested_revision"), vcs.get("commit_id")
        return {"source": "repository", "host": host, "fixed": bool(commit) and asked == commit}
    if archive := said.get("archive_info"):
        local = url.scheme == "file"
        fixed = bool(archive.get("hash") or archive.get("hashes"))
        return {"source": "local" if local else "archive", "host": host, "fixed": local or fixed}
    if "dir_info" in said:
        editable = bool(said["dir_info"].get("editable"))
        return {"source": "local", "host": host, "editable": editable, "path": url2pathname(url.path)}
    return {}
