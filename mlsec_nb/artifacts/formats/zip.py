"""Zip archives, record by record: what is listed, what is not, and where two readers would disagree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from struct import unpack_from

from mlsec_nb.artifacts.blob import Blob
from mlsec_nb.artifacts.facts import Anomaly, Broken, Child, Entry, Fact, Gap, Hidden, Inflated, Label
from mlsec_nb.artifacts.formats.inflate import BOMB_FROM, inflate
from mlsec_nb.artifacts.formats.zipkinds import Kind, kind_of
from mlsec_nb.artifacts.job import Job

LOCAL = b"PK\x03\x04"
CENTRAL = b"PK\x01\x02"
END = b"PK\x05\x06"
METHODS = {8: "deflate", 12: "bz2", 14: "zip-lzma", 93: "zstd"}
HEAD = 4096


@dataclass(frozen=True, slots=True)
class Record:
    """One member as the central directory, or its local header, describes it."""

    name: str
    method: int
    flags: int
    crc: int
    packed: int
    size: int
    offset: int
    mode: int = 0


def read_inside(blob: Blob, job: Job) -> Iterator[Fact]:
    """An archive at the end of other content, of which the engine has spoken."""
    return (fact for fact in read(blob, job) if not isinstance(fact, Hidden))


def read(blob: Blob, job: Job) -> Iterator[Fact]:
    """Every member, and what is odd about the archive."""
    records, shift, complaint = directory(blob, job.budget.limits.members)
    if complaint:
        yield Broken(what="the zip archive's directory", why=complaint, gap=not records)
        records, shift = _walk(blob, job.budget.limits.members), 0
    if shift > 0:
        yield Hidden(what=f"{shift:,} bytes before the zip archive", severe=blob.read(0, 4) != LOCAL)
    kind = kind_of([record.name for record in records])
    yield Label(text=kind.label)
    yield from _bomb(records, len(blob))
    spans = []
    packed = 0
    seen: dict[str, Record] = {}
    for record in records:
        if job.budget.members >= job.budget.limits.members or job.budget.late:
            yield Gap(what="further members of the archive", why="there are too many of them")
            return
        job.budget.members += 1
        if record.name in seen:
            yield Anomaly(offset=record.offset, kind="duplicate", subject=record.name)
        seen[record.name] = record
        start = _data_start(blob, record, shift)
        if start is None:
            yield Broken(
                offset=record.offset, what=record.name, why="its record is not where the directory says"
            )
            continue
        spans.append((record.offset + shift, start + record.packed))
        packed += record.packed
        if packed > len(blob):  # as in the bombs of David Fifield, "A better zip bomb", 2019
            yield Gap(what="further members of the archive", why="they lie on each other")
            break
        yield from _compare(blob, record, shift)
        yield from _member(blob.part(start, record.packed), record, kind, job)
    yield from _unlisted(blob, spans, kind, job)


def directory(blob: Blob, limit: int) -> tuple[list[Record], int, str]:
    """The central directory's records, how far the archive is shifted, and what is wrong."""
    tail_at = max(0, len(blob) - 65_557)
    tail = blob.read(tail_at)
    at = tail.rfind(END)
    if at < 0 or len(tail) < at + 22:
        return [], 0, "there is none"
    count, size, offset = unpack_from("<10xHII", tail, at)
    end_at = tail_at + at
    if end_at >= 76 and blob.read(end_at - 20, 4) == b"PK\x06\x07":
        z64 = blob.read(end_at - 76, 56)
        if z64.startswith(b"PK\x06\x06"):
            count, size, offset = unpack_from("<32xQQQ", z64)
            end_at -= 76
    shift = end_at - size - offset
    if shift < 0 or size > len(blob):
        return [], 0, "it points outside the file"
    return _records(blob.read(offset + shift, size), min(count, limit), shift)


def _records(table: bytes, count: int, shift: int) -> tuple[list[Record], int, str]:
    records: list[Record] = []
    at = 0
    while at + 46 <= len(table):
        if table[at : at + 4] != CENTRAL:
            return records, shift, "an entry has no signature"
        flags, method, crc, packed, size = unpack_from("<8xHH4xIII", table, at)
        name_len, extra_len, note_len, attributes, offset = unpack_from("<28xHHH4xII", table, at)
        raw = table[at + 46 : at + 46 + name_len]
        extra = table[at + 46 + name_len : at + 46 + name_len + extra_len]
        packed, size, offset = _wide(extra, packed, size, offset)
        name = raw.decode("utf-8" if flags & 0x800 else "cp437", "replace")
        records.append(Record(name, method, flags, crc, packed, size, offset, attributes >> 16))
        at += 46 + name_len + extra_len + note_len
    if len(records) < count:
        return records, shift, "it is shorter than it says"
    return records, shift, ""


def _wide(extra: bytes, packed: int, size: int, offset: int) -> tuple[int, int, int]:
    """Zip64's large numbers, which stand in the extra field in a fixed order."""
    at = 0
    while at + 4 <= len(extra):
        tag, length = unpack_from("<HH", extra, at)
        if tag == 1:
            values = [
                int.from_bytes(extra[p : p + 8], "little") for p in range(at + 4, at + 4 + length - 7, 8)
            ]
            if size == 0xFFFFFFFF and values:
                size = values.pop(0)
            if packed == 0xFFFFFFFF and values:
                packed = values.pop(0)
            if offset == 0xFFFFFFFF and values:
                offset = values.pop(0)
        at += 4 + length
    return packed, size, offset


