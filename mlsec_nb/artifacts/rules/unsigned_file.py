"""A signature was asked for and is missing or wrong.

What it does
------------
When signatures are required, checks the OpenSSF model signature beside the file, offline, against
the given public key.

Why it matters
--------------
A signature ties the bytes to who published them; a digest from the same place as the file does not.

Use instead
-----------
`model_signing sign` by the publisher, `--key` here.

References
----------
CWE-347, CWE-494

"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.artifacts.facts import Signature
from mlsec_nb.artifacts.rule import rule
from mlsec_nb.artifacts.verdict import Verdict
from mlsec_nb.core.finding import Severity

RULE = rule(
    "MLS314",
    "unsigned-file",
    "The file has no signature that holds.",
    severity=Severity.MEDIUM,
    advice="Ask the publisher for a signature, or sign the file after review.",
    references=("CWE-347",),
    controls=("MODEL-05",),
)
LISTENS = Signature
SEVERITIES = {"missing": Severity.MEDIUM, "unverified": Severity.LOW, "wrong": Severity.HIGH}


def check(fact: Signature) -> Iterator[Verdict]:
    """Report the state of the signature."""
    yield Verdict(
        subject=fact.state,
        message=f"The signature is {fact.state}: {fact.why}.",
        evidence=fact.state,
        severity=SEVERITIES[fact.state],
    )
