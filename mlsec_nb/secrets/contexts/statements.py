"""SQL that sets or uses a password or a key."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.secrets.filters.password import password_confidence
from mlsec_nb.secrets.judge import judge
from mlsec_nb.secrets.line import Line
from mlsec_nb.secrets.match import Match, Rank
from mlsec_nb.secrets.registry import kind

NEEDLES = ("identified", "password")
_PASSWORD = re.compile(
    r"\b(?:IDENTIFIED[ \t]{1,4}(?:WITH[ \t]{1,4}\w{1,40}[ \t]{1,4})?BY|PASSWORD)[ \t]{1,4}'([^'\n]{4,200})'",
    re.IGNORECASE | re.ASCII,
)
_SECRET = re.compile(
    r"\b(SECRET|TOKEN|SECRET_ACCESS_KEY|SECRET_KEY|ACCESS_TOKEN|CLIENT_SECRET|CREDENTIALS?)"
    r"[ \t]{1,4}'([^'\n]{8,4000})'"
)

_WORDS = ("SECRET", "TOKEN", "CREDENTIAL")
"""Without one of these nothing matches."""


def find(line: Line) -> Iterator[Match]:
    """Every password and key in an SQL statement on the line."""
    if "'" not in line.text:
        return
    for found in _SECRET.finditer(line.text) if any(word in line.text for word in _WORDS) else ():
        if verdict := judge(found.group(1), found.group(2)):
            yield verdict.match(line.start + found.start(2), line.start + found.end(2), found.group(2))
    for found in _PASSWORD.finditer(line.text) if any(word in line.lowered for word in NEEDLES) else ():
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
