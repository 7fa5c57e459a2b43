"""One compressed stream: gzip, zlib, bz2, xz, lzma, lz4, zstd, and joblib's own old frame."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mlsec_nb.artifacts.blob import Blob
from mlsec_nb.artifacts.facts import Child, Fact
from mlsec_nb.artifacts.formats.inflate import inflate
from mlsec_nb.artifacts.job import Job


def reader(method: str) -> Callable[[Blob, Job], Iterator[Fact]]:
    """The reader of one kind of compression."""

    def read(blob: Blob, job: Job) -> Iterator[Fact]:
        done = inflate(blob, method, job.budget, what=f"the {method} stream")
        yield from done.facts
        if done.data:
            yield Child(name="", blob=Blob(done.data))

    return read


def read_zfile(blob: Blob, job: Job) -> Iterator[Fact]:
    """Joblib before 0.10: ``ZF``, the length in hexadecimal, then zlib."""
    start = blob.find(b"x\x9c")
    yield from reader("zlib")(blob.part(start if 0 < start < 64 else 21), job)
