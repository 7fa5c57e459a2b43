"""Notebooks behind a URL: object stores, hubs, web servers, by fsspec (an extra: ``remote``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from mlsec_nb.batch.discover.folders import MODEL_SUFFIXES, SUFFIXES, excluded
from mlsec_nb.batch.item import Item
from mlsec_nb.core.finding import Skipped
from mlsec_nb.errors import UnreadableError, UsageError

_URL = re.compile(r"[a-z][a-z0-9+.\-]{1,20}(?:::[a-z][a-z0-9+.\-]{1,20})*://")


@dataclass(frozen=True, slots=True)
class Remote(Item):
    """An object behind a URL, which is its label."""

    length: int = 0

    @property
    def size(self) -> int:
        """The size that the store says it has."""
        return self.length

    def read(self, limit: int) -> bytes:
        """The object."""
        fsspec = _fsspec()
        try:
            with fsspec.open(self.label, "rb") as stream:
                data: bytes = stream.read(limit + 1)
                return data
        except Exception as error:  # every store has errors of its own
            raise UnreadableError(
                f"cannot be read: {type(error).__name__}.", "Check the address and your rights."
            ) from error


def is_url(path: str) -> bool:
    """Whether this is a URL rather than a path; a single letter is a drive."""
    return _URL.match(path) is not None


def objects(url: str, exclude: Sequence[str], *, recognised: bool) -> Iterator[Item | Skipped]:
    """Yield the object at ``url``, or the notebooks and scripts below it, model files too if ``recognised``.

    Raises
    ------
    UsageError
        When fsspec, or what it needs for this kind of URL, is not installed.
    """
    fsspec = _fsspec()
    suffixes = SUFFIXES + (MODEL_SUFFIXES if recognised else ())
    try:
        store, path = fsspec.core.url_to_fs(url)
        if "*" not in path and (not store.isdir(path) or url.endswith(suffixes)):
            yield Remote(url, _size(store, path)) if store.exists(path) else Skipped(url, "there is nothing")
            return
        found = store.glob(path, detail=True) if "*" in path else store.find(path, detail=True)
    except ImportError as error:
        raise UsageError(f"{url} needs a package that is not installed: {error}.", "Install it.") from error
    except Exception as error:  # every store has errors of its own
        yield Skipped(url, f"cannot be listed: {type(error).__name__}")
        return
    for name, info in sorted(found.items()):
        full = store.unstrip_protocol(name)
        if info.get("type") == "file" and name.endswith(suffixes) and not excluded(full, exclude):
            yield Remote(full, int(info.get("size") or 0))


def _size(store: Any, path: str) -> int:
    try:
        return int(store.size(path) or 0)
    except Exception:  # the length is for batches only
        return 0


def _fsspec() -> Any:
    try:
        import fsspec
    except ImportError as error:
        advice = "Install mlsec-nb[remote]."
        raise UsageError("URLs are read with fsspec, which is not installed.", advice) from error
    return fsspec