def _local(blob: Blob, at: int) -> tuple[Record, int] | None:
    """The local header at ``at`` and where its data start."""
    head = blob.read(at, 30)
    if len(head) < 30 or head[:4] != LOCAL:
        return None
    flags, method, crc, packed, size, name_len, extra_len = unpack_from("<6xHH4xIIIHH", head)
    raw = blob.read(at + 30, name_len)
    packed, size, _ = _wide(blob.read(at + 30 + name_len, extra_len), packed, size, 0)
    name = raw.decode("utf-8" if flags & 0x800 else "cp437", "replace")
    return Record(name, method, flags, crc, packed, size, at), at + 30 + name_len + extra_len


def _data_start(blob: Blob, record: Record, shift: int) -> int | None:
    found = _local(blob, record.offset + shift)
    return found[1] if found else None


def _compare(blob: Blob, record: Record, shift: int) -> Iterator[Fact]:
    found = _local(blob, record.offset + shift)
    if found is None:
        return
    local = found[0]
    if local.name != record.name:
        yield Anomaly(
            offset=local.offset, kind="name", subject=f"{local.name!r} is listed as {record.name!r}"
        )
    if local.method != record.method:
        yield Anomaly(offset=local.offset, kind="method", subject=record.name)
    if (local.flags ^ record.flags) & 1:
        yield Anomaly(offset=local.offset, kind="encryption", subject=record.name)
    if not local.flags & 8 and (local.packed, local.size) != (record.packed, record.size):
        yield Anomaly(offset=local.offset, kind="size", subject=record.name)
    if not local.flags & 8 and local.crc != record.crc:
        yield Anomaly(offset=local.offset, kind="checksum", subject=record.name)


def _member(part: Blob, record: Record, kind: Kind, job: Job) -> Iterator[Fact]:
    if record.name.endswith("/") and record.packed == 0:
        yield Entry(offset=record.offset, name=record.name)
        return
    is_link = record.mode & 0o170000 == 0o120000
    content, facts = _content(part, record, kind, job)
    yield Entry(
        offset=record.offset,
        name=record.name,
        size=record.size,
        packed=record.packed,
        link=content.read(0, 1024).decode("utf-8", "replace") if is_link else None,
        head=content.read(0, 64),
    )
    yield from facts
    yield Child(offset=record.offset, name=record.name, blob=content, hint=kind.hint(record.name))


def _content(part: Blob, record: Record, kind: Kind, job: Job) -> tuple[Blob, tuple[Fact, ...]]:
    """The member's bytes, unpacked; only the head of arrays of numbers."""
    facts: tuple[Fact, ...] = ()
    if record.flags & 1:
        facts = (Gap(what=record.name, why="it is marked as encrypted"),)
    if record.method == 0:
        return part, facts
    method = METHODS.get(record.method)
    if method is None:
        return part, (
            *facts,
            Gap(what=record.name, why=f"compression method {record.method} is not supported"),
        )
    if record.size > HEAD:
        head = inflate(part, method, job.budget, what=record.name, limit=HEAD)
        if kind.only_head(record.name, head.data):
            return Blob(head.data), facts
    done = inflate(part, method, job.budget, what=record.name)
    if not done.data and done.facts and not facts:
        return part, done.facts
    return Blob(done.data), (*facts, *done.facts)


def _bomb(records: list[Record], size: int) -> Iterator[Fact]:
    total = sum(record.size for record in records if record.method)
    packed = sum(record.packed for record in records if record.method)
    if total > 20 * BOMB_FROM and total > 200 * max(size, 1):
        yield Inflated(what="the archive", packed=packed, unpacked=total)
    starts = [record.offset for record in records]
    if len(starts) != len(set(starts)):
        yield Anomaly(kind="overlap", subject="several entries share one record")


def _walk(blob: Blob, limit: int) -> list[Record]:
    """Members by their local headers alone, for an archive without a usable directory."""
    records: list[Record] = []
    at = blob.find(LOCAL)
    while at >= 0 and len(records) < limit:
        found = _local(blob, at)
        following = at + 4
        if found:
            record, start = found
            size = record.packed
            if record.flags & 8 and not size:
                after = blob.find(b"PK", start + 1)
                size = (after if after > 0 else len(blob)) - start
            records.append(
                Record(record.name, record.method, record.flags, record.crc, size, record.size, at)
            )
            following = start + size if start + size <= len(blob) else at + 4
        at = blob.find(LOCAL, following)
    return records


def _unlisted(blob: Blob, spans: list[tuple[int, int]], kind: Kind, job: Job) -> Iterator[Fact]:
    """Members in the gaps between those that the directory lists."""
    at = 0
    for start, end in [*sorted(spans), (len(blob), len(blob))]:
        if 30 < start - at < 64 << 20:
            gap = blob.part(at, start - at)
            for record in _walk(gap, 50) if gap.find(LOCAL) >= 0 else []:
                yield Anomaly(offset=at + record.offset, kind="unlisted", subject=record.name)
                found = _local(gap, record.offset)
                if found:
                    yield from _member(gap.part(found[1], record.packed), record, kind, job)
        at = max(at, end)
