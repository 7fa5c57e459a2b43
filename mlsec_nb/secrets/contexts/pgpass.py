"""Lines of PostgreSQL's password file: ``host:port:database:user:password``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.secrets.contexts.rows import below
from mlsec_nb.secrets.filters.password import password_confidence
from mlsec_nb.secrets.line import Line
from mlsec_nb.secrets.match import Match, Rank
from mlsec_nb.secrets.registry import kind

NEEDLES = ("pgpass", ":5432:")
_ENTRY = re.compile(
    r"(?<![^\s'\"])[\w.*-]{1,100}:(?:\d{1,5}|\*):[\w.*-]{1,60}:[\w.@*-]{1,60}:(?P<password>[^\s'\":]{4,200})"
)


def find(line: Line) -> Iterator[Match]:
    """Every password in the entries of such a file on the line, and below a line that names the file."""
    if not any(needle in line.text for needle in NEEDLES):
        return
    rows = below(line) if "pgpass" in line.text else ()
    for text, start in chain([(line.text, line.start)], rows):
        if start > line.start and "pgpass" in text:
            return  # that line looks at its own rows
        for entry in _ENTRY.finditer(text):
            value = entry["password"]
            confidence = password_confidence(value, quoted=True)
            if confidence is not None and confidence > Confidence.LOW:
                yield Match(
                    kind=kind("password-literal"),
                    start=start + entry.start("password"),
                    end=start + entry.end("password"),
                    value=value,
                    severity=Severity.HIGH,
                    confidence=confidence,
                    rank=Rank.STRUCTURE,
                )
