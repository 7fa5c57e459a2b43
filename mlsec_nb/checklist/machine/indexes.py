"""Where package managers are told to take packages from, by files and variables of the environment.

Values are read, but of an address only scheme and host are kept.
"""

from __future__ import annotations

import configparser
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from mlsec_nb.checklist.machine.process import read

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
OPTIONS = {
    "index-url": "index",
    "extra-index-url": "extra",
    "find-links": "links",
    "trusted-host": "trusted",
}
VARIABLES = {
    "PIP_INDEX_URL": "index",
    "PIP_EXTRA_INDEX_URL": "extra",
    "PIP_FIND_LINKS": "links",
    "PIP_TRUSTED_HOST": "trusted",
    "UV_INDEX_URL": "index",
    "UV_DEFAULT_INDEX": "index",
    "UV_EXTRA_INDEX_URL": "scoped",
    "UV_INDEX": "scoped",
    "UV_FIND_LINKS": "links",
    "UV_INSECURE_HOST": "trusted",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """One setting.

    Attributes
    ----------
    place
        The file or variable, and the option in it.
    kind
        ``index``, ``extra`` (competes with the first for every name), ``scoped`` (only for what names it,
        or what the first one does not have), ``links``, ``trusted`` (a host whose certificate is not
        checked) or ``unverified``.
    address
        Scheme and host, never credentials.
    """

    place: str
    kind: str
    address: str

    @property
    def plain(self) -> bool:
        """Whether it is reached over plain HTTP, from another machine."""
        return self.address.startswith("http://") and urlsplit(self.address).hostname not in LOCAL


def shown(url: str) -> str:
    """Scheme and host of an address."""
    try:
        parts = urlsplit(url.strip().strip("\"'"))
        host, port = parts.hostname, parts.port
    except ValueError:
        return "an address that cannot be read"
    if not host:
        return "a local folder"
    return f"{parts.scheme}://{host}" + (f":{port}" if port else "")


def configured_indexes(home: Path, root: Path, environ: Mapping[str, str], prefix: Path) -> tuple[Index, ...]:
    """The settings of this machine, user and environment."""
    found: list[Index] = []
    for path in _pip_files(home, root, environ, prefix):
        found += _pip(path, read(path))
    for name, kind in VARIABLES.items():
        found += [
            Index(place=f"${name}", kind=kind, address=shown(url) if kind != "trusted" else "")
            for url in environ.get(name, "").split()
        ]
    for path in (home / ".condarc", prefix / ".condarc", root / "etc/conda/.condarc"):
        found += _conda(path, read(path))
    return tuple(found)


def _pip_files(home: Path, root: Path, environ: Mapping[str, str], prefix: Path) -> list[Path]:
    """The files that pip merges (https://pip.pypa.io/en/stable/topics/configuration/)."""
    name = "pip.ini" if os.name == "nt" else "pip.conf"
    config = Path(environ.get("XDG_CONFIG_HOME") or home / ".config")
    files = [root / "etc" / name, root / "etc/xdg/pip" / name, home / ".pip" / name, config / "pip" / name]
    files += [home / "Library/Application Support/pip" / name, prefix / name]
    if os.name == "nt":
        files.append(Path(environ.get("APPDATA", home)) / "pip" / name)
    named = environ.get("PIP_CONFIG_FILE", "")
    if named == os.devnull:
        return []
    return [*files, *([Path(named)] if named else [])]


def _pip(path: Path, text: str) -> Iterator[Index]:
    parser = configparser.RawConfigParser(strict=False)
    try:
        parser.read_string(text)
    except configparser.Error:
        return
    for section in parser.sections():
        for option, value in parser.items(section):
            kind = OPTIONS.get(option.replace("_", "-"))
            for url in (value or "").split() if kind else ():
                place = f"{path.name} [{section}] {option}"
                yield Index(place=place, kind=str(kind), address="" if kind == "trusted" else shown(url))


def _conda(path: Path, text: str) -> Iterator[Index]:
    """What can be seen of ``.condarc`` line by line: channels over plain HTTP, certificates not checked."""
    for line in text.splitlines():
        if re.match(r"\s{0,8}ssl_verify:\s{0,8}(?:false|no|off|0)\b", line, re.IGNORECASE):
            yield Index(place=f"{path.name} ssl_verify", kind="unverified", address="")
        found = re.match(r"\s{0,8}(?:-|channel_alias:)\s{0,8}(http://\S{1,200})", line)
        if found:
            yield Index(place=f"{path.name} channels", kind="index", address=shown(found.group(1)))
