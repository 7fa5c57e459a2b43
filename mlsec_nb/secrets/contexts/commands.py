"""Passwords among the arguments of commands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.secrets.filters.password import password_confidence
from mlsec_nb.secrets.judge import judge
from mlsec_nb.secrets.line import Line
from mlsec_nb.secrets.match import Match, Rank
from mlsec_nb.secrets.needles import later
from mlsec_nb.secrets.registry import kind

_WORD = r"(?:'([^'\n]{4,200})'|\"([^\"\n]{4,200})\"|([^\s'\"|;&<>(){}$`]{4,200}))"
_REST = r"[^\n|;&]{0,300}?[ \t]"
_PASSWORDS = {
    "sshpass": rf"sshpass[ \t]+(?:-[ve][ \t]+){{0,2}}-p[ \t]*{_WORD}",
    "mysql": rf"\bmysql(?:dump|admin|import)?\b{_REST}-p{_WORD}",
    "curl": rf"\bcurl\b{_REST}(?:-u|--user|--proxy-user)[ \t=]*['\"]?[^\s:'\"]{{1,80}}:{_WORD}",
    "login": rf"\b(?:docker|podman|nerdctl|helm|oras|az|acr)\b{_REST}login\b{_REST}-p[ \t=]*{_WORD}",
    "redis-cli": rf"\bredis-cli\b{_REST}-a[ \t]+{_WORD}",
    "mongo": rf"\bmongo(?:sh|dump|restore|export|import)?\b{_REST}-p[ \t]+{_WORD}",
    "twine": rf"\btwine\b{_REST}-p[ \t]+{_WORD}",
    "pass:": rf"\bpass(?:in|out)?[ \t:]+pass:{_WORD}",
    "zip ": rf"\b(?:unzip|zip)\b{_REST}-P[ \t]*{_WORD}",
    "7z ": rf"\b7z[ar]?\b{_REST}-p{_WORD}",
    "sudo": rf"\becho[ \t]+(?:-n[ \t]+)?{_WORD}[ \t]*\|[ \t]*sudo[ \t]+-S",
    "--password-stdin": rf"\becho[ \t]+(?:-n[ \t]+)?{_WORD}[ \t]*\|[^\n|]{{0,200}}--password-stdin",
    "smbclient": rf"\bsmbclient\b{_REST}-U[ \t]*['\"]?[^\s%'\"]{{1,80}}%{_WORD}",
    "lftp": rf"\blftp\b{_REST}-u[ \t]*['\"]?[^\s,'\"]{{1,80}},{_WORD}",
    "snowsql": rf"\bsnowsql\b{_REST}-[pP][ \t]*{_WORD}",
    "sqlcmd": rf"\bsqlcmd\b{_REST}-P[ \t]*{_WORD}",
    "beeline": rf"\bbeeline\b{_REST}-p[ \t]*{_WORD}",
    "sqlplus": rf"\bsqlplus\b{_REST}[A-Za-z_]\w{{0,40}}/{_WORD}@",
    "htpasswd": rf"\bhtpasswd\b{_REST}-\w*b\w*[ \t]+\S{{1,80}}[ \t]+\S{{1,80}}[ \t]+{_WORD}",
    "kinit": rf"\becho[ \t]+{_WORD}[ \t]*\|[ \t]*kinit\b",
    "chpasswd": rf"\becho[ \t]+['\"]?\w{{1,40}}:{_WORD}['\"]?[ \t]*\|[ \t]*(?:sudo[ \t]+)?chpasswd",
}
"""Where commands take a password, by a word that the command line holds."""

_KEYS = {
    "wandb login": ("wandb", r"\bwandb[ \t]+login\b[^\n|;&]{0,80}?[ \t'\"]([0-9a-f]{40})\b"),
    "ngrok": ("ngrok", r"\bngrok\b[^\n|;&]{0,80}?auth-?_?token[ \t\"'(,]+([A-Za-z0-9_]{30,60})\b"),
    "kaggle config": (
        "kaggle",
        r"\bkaggle[ \t]+config[ \t]+set\b[^\n|;&]{0,80}?[ \t]-v[ \t]+([0-9a-f]{32})\b",
    ),
    "vastai": ("vastai", r"\bvastai[ \t]+set[ \t]+api-key[ \t]+([0-9a-f]{64})\b"),
    "comet login": ("comet", r"\bcomet[ \t]+login\b[^\n|;&]{0,80}?[ \t]([A-Za-z0-9]{25})\b"),
    "lep login": (
        "lepton",
        r"\blep[ \t]+login\b[^\n|;&]{0,80}?[ \t]-c[ \t]+['\"]?\w{1,40}:([A-Za-z0-9]{32,64})\b",
    ),
    "cloud login": ("prefect", r"\bcloud[ \t]+login\b[^\n|;&]{0,80}?[ \t]-k[ \t]+([A-Za-z0-9_]{20,80})\b"),
}
"""Where commands take a key: whose it is, and how it looks."""

NEEDLES = (*_PASSWORDS, *_KEYS)
_there = later(lambda: NEEDLES)


def find(line: Line) -> Iterator[Match]:
    """Every password and key among the arguments of a command on the line."""
    for needle in line.among.once(_there):
        if needle not in line.text:
            continue
        if needle in _PASSWORDS:
            yield from _passwords(line, _compiled(_PASSWORDS[needle]))
        else:
            vendor, pattern = _KEYS[needle]
            for found in _compiled(pattern).finditer(line.text):
                if verdict := judge("api_key", found.group(1), around=(vendor,)):
                    yield verdict.match(
                        line.start + found.start(1), line.start + found.end(1), found.group(1)
                    )


def _passwords(line: Line, pattern: re.Pattern[str]) -> Iterator[Match]:
    for found in pattern.finditer(line.text):
        group = found.lastindex or 1
        value = found.group(group)
        confidence = password_confidence(value, quoted=True)
        if confidence is not None:
            yield Match(
                kind=kind("command-line-password"),
                start=line.start + found.start(group),
                end=line.start + found.end(group),
                value=value,
                severity=Severity.LOW if confidence is Confidence.LOW else Severity.HIGH,
                confidence=confidence,
                rank=Rank.STRUCTURE,
            )


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
