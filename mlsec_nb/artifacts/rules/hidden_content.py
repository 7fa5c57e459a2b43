"""Content where no reader of the format looks.

What it does
------------
Finds pickles behind the end of the one that is loaded, archives behind or before other content, and
data appended to a stream.

Why it matters
--------------
What one program skips another may load: a file that is a pickle from its start and a zip from its
end is two models in one, and a scanner sees only one of them.

Use instead
-----------
Write the file anew from what was loaded by a trusted program.

References
----------
CWE-436, CVE-2025-1889

"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.artifacts.examples import PLAIN, SYSTEM, zipped
from mlsec_nb.artifacts.facts import Hidden
from mlsec_nb.artifacts.rule import rule
from mlsec_nb.artifacts.verdict import Verdict
from mlsec_nb.core.finding import Severity

RULE = rule(
    "MLS306",
    "hidden-content",
    "The file holds more than a reader of its format sees.",
    severity=Severity.MEDIUM,
    advice="Find out where the additional content comes from; do not load the file before.",
    references=("CWE-436",),
)
LISTENS = Hidden
BAD = (("model.pkl", PLAIN + b"some notes" + SYSTEM), ("model.pkl", PLAIN + zipped(("data.pkl", SYSTEM))))
GOOD = (("model.pkl", PLAIN), ("two.pkl", PLAIN + PLAIN), ("model.zip", zipped(("a.pkl", PLAIN))))


def check(fact: Hidden) -> Iterator[Verdict]:
    """Report what is hidden."""
    yield Verdict(
        subject=fact.what,
        message=f"The file holds {fact.what} (at byte {fact.offset:,}).",
        evidence=fact.what,
        severity=Severity.HIGH if fact.severe else None,
    )
