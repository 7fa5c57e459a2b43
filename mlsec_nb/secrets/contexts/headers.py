"""HTTP headers: ``Authorization`` with its schemes, and cookies."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.secrets.filters.documented import is_documented
from mlsec_nb.secrets.filters.opaque import is_opaque, wordiness
from mlsec_nb.secrets.filters.password import password_confidence
from mlsec_nb.secrets.filters.placeholder import is_placeholder
from mlsec_nb.secrets.line import Line
from mlsec_nb.secrets.match import Match, Rank
from mlsec_nb.secrets.registry import kind

NEEDLES = ("bearer ", "authorization", "basic ", "cookie")
_SCHEME = re.compile(
    r"\b(?:(?P<bearer>[Bb]earer|BEARER)|(?P<basic>[Bb]asic))[ \t]{1,4}(?P<value>[A-Za-z0-9_\-+/=.~]{8,4000})"
)
_AUTHORIZATION = re.compile(
    r"[Aa]uthorization\\{0,2}[\"']?\]?[ \t]{0,4}[:=,][ \t]{0,4}[bf]?\\{0,2}[\"']?"
    r"(?:(?:Token|token|ApiKey|Key|Bot|SSWS|GenieKey|Splunk|Snowflake Token=\\?\")[ \t]{1,4})?"
    r"(?P<value>[A-Za-z0-9_\-+/=.~:]{16,4000})"
)
SESSION_COOKIES = frozenset(
    "sessionid session_id session sessid sid phpsessid jsessionid connect.sid session_token "
    "sessiontoken li_at auth_session remember_token auth_token laravel_session _session_id".split()
)
_COOKIE_PAIR = re.compile(
    r"[\"']?([A-Za-z_.\-]{3,40})[\"']?[ \t]{0,2}[:=,][ \t]{0,2}[\"']?"
    r"([A-Za-z0-9_\-%.+/|:]{20,4000}={0,2})"
)


def find(line: Line) -> Iterator[Match]:
    """Every credential in a header on the line."""
    lowered = line.lowered
    if "bearer " in lowered or "basic " in lowered:
        yield from _schemes(line)
    if "authorization" in lowered:
        yield from _authorization(line)
    if "cookie" in lowered or ("curl" in lowered and " -b" in lowered):
        yield from _cookies(line)


def _schemes(line: Line) -> Iterator[Match]:
    for found in _SCHEME.finditer(line.text):
        value = found.group("value")
        if is_placeholder(value) or is_documented(value):
            continue
        if found.group("basic"):
            if _decodes_to_password(value):
                yield _match(line, found, value, Confidence.HIGH)
        elif is_opaque(value, least=16) or (len(value) >= 40 and wordiness(value) < 0.5):
            yield _match(line, found, value, Confidence.HIGH)


def _authorization(line: Line) -> Iterator[Match]:
    for found in _AUTHORIZATION.finditer(line.text):
        value = found.group("value")
        if is_opaque(value, least=20) and not is_placeholder(value) and not is_documented(value):
            yield _match(line, found, value, Confidence.MEDIUM)


def _decodes_to_password(value: str) -> bool:
    """Whether a Basic credential holds a user and a password that is no placeholder."""
    try:
        decoded = base64.b64decode(value + "=" * (-len(value) % 4), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return False
    user, colon, password = decoded.partition(":")
    return bool(colon) and password != user and password_confidence(password, quoted=True) is not None


def _cookies(line: Line) -> Iterator[Match]:
    for found in _COOKIE_PAIR.finditer(line.text):
        name, value = found.groups()
        if name.lower() in SESSION_COOKIES and is_opaque(value, least=20) and not is_placeholder(value):
            yield Match(
                kind=kind("session-cookie"),
                start=line.start + found.start(2),
                end=line.start + found.end(2),
                value=value,
                severity=Severity.MEDIUM,
                confidence=Confidence.MEDIUM,
                rank=Rank.STRUCTURE,
            )


def _match(line: Line, found: re.Match[str], value: str, confidence: Confidence) -> Match:
    return Match(
        kind=kind("authorization-header"),
        start=line.start + found.start("value"),
        end=line.start + found.end("value"),
        value=value,
        severity=Severity.HIGH,
        confidence=confidence,
        rank=Rank.STRUCTURE,
    )
