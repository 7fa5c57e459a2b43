"""URLs: a password before the host, a key in the query."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.secrets.filters.documented import is_documented
from mlsec_nb.secrets.filters.opaque import is_hex, is_opaque
from mlsec_nb.secrets.filters.password import password_confidence
from mlsec_nb.secrets.filters.placeholder import is_patterned, is_placeholder
from mlsec_nb.secrets.judge import Verdict, by_vendor
from mlsec_nb.secrets.line import Line
from mlsec_nb.secrets.match import Match, Rank
from mlsec_nb.secrets.names import Sense, sense_of, vendor_words
from mlsec_nb.secrets.registry import kind

MAX_URLS = 60
_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]{1,30})://([^\s\"'<>`\\^]{3,4000})")
_AUTHORITY = re.compile(r"[^/?#]*")
_QUERY = re.compile(r"[?&#;]([A-Za-z][\w.\-]{0,40})=([^&#;\s\"'<>`\\]{4,2000})")
_LOCAL = re.compile(r"(?:localhost|127\.0\.0\.1|0\.0\.0\.0|host|hostname|example\.(?:com|org|net))(?::|$)")
_PARAMETERS = {
    "key": Sense.WEAK,
    "sig": Sense.WEAK,
    "code": Sense.WEAK,
    "appid": Sense.SECRET,
    "k": Sense.WEAK,
}
_SIGNATURES = {
    "x-amz-signature": re.compile(r"[0-9a-f]{64}"),
    "x-goog-signature": re.compile(r"[0-9a-f]{100,1024}"),
    "signature": re.compile(r"[A-Za-z0-9%~+/_-]{26,1000}={0,2}"),
    "sig": re.compile(r"[A-Za-z0-9+/]{40,100}={0,2}"),
}
_SAS = re.compile(r"[?&;](?:sv|se|sp|sr|skn)=")
_STOP = re.compile(r"[\s\"'<>`]")
_RUN = re.compile(r"[^\s\"'<>`\\]+")
_IDENTIFYING = frozenset("signature auth cookie session authuser".split())
"""Parameters that other rules or nobody reads as secrets."""


def find(line: Line) -> Iterator[Match]:
    """Every secret in a URL, and in a query that lost its URL."""
    if "://" in line.text:
        for number, url in enumerate(_URL.finditer(line.text)):
            if number >= MAX_URLS:
                line.gaps.append(f"more than {MAX_URLS} URLs on one line")
                break
            if found := _in_authority(line, url):
                yield found
    if "=" in line.text and ("?" in line.text or "&" in line.text or "#" in line.text):
        yield from _in_query(line)


def _in_authority(line: Line, url: re.Match[str]) -> Match | None:
    authority = _AUTHORITY.match(url.group(2))
    user_part, at, host = authority.group().rpartition("@") if authority else ("", "", "")
    if not at or len(user_part) > 1_000:
        return None
    user, colon, password = user_part.partition(":")
    value, offset = (password, len(user) + 1) if colon else (user, 0)
    start = line.start + url.start(2) + offset
    rated = _rate(user, unquote(value), host, alone=not colon, scheme=url.group(1).lower())
    if rated is None:
        return None
    severity, confidence = rated
    return Match(
        kind=kind("url-credentials"),
        start=start,
        end=start + len(value),
        value=value,
        severity=severity,
        confidence=confidence,
        rank=Rank.STRUCTURE,
    )


def _rate(
    user: str, value: str, host: str, *, alone: bool, scheme: str
) -> tuple[Severity, Confidence] | None:
    """How bad and how sure a value in front of a host is."""
    if (
        len(value) < 3
        or is_placeholder(value)
        or is_documented(value)
        or _is_template(user)
        or _is_template(value)
    ):
        return None
    if alone:
        if scheme in ("ssh", "git", "sftp", "mailto") or not is_opaque(value, least=20):
            return None
        public = is_hex(value) and "sentry" in host
        return (Severity.LOW if public else Severity.HIGH), Confidence.MEDIUM
    if value.lower() == user.lower() or (value.isidentifier() and value.isupper() and "_" in value):
        return None
    if _LOCAL.match(host) or password_confidence(value, quoted=True) in (None, Confidence.LOW):
        return Severity.LOW, Confidence.LOW
    return Severity.HIGH, Confidence.HIGH


def _is_template(text: str) -> bool:
    return any(mark in text for mark in "{}<>$[]()") or text.startswith(("%(", "%s"))


def _in_query(line: Line) -> Iterator[Match]:
    for number, parameter in enumerate(_QUERY.finditer(line.text)):
        if number >= MAX_URLS:
            line.gaps.append(f"more than {MAX_URLS} parameters on one line")
            return
        name, raw = parameter.group(1).lower(), parameter.group(2).rstrip(").,;:!\\")
        value = unquote(raw)
        if _is_template(value) or is_placeholder(value) or is_documented(value):
            continue
        carrier = _carrier(line.text, parameter.start(2), parameter.start(2) + len(raw))
        if verdict := _signature(name, value, carrier.group()) or _parameter(name, value, carrier.group()):
            yield verdict.match(line.start + carrier.start(), line.start + carrier.end(), value)


def _carrier(text: str, start: int, end: int) -> re.Match[str]:
    """The URL around a parameter, or what is left of it: it is hidden as a whole."""
    first = max(
        (m.end() for m in _STOP.finditer(text, max(0, start - 2_000), start)), default=max(0, start - 2_000)
    )
    found = _RUN.match(text, first)
    return found if found and found.end() >= end else re.compile(".*").match(text, start, end)  # type: ignore[return-value]


def _signature(name: str, value: str, carrier: str) -> Verdict | None:
    """The verdict on the signature of a presigned URL."""
    shape = _SIGNATURES.get(name)
    if shape is None or not shape.fullmatch(value):
        return None
    if name == "sig" and not _SAS.search(carrier):
        return None
    provider = kind("azure-sas-token" if name == "sig" else "presigned-url")
    return Verdict(provider, provider.severity, provider.confidence, Rank.CARRIER)


def _parameter(name: str, value: str, carrier: str) -> Verdict | None:
    sense = _PARAMETERS.get(name, sense_of(name))
    if sense is Sense.NONE or name in _IDENTIFYING or is_patterned(value):
        return None
    if name == "token" and is_hex(value) and len(value) in (32, 48, 64):
        return Verdict(kind("jupyter-token"), Severity.MEDIUM, Confidence.HIGH, Rank.STRUCTURE)
    host = carrier.partition("://")[2][:100]
    if vendor := by_vendor((*vendor_words(name), *vendor_words(host.partition("/")[0])), value):
        return vendor
    generic = kind("url-parameter-secret")
    if sense is Sense.PASSWORD:
        rated = password_confidence(value, quoted=True)
        return Verdict(generic, Severity.HIGH, rated, Rank.STRUCTURE) if rated else None
    if not is_opaque(value, least=16 if sense is Sense.SECRET else 24):
        return None
    if sense is Sense.WEAK and (is_hex(value) or name == "k"):
        return Verdict(generic, Severity.LOW, Confidence.LOW, Rank.STRUCTURE)
    return Verdict(generic, Severity.HIGH, Confidence.MEDIUM, Rank.STRUCTURE)
