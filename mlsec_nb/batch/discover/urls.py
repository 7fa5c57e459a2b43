"""Notebooks behind a URL: object stores, hubs, web servers, by fsspec (an extra: ``remote``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mlsec_nb.batch.discover.folders import MODEL_SUFFIXES, SUFFIXES, excluded
from mlsec_nb.batch.item import Item
from mlsec_nb.core.finding import Skipped
from mlsec_nb.errors import UnreadableError, UsageError

VERSIONS = ("ETag", "etag", "md5Hash", "blob_id")
"""Where S3, Google Cloud Storage, Azure and the Hugging Face Hub name the version of what they list."""

_URL = re.compile(r"[a-z][a-z0-9+.\-]{1,20}(?:::[a-z][a-z0-9+.\-]{1,20})*://")


@dataclass(frozen=True, slots=True)
class Remote(Item):
    """An object behind a URL, which is its label.

    ``version`` is what its store says of the content, such as an ETag; empty where it says nothing.
    """

    length: int = 0
    version: str = ""

    @property
    def size(self) -> int:
        """The size that the store says it has."""
        return self.length

    @property
    def name(self) -> str:
        """The first address in a chained URL: what is asked for, not what it is in, nor how it is kept."""
        return next((part for part in self.label.split("::") if "://" in part), self.label)

    def identity(self) -> str:
        """The address and the version; empty where there is no version: the object has to be read."""
        return f"{self.label} {self.version} {self.length}" if self.version else ""

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
        When fsspec is not installed.
    """
    fsspec = _fsspec()
    suffixes = SUFFIXES + (MODEL_SUFFIXES if recognised else ())
    try:
        store, path = fsspec.core.url_to_fs(url)
        if "*" not in path and (not store.isdir(path) or url.endswith(suffixes)):
            found, names = {path: store.info(path)}, {path: url}
        else:
            found = store.glob(path, detail=True) if "*" in path else store.find(path, detail=True)
            names = {name: _address(store, name, url) for name in found}
    except ImportError as error:
        yield Skipped(url, f"it needs a package that is not installed: {error}")
        return
    except FileNotFoundError:
        yield Skipped(url, "there is nothing")
        return
    except Exception as error:  # every store has errors of its own
        yield Skipped(url, f"cannot be listed: {type(error).__name__}")
        return
    if not found and "*" in path:
        yield Skipped(url, "no file matches")
    for name, info in sorted(found.items()):
        full = names[name]
        if full == url or (
            info.get("type") == "file" and name.endswith(suffixes) and not excluded(full, exclude)
        ):
            yield Remote(full, int(info.get("size") or 0), _version(info))
            if name.endswith(".zip"):
                yield Skipped(full, "notebooks in an archive behind a URL are not looked for: copy it here")


def _address(store: Any, name: str, url: str) -> str:
    """The URL of an object that a store lists; what a store is in, as in ``zip://*::s3://a.zip``, stays."""
    _, chained, outer = url.partition("::")
    return f"{store.unstrip_protocol(name)}{chained}{outer}"


def _version(info: Mapping[str, Any]) -> str:
    """What changes whenever the object does; a weak ETag may stay."""
    for key in VERSIONS:
        value = info.get(key)
        if isinstance(value, str) and value and not value.startswith("W/"):
            return value
    return ""


def _fsspec() -> Any:
    try:
        import fsspec
    except ImportError as error:
        advice = "Install mlsec-nb[remote]."
        raise UsageError("URLs are read with fsspec, which is not installed.", advice) from error
    return fsspec
