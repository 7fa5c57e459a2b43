"""Where results are remembered: a database (SQLite, write-ahead log) that many processes may use at once.

It is data for whoever reads it; still its folder is closed to other accounts, because a result that
somebody else has written would hide what is there.
"""

from __future__ import annotations

import math
import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from mlsec_nb.errors import UsageError

MAX_BYTES = 512 << 20
"""Results kept, before those that were used longest ago are dropped."""

WAIT = 10.0
"""Seconds to wait for another process that writes."""

_TABLES = """
create table if not exists files (
    name text primary key, stamp text not null, key blob not null
) without rowid;
create table if not exists results (
    key blob primary key, entry blob not null, used integer not null
) without rowid;
"""


_SCHEMA = [("files", "table"), ("results", "table")]


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


def information(folder: Path) -> Info:
    """What the cache in ``folder`` holds."""
    database = open_database(folder)
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
    database = open_database(folder)
    try:
        with database:
            database.execute("delete from files")
            database.execute("delete from results")
        database.execute("vacuum")
    finally:
        database.close()


def open_database(folder: Path) -> sqlite3.Connection:
    """The database in ``folder``, made if it is not there.

    Raises
    ------
    UsageError
        When the folder cannot be used, belongs to somebody else, or is open to others.
    """
    path = folder / "results.sqlite"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _check_owner(folder)
        database = sqlite3.connect(path, timeout=WAIT, isolation_level="DEFERRED")
        path.chmod(0o600)
        database.execute("pragma trusted_schema = off")
        database.execute("pragma journal_mode = wal")
        database.execute("pragma synchronous = normal")
        database.executescript(_TABLES)
        if database.execute("select name, type from sqlite_master order by name").fetchall() != _SCHEMA:
            raise sqlite3.DatabaseError("it is the database of something else")
        database.execute("select name, stamp, key, entry, used from files join results using (key) limit 0")
    except sqlite3.Error as error:
        advice = f"Delete {path}, or use --no-cache."
        raise UsageError(f"The cache {path} cannot be used: {error}.", advice) from error
    except OSError as error:
        advice = "Name another --cache, or use --no-cache."
        raise UsageError(f"The cache folder {folder} cannot be used: {error.strerror}.", advice) from error
    return database


def _check_owner(folder: Path) -> None:
    """Refuse a folder in which somebody else could write results."""
    if os.name != "posix":
        return
    found = folder.stat()
    if found.st_uid != os.getuid():
        raise UsageError(f"The cache folder {folder} belongs to another account.", "Name another --cache.")
    if found.st_mode & 0o022:
        raise UsageError(f"Others may write to the cache folder {folder}.", f"`chmod go-w {folder}`.")


def prune(database: sqlite3.Connection) -> None:
    """Drop the results that were used longest ago, down to about three quarters of what is allowed."""
    pages, free, length = (
        database.execute(f"pragma {name}").fetchone()[0]
        for name in ("page_count", "freelist_count", "page_size")
    )
    size = (pages - free) * length
    if size <= MAX_BYTES:
        return
    with database:
        (number,) = database.execute("select count(*) from results").fetchone()
        oldest = "select key from results order by used limit ?"
        surplus = math.ceil(number * (1 - MAX_BYTES * 3 / 4 / size))
        database.execute(f"delete from results where key in ({oldest})", (surplus,))  # noqa: S608 no input
        database.execute("delete from files where key not in (select key from results)")
