"""SQL that sets or uses a password."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.secrets.filters.password import password_confidence
from mlsec_nb.secrets.line import Line
from mlsec_nb.secrets.match import Match, Rank
from mlsec_nb.secrets.registry import kind

NEEDLES = ("identified", "password")
_PASSWORD = re.compile(
    r"\b(?:IDENTIFIED[ \t]{1,4}(?:WITH[ \t]{1,4}\w{1,40}[ \t]{1,4})?BY|PASSWORD)[ \t]{1,4}'([^'\n]{4,200})'",
    re.IGNORECASE | re.ASCII,
)


def find(line: Line) -> Iterator[Match]:
    """Every password in an SQL statement on the line."""
    for found in _PASSWORD.finditer(line.text):
        confidence = password_confidence(found.group(1), quoted=True)
        if confidence is not None:
            yield Match(
                kind=kind("password-literal"),
                start=line.start + found.start(1),
                end=line.start + found.end(1),
                value=found.group(1),
                severity=Severity.LOW if confidence is Confidence.LOW else Severity.HIGH,
                confidence=confidence,
                rank=Rank.STRUCTURE,
            )
