"""An archive that two readers read differently.

What it does
------------
Finds zip archives with a name twice, a member under another name, size, method or checksum than the
directory says, encryption flags in one place only, members that the directory does not list, and
entries that share a record.

Why it matters
--------------
The scanner reads one member and the loader another: this is how malicious models got past scanners
(CVE-2025-1944, CVE-2025-1945, CVE-2025-10156).

Use instead
-----------
An archive packed anew.

References
----------
CWE-436, CWE-345, CVE-2025-1944, CVE-2025-1945

"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.artifacts.examples import PLAIN, zipped
from mlsec_nb.artifacts.facts import Anomaly
from mlsec_nb.artifacts.rule import rule
from mlsec_nb.artifacts.verdict import Verdict
from mlsec_nb.core.finding import Severity

RULE = rule(
    "MLS317",
    "archive-anomaly",
    "Two readers of the archive would see different content.",
    severity=Severity.HIGH,
    advice="Do not load it; ask for an archive packed by the original library.",
    references=("CWE-436", "CVE-2025-1944", "CVE-2025-1945"),
)
LISTENS = Anomaly
BAD = (("model.zip", zipped(("data.pkl", PLAIN), ("data.pkl", PLAIN))),)
GOOD = (("model.zip", zipped(("a.pkl", PLAIN), ("b.pkl", PLAIN))),)
MEANINGS = {
    "duplicate": "the name stands twice",
    "name": "the record has another name than the directory",
    "method": "the record names another compression than the directory",
    "encryption": "only one of record and directory says that it is encrypted",
    "size": "record and directory differ on the size",
    "checksum": "record and directory differ on the checksum",
    "unlisted": "the directory does not list it",
    "overlap": "entries overlap",
}


def check(fact: Anomaly) -> Iterator[Verdict]:
    """Report the difference."""
    yield Verdict(
        subject=f"{fact.kind}:{fact.subject}",
        message=f"In the archive, {MEANINGS[fact.kind]}: {fact.subject} (at byte {fact.offset:,}).",
        evidence=fact.subject,
    )
