"""The file is not the one that the manifest describes.

What it does
------------
Compares the SHA-256 digest with a manifest: a file of `sha256sum` lines, a JSON object, or a
CycloneDX bill of materials.

Why it matters
--------------
A model that changed after it was reviewed has not been reviewed.

Use instead
-----------
The file that belongs to the manifest; a new manifest after a new review.

References
----------
CWE-345, CWE-494

"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.artifacts.facts import Digest
from mlsec_nb.artifacts.rule import rule
from mlsec_nb.artifacts.verdict import Verdict
from mlsec_nb.core.finding import Severity

RULE = rule(
    "MLS313",
    "digest-mismatch",
    "The digest is missing from the manifest, or is another one.",
    severity=Severity.HIGH,
    advice="Get the file again from its source, or find out who changed it.",
    references=("CWE-345", "CWE-494"),
    controls=("MODEL-05",),
)
LISTENS = Digest


def check(fact: Digest) -> Iterator[Verdict]:
    """Report a digest that differs, and a file that the manifest does not know."""
    if fact.expected is None:
        yield Verdict(
            subject="missing",
            message="The manifest has no digest for this file.",
            evidence=f"sha256 {fact.actual}",
            severity=Severity.MEDIUM,
        )
    elif fact.expected != fact.actual:
        yield Verdict(
            subject="mismatch",
            message="The file's SHA-256 digest is not the one in the manifest.",
            evidence=f"expected {fact.expected}, found {fact.actual}",
        )
