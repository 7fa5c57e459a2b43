"""When a certificate ends and who signed it, read from its DER form (RFC 5280, section 4.1)."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

MOST_BYTES = 1_000_000
BEGIN, END = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"
VERSION, UTC_TIME, LONG_FORM = 0xA0, 0x17, 0x80


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """The facts that matter; ``self_signed`` when issuer and subject are the same."""

    ends: datetime
    self_signed: bool


def read_certificate(path: Path) -> Certificate | None:
    """The first certificate of a PEM file; ``None`` when there is none that can be read."""
    try:
        text = path.read_bytes()[:MOST_BYTES].decode("ascii", "replace")
        _, begin, rest = text.partition(BEGIN)
        body, end, _ = rest.partition(END)
        der = ssl.PEM_cert_to_DER_cert(f"{begin}{body}{end}")
        return parse_der(der)
    except (OSError, ValueError):
        return None


def parse_der(der: bytes) -> Certificate:
    """The facts of a certificate.

    Raises
    ------
    ValueError
        When the bytes are something else.
    """
    try:
        _, whole = next(_values(der))
        _, body = next(_values(whole))
        fields = [field for field in _values(body) if field[0] != VERSION]
        issuer, validity, subject = (fields[place][1] for place in (2, 3, 4))
        _, ends = _values(validity)
        return Certificate(ends=_time(*ends), self_signed=issuer == subject)
    except (IndexError, StopIteration) as error:
        raise ValueError("This is no certificate.") from error


def _values(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Tag and content of each value in a sequence of DER values."""
    place = 0
    while place < len(data):
        tag, length = data[place], data[place + 1]
        place += 2
        if length & LONG_FORM:
            size = length & ~LONG_FORM
            length = int.from_bytes(data[place : place + size], "big")
            place += size
        if place + length > len(data):
            raise ValueError("a value is cut off")
        yield tag, data[place : place + length]
        place += length


def _time(tag: int, content: bytes) -> datetime:
    text = content.decode("ascii").rstrip("Z")
    form = "%y%m%d%H%M%S" if tag == UTC_TIME else "%Y%m%d%H%M%S"
    return datetime.strptime(text, form).replace(tzinfo=timezone.utc)
