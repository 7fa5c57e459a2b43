"""What was found in a file is remembered until the file, the rules or the options change.

A database (SQLite, write-ahead log) that many processes may use at once. It holds results, which
are masked: no secret, no model. A result that depends on files beside the notebook counts while these
are as they were. The database is data for whoever reads it; still its folder is closed to other accounts,
because a result that somebody else has written would hide what is there.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from dataclasses import dataclass, replace
from pathlib import Path

from mlsec_nb._version import __version__
from mlsec_nb.batch import stored
from mlsec_nb.batch.item import Item, LocalFile, Stamp
from mlsec_nb.batch.work import Done
from mlsec_nb.core.result import Target
from mlsec_nb.errors import UsageError
from mlsec_nb.options import Options
from mlsec_nb.ruleset import ruleset
from mlsec_nb.scan import is_notebook

MAX_BYTES = 512 << 20
"""Results kept, before those that were used longest ago are dropped."""

HASHED = 16 << 20
"""A file up to this size whose stamp has changed is looked up by its content."""

RACY = 2_000_000_000
"""Nanoseconds: a file that was written just before it was read may have been written again unnoticed."""

_TABLES = """
create table if not exists files (
    name text primary key, stamp text not null, key blob not null
) without rowid;
create table if not exists results (
    key blob primary key, entry blob not null, used integer not null
) without rowid;
"""


def default_folder() -> Path:
    """Where the cache is by default: the user's, not the project's.

    ``MLSEC_CACHE`` names another one, else the XDG base directories or their like decide.
    """
    if named := os.environ.get("MLSEC_CACHE"):
        return Path(named)
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "mlsec-nb" / "cache"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "mlsec-nb"


@dataclass(frozen=True, slots=True, kw_only=True)
class Info:
    """What a cache holds."""

    path: Path
    files: int
    results: int
    size: int


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

    Raises
    ------
    UsageError
        When the folder cannot be used, or belongs to somebody else.
    """

    def __init__(self, folder: Path, options: Options) -> None:
        self._database = _open(folder)
        self._mark = _mark(options)
        self._by_path = bool(options.suppress or options.baseline or options.manifest)
        self._now = int(time.time())
        self._used: list[bytes] = []
        self._filled = self._database.execute("select 1 from results limit 1").fetchone() is not None

    def get(self, item: Item, stamp: Stamp | None) -> Done | None:
        """What was done with an item that is as it was, by its stamp or else by its content."""
        if not self._filled:
            return None
        known = self._known(item, stamp)
        for key in [known] if known else self._by_content(item):
            row = self._database.execute("select entry from results where key = ?", (key,)).fetchone()
            if row is None:
                continue
            try:
                entry = stored.loads(Entry, row[0])
            except (ValueError, TypeError, KeyError, AttributeError):  # written by something else
                continue
            if all(str(LocalFile(path).stamp()) == mark for path, mark in entry.depends):
                self._used.append(key)
                self._remember(item, stamp, key)
                return Done(0, item, replace(entry.target, path=item.label), entry.loads)
        return None

    def put(self, done: Done, stamp: Stamp | None) -> None:
        """Keep what was done, if the item was read."""
        item, target = done.item, done.target
        digest = item.identity() or target.sha256
        if not digest or (target.incomplete and target.kind == "artifact"):
            return
        depends = tuple((path, str(LocalFile(path).stamp())) for path in done.named)
        key = self._key(item, digest, placed=bool(depends))
        data = stored.dumps(Entry(replace(target, path=""), done.loads, depends))
        self._database.execute("insert or replace into results values (?, ?, ?)", (key, data, self._now))
        self._remember(item, stamp, key)

    def close(self) -> None:
        """Write everything, and drop what is too much."""
        self._database.executemany(
            "update results set used = ? where key = ?", ((self._now, key) for key in self._used)
        )
        self._database.commit()
        _prune(self._database)
        self._database.close()

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
            self._database.execute(
                "insert or replace into files values (?, ?, ?)", (self._name(item), str(stamp), key)
            )

    def _key(self, item: Item, digest: str, *, placed: bool = False) -> bytes:
        """Content, rules and options; the path too where options speak of paths, or files beside it count."""
        name = os.path.splitext(item.label)[1]
        if placed or self._by_path:
            name = os.path.abspath(item.label)
        return _digest(self._mark, digest, name)

    def _name(self, item: Item) -> str:
        """A digest: the database tells nobody what is where."""
        return _digest(self._mark, os.path.abspath(item.label)).hex()


def information(folder: Path) -> Info:
    """What the cache in ``folder`` holds."""
    database = _open(folder)
    try:
        files, results = (
            database.execute(f"select count(*) from {table}").fetchone()[0]  # noqa: S608 no input
            for table in ("files", "results")
        )
    finally:
        database.close()
    size = sum(path.stat().st_size for path in folder.glob("results.sqlite*"))
    return Info(path=folder, files=files, results=results, size=size)


def clear(folder: Path) -> None:
    """Forget everything that is remembered in ``folder``."""
    database = _open(folder)
    try:
        with database:
            database.execute("delete from files")
            database.execute("delete from results")
        database.execute("vacuum")
    finally:
        database.close()


def _open(folder: Path) -> sqlite3.Connection:
    path = folder / "results.sqlite"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.name == "posix" and folder.stat().st_uid != os.getuid():
            raise UsageError(
                f"The cache folder {folder} belongs to another account.", "Name another --cache."
            )
        database = sqlite3.connect(path, timeout=60, isolation_level="DEFERRED")
        path.chmod(0o600)
        database.execute("pragma journal_mode = wal")
        database.execute("pragma synchronous = normal")
        database.executescript(_TABLES)
    except sqlite3.DatabaseError as error:
        advice = f"Delete {path}, or use --no-cache."
        raise UsageError(f"The cache {path} cannot be used: {error}.", advice) from error
    except OSError as error:
        advice = "Name another --cache, or use --no-cache."
        raise UsageError(f"The cache folder {folder} cannot be used: {error.strerror}.", advice) from error
    return database


def _prune(database: sqlite3.Connection) -> None:
    """Drop the results that were used longest ago, down to three quarters of what is allowed."""
    (size,) = database.execute("select coalesce(sum(length(entry)), 0) from results").fetchone()
    if size <= MAX_BYTES:
        return
    over = size - MAX_BYTES * 3 // 4
    for key, length in database.execute("select key, length(entry) from results order by used").fetchall():
        if over <= 0:
            break
        database.execute("delete from results where key = ?", (key,))
        over -= length
    database.execute("delete from files where key not in (select key from results)")
    database.commit()


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
