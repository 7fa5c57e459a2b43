"""The file breaks off or does not follow its format.

What it does
------------
Finds streams that end early or turn into nonsense. What was read before counts; what lies behind is
reported as not examined.

Why it matters
--------------
Payloads run while the stream is read: a pickle that breaks at its end has done its work by then,
and many scanners give up on it.

Use instead
-----------
The file from its source again.

References
----------
CWE-1286, CWE-755

"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.artifacts.examples import PLAIN
from mlsec_nb.artifacts.facts import Broken
from mlsec_nb.artifacts.rule import rule
from mlsec_nb.artifacts.verdict import Verdict
from mlsec_nb.core.finding import Severity

RULE = rule(
    "MLS316",
    "broken-stream",
    "The file does not follow its format to the end.",
    severity=Severity.MEDIUM,
    advice="Get the file again from its source; do not trust what a partial read says.",
    references=("CWE-1286",),
)
LISTENS = Broken
BAD = (("model.pkl", PLAIN[:-1]), ("model.pkl", b"\x80\x04]\x94(K\x01\xff"))
GOOD = (("model.pkl", PLAIN),)


def check(fact: Broken) -> Iterator[Verdict]:
    """Report where it breaks."""
    yield Verdict(
        subject=fact.what,
        message=f"Reading {fact.what} failed at byte {fact.offset:,}: {fact.why}.",
        evidence=fact.why[:200],
    )
