"""From what was asked for to the items to scan, one at a time: a million paths need no list."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from glob import has_magic
from pathlib import Path

from mlsec_nb.batch.discover.archives import members
from mlsec_nb.batch.discover.folders import (
    HEAD,
    NOT_REGULAR,
    PRUNED,
    SUFFIXES,
    Recognise,
    excluded,
    files_in,
    wanted,
)
from mlsec_nb.batch.discover.patterns import matching
from mlsec_nb.batch.discover.urls import is_url, objects
from mlsec_nb.batch.item import Given, Item, LocalFile
from mlsec_nb.core.finding import Skipped

__all__ = ["HEAD", "PRUNED", "SUFFIXES", "Recognise", "discover"]


def discover(
    paths: Iterable[str],
    exclude: Sequence[str] = (),
    *,
    also: Recognise | None = None,
    stdin: Callable[[], bytes] = bytes,
) -> Iterator[Item | Skipped]:
    """Yield each thing once, in a stable order; a path that leads nowhere yields a gap.

    Parameters
    ----------
    paths
        Files, folders (notebooks and scripts below them; what git ignores, environments, checkpoints
        and hidden version control left out), globs, zip archives (the archive itself, then the
        notebooks and scripts in it), URLs that fsspec knows, or ``-`` for standard input.
    exclude
        Globs over POSIX paths of what folders and globs do not yield.
    also
        Recognises further files that folders and globs yield.
    stdin
        Gives what ``-`` stands for.
    """
    seen: set[bytes] = set()
    folder = os.getcwd()
    for asked in paths:
        for found in _expand(asked, exclude, also, stdin):
            if isinstance(found, Skipped):
                yield found
                continue
            name = os.fsencode(os.path.join(folder, found.label))
            digest = hashlib.blake2b(name, digest_size=8).digest()  # small: there may be many
            if digest not in seen:
                seen.add(digest)
                yield found


def _expand(
    asked: str, exclude: Sequence[str], also: Recognise | None, stdin: Callable[[], bytes]
) -> Iterator[Item | Skipped]:
    if asked == "-":
        yield Given("-", stdin())
    elif is_url(asked):
        yield from objects(asked, exclude, recognised=also is not None)
    else:
        for found in _local(asked, exclude, also):
            yield found if isinstance(found, Skipped) else LocalFile(str(Path(found)))
            if isinstance(found, str) and found.endswith(".zip"):
                yield from members(found, exclude)


def _local(asked: str, exclude: Sequence[str], also: Recognise | None) -> Iterator[str | Skipped]:
    if os.path.isfile(asked):
        yield asked
    elif os.path.isdir(asked):
        yield from files_in(asked, exclude, also)
    elif has_magic(asked):
        root, matches = matching(asked)
        kept = [path for path in matches if not excluded(path, exclude)]
        if not kept:
            yield Skipped(asked, "no file matches")
        for path in kept:
            is_folder = os.path.isdir(path) and not os.path.islink(path)
            yield from files_in(path, exclude, also) if is_folder else wanted(path, also, root)
    elif os.path.lexists(asked):
        yield Skipped(asked, NOT_REGULAR)
    else:
        yield Skipped(asked, "there is no such file or folder")
