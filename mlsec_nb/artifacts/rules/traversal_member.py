"""A member of an archive would land outside the folder.

What it does
------------
Finds member names that are absolute or climb with `..`, links that point outside, and devices.

Why it matters
--------------
Extracting such an archive overwrites files anywhere the user may write: start-up scripts, keys,
site-packages.

Use instead
-----------
`tarfile.extractall(filter="data")`, or an archive without such members.

References
----------
CWE-22, CWE-59, CVE-2007-4559

"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.artifacts.examples import PLAIN, tarred, zipped
from mlsec_nb.artifacts.facts import Entry
from mlsec_nb.artifacts.rule import rule
from mlsec_nb.artifacts.verdict import Verdict
from mlsec_nb.core.finding import Severity

RULE = rule(
    "MLS307",
    "traversal-member",
    "A member of the archive would be written outside the folder it is extracted to.",
    severity=Severity.HIGH,
    advice='Do not extract the archive; if you must, use tarfile\'s filter="data".',
    references=("CWE-22", "CWE-59", "CVE-2007-4559"),
)
LISTENS = Entry
BAD = (("model.zip", zipped(("../../.bashrc", b"x"))), ("model.tar", tarred(("/etc/cron.d/x", b"x"))))
GOOD = (("model.zip", zipped(("a..b/data.pkl", PLAIN))), ("model.tar", tarred(("./weights/w0", b"x"))))


def check(fact: Entry) -> Iterator[Verdict]:
    """Report names, link targets and special files that leave the folder."""
    if _leaves(fact.name):
        yield _verdict(fact, f"The member's name {fact.name} leads outside the archive's folder.")
    elif fact.link is not None and (_leaves(fact.link) or _climbs(fact.name, fact.link)):
        yield _verdict(fact, f"The member {fact.name} is a link to {fact.link}.")
    elif fact.special:
        yield _verdict(fact, f"The member {fact.name} is a device or a pipe.")


def _leaves(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or name[1:3] in (":/", ":\\") or _depth(parts) < 0


def _climbs(name: str, link: str) -> bool:
    return _depth([*name.split("/")[:-1], *link.replace("\\", "/").split("/")]) < 0


def _depth(parts: list[str]) -> int:
    """The lowest level that a path goes through."""
    depth = lowest = 0
    for part in parts:
        depth += -1 if part == ".." else part not in ("", ".")
        lowest = min(lowest, depth)
    return lowest


def _verdict(fact: Entry, message: str) -> Verdict:
    return Verdict(subject=fact.name, message=message, evidence=fact.link or fact.name)
