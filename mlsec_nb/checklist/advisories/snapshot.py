"""Advisories from a file: what OSV offers to download for an ecosystem, or records in one JSON file."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from mlsec_nb.checklist.advisories.records import Advisory, read_record
from mlsec_nb.checklist.machine.environment import normalised

MOST_MEMBERS = 500_000
MOST_BYTES = 5_000_000
MOST_WHOLE = 500_000_000
NAME = re.compile(rb'"name":\s{0,5}"([^"\\]{1,100})"')
MODIFIED = re.compile(rb'"modified":\s{0,5}"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)')


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Advisories that fit, and of when the database is (its newest record)."""

    advisories: tuple[Advisory, ...]
    as_of: datetime


def read_snapshot(path: Path, versions: Mapping[str, str]) -> Found:
    """What the file says about the installed ``versions``.

    Raises
    ------
    ValueError
        When the file cannot be read, or holds no record with a date.
    """
    newest, found = b"", []
    try:
        for data in _members(path):
            newest = max([newest, *MODIFIED.findall(data)])
            names = {normalised(name.decode("ascii", "replace")) for name in NAME.findall(data)}
            if names & versions.keys():
                found += list(_fitting(data, versions))
        as_of = datetime.fromisoformat(newest.decode()).replace(tzinfo=timezone.utc)
    except (OSError, zipfile.BadZipFile, RecursionError, NotImplementedError, RuntimeError) as error:
        raise ValueError(f"the snapshot cannot be read ({type(error).__name__})") from error
    return Found(advisories=tuple(found), as_of=as_of)


def _members(path: Path) -> Iterator[bytes]:
    if not zipfile.is_zipfile(path):
        if path.stat().st_size > MOST_WHOLE:
            raise ValueError("the snapshot is too large")
        yield path.read_bytes()
        return
    left = MOST_WHOLE * 4
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist()[:MOST_MEMBERS]:
            left -= member.file_size
            if left < 0:
                raise ValueError("the snapshot is too large")
            if member.filename.endswith(".json") and member.file_size <= MOST_BYTES:
                yield archive.read(member)


def _fitting(data: bytes, versions: Mapping[str, str]) -> Iterator[Advisory]:
    content = json.loads(data)
    if isinstance(content, Mapping):
        content = content.get("vulns", [content])
    for record in content if isinstance(content, list) else ():
        packages = {
            normalised(str(each.get("package", {}).get("name", "")))
            for each in (record.get("affected", ()) if isinstance(record, Mapping) else ())
        }
        for name in packages & versions.keys():
            if advisory := read_record(record, name, versions[name]):
                yield advisory
