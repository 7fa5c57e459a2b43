"""Downloads in a shell over a connection that proves nothing.

What it does
------------
Finds ``wget``, ``curl`` and ``git clone`` of ``http://`` addresses, and options that turn off the
check of certificates.

Why it matters
--------------
Anyone on the way can replace what arrives.

Use instead
-----------
``https://``, and a digest that is compared.

References
----------
CWE-319, CWE-295
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Hit, Shell, Watch, rule
from mlsec_nb.core.finding import Severity

RULE = rule(
    "MLS271",
    "shell-http",
    "A download is not protected on its way.",
    advice="Use https:// and compare a digest.",
    references=("CWE-319", "CWE-295"),
    controls=("DATA-05",),
    aliases=("B310",),
)
UNCHECKED = frozenset(
    "--insecure --no-check-certificate --check-certificate=false --verify=no --ssl-no-revoke "
    "--no-verify-ssl".split()
)
SHORT = re.compile(r"-[a-jl-zA-Z]*k[a-zA-Z]*")
UNVERIFIED = re.compile(r"\bhttp\.sslverify[= ](?:false|0|no)\b", re.IGNORECASE)
PLAIN = re.compile(r"(?:http|ftp)://")
NEAR = re.compile(
    r"http://(?:[^@/]{0,80}@)?(?:localhost|127\.|0\.0\.0\.0|\[?::1|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|"
    r"host\.docker\.internal|metadata\.google|[\w-]{1,60}(?:[:/]|$)|[\w.-]{1,80}\.(?:local|internal|svc)(?:[:/]|$)|\{|\$)"
)
WATCH = Watch(programs=("wget", "curl", "git", "aria2c", "axel", "http", "lftp", "aws"))
BAD = (
    "!wget http://example.org/model.bin",
    "!curl -k https://example.org/data.csv -o data.csv",
    "%%bash\nwget --no-check-certificate https://example.org/d.zip  # bad",
)
GOOD = (
    "!wget https://example.org/d.csv",
    "!curl http://localhost:8000/health",
    "!curl -X POST http://127.0.0.1:9000/v1 -d '{}'",
    "!git clone https://github.com/org/repo",
)


def check(shell: Shell, facts: Facts) -> Iterator[Hit]:
    """Report plain HTTP to another machine, and options against verification."""
    program, words = shell.command.program, shell.command.argv[1:]
    if program == "git" and UNVERIFIED.search(" ".join(words)):
        yield Hit("`git` is told to accept any certificate.")
        return
    if program == "git" and not any(word in ("clone", "pull", "fetch", "-c") for word in words):
        return
    for word in words:
        unchecked = word in UNCHECKED or (program == "curl" and SHORT.fullmatch(word))
        if unchecked:
            yield Hit(f"`{program} {word}` accepts any certificate.")
            return
    for word in words:
        if PLAIN.match(word) and not NEAR.match(word):
            yield Hit(
                f"`{program}` fetches over http, which anyone on the way can change.",
                severity=Severity.MEDIUM,
            )
            return
