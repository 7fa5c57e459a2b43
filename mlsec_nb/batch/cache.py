"""What was found in a file is remembered until the file, the rules or the options change.

Kept are results, which are masked: no secret, no model. A result that depends on files beside the notebook
counts while these are as they were.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from mlsec_nb._version import __version__
from mlsec_nb.batch import stored
from mlsec_nb.batch.database import open_database, prune
from mlsec_nb.batch.item import Item, LocalFile, Stamp
from mlsec_nb.batch.work import Done
from mlsec_nb.core.result import Target
from mlsec_nb.options import Options
from mlsec_nb.ruleset import ruleset
from mlsec_nb.scan import is_notebook

HASHED = 16 << 20
"""A file up to this size whose stamp has changed is looked up by its content."""

MAX_ENTRY = 16 << 20
"""A result that is larger is neither kept nor read."""

BUFFERED = 200
"""Results that are written together: others may write in between, and a scan that is killed loses few."""

RULE = re.compile(r"MLS\d{3}")
"""What a rule's id looks like; asking the engines for theirs would take longer than all the rest."""

RACY = 2_000_000_000
"""Nanoseconds: a file that was written just before it was read may have been written again unnoticed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A result, with the files that it loads and the stamps of those that it depends on."""

    target: Target
    loads: tuple[tuple[str, str], ...] = ()
    depends: tuple[tuple[str, str], ...] = ()


class Cache:
    """The results of earlier scans under the same rules and options.

    Parameters
    ----------
    folder
        Where the database is; made if it is not there.
    options
        Those of the scan: with others, other results are remembered.

    Attributes
    ----------
    trouble
        Why it is not used any more: a full disk, a database that was damaged in the meantime.

    Raises
    ------
    UsageError
        When the folder cannot be used, belongs to somebody else, or is open to others.
    """

    def __init__(self, folder: Path, options: Options) -> None:
        self._database = open_database(folder)
        self._mark = _mark(options)
        self._by_path = bool(options.suppress or options.baseline or options.manifest)
        self._began = time.time_ns()
        self._now = int(time.time())
        self._results: list[tuple[bytes, bytes, int]] = []
        self._files: list[tuple[str, str, bytes]] = []
        self._used: list[tuple[int, bytes]] = []
        self._filled = self._database.execute("select 1 from results limit 1").fetchone() is not None
        self.trouble = ""

    def get(self, item: Item, stamp: Stamp | None) -> Done | None:
        """What was done with an item that is as it was, by its stamp or else by its content."""
        if self.trouble or not self._filled:
            return None
        try:
            known = self._known(item, stamp)
            for key in [known] if known else self._by_content(item):
                entry = self._entry(key)
                if entry and all(str(LocalFile(path).stamp()) == mark for path, mark in entry.depends):
                    self._used.append((self._now, key))
                    self._remember(item, stamp, key)
                    return Done(0, item, replace(entry.target, path=item.label), entry.loads)
        except sqlite3.Error as error:
            self.trouble = str(error)
        return None

    def put(self, done: Done, stamp: Stamp | None) -> None:
        """Keep what was done, if the item was read."""
        item, target = done.item, done.target
        digest = item.identity() or target.sha256
        if self.trouble or not target.sha256 or (target.incomplete and target.kind == "artifact"):
            return
        stamps = {path: LocalFile(path).stamp() for path in done.named}
        if any(
            stamp and max(stamp.modified, stamp.changed) > self._began - RACY for stamp in stamps.values()
        ):
            return  # it may have been written after it was examined
        depends = tuple((path, str(stamp)) for path, stamp in stamps.items())
        key = self._key(item, digest, placed=bool(depends))
        data = stored.dumps(Entry(replace(target, path=""), done.loads, depends))
        if len(data) <= MAX_ENTRY:
            self._results.append((key, data, self._now))
            self._remember(item, stamp, key)
        if len(self._results) >= BUFFERED:
            self._write()

    def close(self) -> None:
        """Write everything, and drop what is too much."""
        self._write()
        if not self.trouble:
            try:
                prune(self._database)
            except sqlite3.Error as error:
                self.trouble = str(error)
        with suppress(sqlite3.Error):
            self._database.close()

    def _write(self) -> None:
        """Write what was collected, in one short transaction."""
        if self.trouble:
            return
        try:
            with self._database as database:
                database.executemany("insert or replace into results values (?, ?, ?)", self._results)
                database.executemany("insert or replace into files values (?, ?, ?)", self._files)
                database.executemany("update results set used = ? where key = ?", self._used)
        except sqlite3.Error as error:
            self.trouble = str(error)
        self._results, self._files, self._used = [], [], []

    def _entry(self, key: bytes) -> Entry | None:
        """A result that can be believed: whole, and of a size that we would write."""
        row = self._database.execute(
            "select entry from results where key = ? and length(entry) <= ?", (key, MAX_ENTRY)
        ).fetchone()
        try:
            entry = stored.loads(Entry, row[0]) if row else None
        except (ValueError, TypeError, KeyError, AttributeError):  # written by something else
            return None
        if entry and all(RULE.fullmatch(finding.rule) for finding in entry.target.findings):
            return entry
        return None

    def _known(self, item: Item, stamp: Stamp | None) -> bytes | None:
        if identity := item.identity():
            return self._key(item, identity)
        if stamp is None:
            return None
        row = self._database.execute(
            "select stamp, key from files where name = ?", (self._name(item),)
        ).fetchone()
        return row[1] if row and row[0] == str(stamp) else None

    def _by_content(self, item: Item) -> list[bytes]:
        """The keys that a notebook or script may have whose stamp is new: it may be the same all the same."""
        if not isinstance(item, LocalFile) or not 0 < item.size <= HASHED or not is_notebook(item.label):
            return []
        try:
            with open(item.label, "rb") as file:
                digest = hashlib.sha256(file.read(HASHED + 1)).hexdigest()
        except OSError:
            return []
        return [self._key(item, digest), self._key(item, digest, placed=True)]

    def _remember(self, item: Item, stamp: Stamp | None, key: bytes) -> None:
        if stamp is not None and time.time_ns() - max(stamp.modified, stamp.changed) > RACY:
            self._files.append((self._name(item), str(stamp), key))

    def _key(self, item: Item, digest: str, *, placed: bool = False) -> bytes:
        """Content, rules and options; the path too where options speak of paths, or files beside it count.

        Nothing lies beside what is in an archive or behind a URL: what is known of it is less.
        """
        name = os.path.splitext(item.label)[1]
        if placed or self._by_path:
            name = os.path.abspath(item.label)
        return _digest(self._mark, digest, name, "beside" if isinstance(item, LocalFile) else "alone")

    def _name(self, item: Item) -> str:
        """A digest: the database tells nobody what is where."""
        return _digest(self._mark, os.path.abspath(item.label)).hex()


def _mark(options: Options) -> str:
    """What decides a result beside the content: rules, options, and the files that options name."""
    named = [_content(path) for path in (options.baseline, options.manifest) if path]
    return _digest(__version__, ruleset(), repr(options), *named).hex()


def _content(path: str) -> str:
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError:
        return ""


def _digest(*parts: str) -> bytes:
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(os.fsencode(part))
        digest.update(b"\0")
    return digest.digest()
