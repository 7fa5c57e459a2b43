"""Tar archives, header by header; torch's first format was one."""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.artifacts.blob import Blob
from mlsec_nb.artifacts.facts import Broken, Child, Entry, Fact, Gap, Label
from mlsec_nb.artifacts.job import Job

BLOCK = 512
FILES = (b"0", b"\0", b"7", b"S")
LINKS = (b"1", b"2")


def is_header(block: bytes) -> bool:
    """Whether a block is a tar header: its checksum fits."""
    if len(block) < BLOCK or not block[0]:
        return False
    try:
        stated = int(block[148:156].strip(b" \0") or b"-1", 8)
    except ValueError:
        return False
    plain = sum(block[:148]) + 256 + sum(block[156:BLOCK])
    return stated == plain


def read(blob: Blob, job: Job) -> Iterator[Fact]:
    """Every member, with long names and links."""
    at, names, long_name = 0, [], ""
    while at + BLOCK <= len(blob):
        block = blob.read(at, BLOCK)
        if not block.strip(b"\0"):
            break
        if not is_header(block):
            yield Broken(offset=at, what="the tar archive", why="a header has a wrong checksum")
            break
        job.budget.members += 1
        if job.budget.members > job.budget.limits.members or job.budget.late:
            yield Gap(what="further members of the archive", why="there are too many of them")
            break
        size = _number(block[124:136])
        kind = block[156:157]
        name, long_name = long_name or _name(block), ""
        content = blob.part(at + BLOCK, size)
        if kind == b"L":
            long_name = content.read(0, 4096).split(b"\0")[0].decode("utf-8", "replace")
        elif kind in (b"x", b"g"):
            long_name = _pax_path(content.read(0, 65_536)) if kind == b"x" else ""
        else:
            yield from _member(name, kind, block, content, at, size)
            names.append(name)
        at += BLOCK + -(-size // BLOCK) * BLOCK
    base = {name.rsplit("/", 1)[-1] for name in names}
    yield Label(text="torch legacy tar" if {"pickle", "storages"} <= base else "tar")


def _member(name: str, kind: bytes, block: bytes, content: Blob, at: int, size: int) -> Iterator[Fact]:
    link = block[157:257].split(b"\0")[0].decode("utf-8", "replace") if kind in LINKS else None
    special = kind in (b"3", b"4", b"6")
    yield Entry(
        offset=at, name=name, size=size, packed=size, link=link, special=special, head=content.read(0, 64)
    )
    if kind in FILES and len(content):
        if len(content) < size:
            yield Broken(offset=at, what=name, why="it ends before its size")
        torch_legacy = name.rsplit("/", 1)[-1] in ("storages", "tensors")
        yield Child(offset=at, name=name, blob=content, hint="pickle-then-data" if torch_legacy else None)


def _number(field: bytes) -> int:
    if field[0] & 0x80:
        return int.from_bytes(field[1:], "big") & ((1 << 62) - 1)
    try:
        return int(field.strip(b" \0") or b"0", 8)
    except ValueError:
        return 0


def _name(block: bytes) -> str:
    name = block[:100].split(b"\0")[0]
    prefix = block[345:500].split(b"\0")[0] if block[257:262] == b"ustar" else b""
    return (prefix + b"/" + name if prefix else name).decode("utf-8", "replace")


def _pax_path(data: bytes) -> str:
    for line in data.split(b"\n"):
        _, _, setting = line.partition(b" ")
        key, _, value = setting.partition(b"=")
        if key == b"path":
            return value.decode("utf-8", "replace")
    return ""
