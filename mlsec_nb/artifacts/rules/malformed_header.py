"""A header that lies about what follows.

What it does
------------
Finds headers of safetensors, GGUF and numpy files whose sizes, offsets, counts or shapes lead
outside the file, overlap or overflow.

Why it matters
--------------
Readers written in C and C++ allocate and copy by these numbers (CVE-2024-23496 and others in GGUF
readers).

Use instead
-----------
A file written anew by the original library.

References
----------
CWE-130, CWE-190, CWE-787

"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.artifacts.examples import safetensors
from mlsec_nb.artifacts.facts import Header
from mlsec_nb.artifacts.rule import rule
from mlsec_nb.artifacts.verdict import Verdict
from mlsec_nb.core.finding import Severity

RULE = rule(
    "MLS315",
    "malformed-header",
    "Sizes or offsets in the header do not fit the file.",
    severity=Severity.HIGH,
    advice="Do not load it with native readers; get the file again from its source.",
    references=("CWE-130", "CWE-190"),
)
LISTENS = Header


def _tensor(start: int, end: int) -> dict[str, object]:
    return {"dtype": "U8", "shape": [end - start], "data_offsets": [start, end]}


BAD = (
    ("w.safetensors", safetensors({"a": _tensor(0, 8)}, b"1234")),
    ("w.safetensors", safetensors({"a": _tensor(0, 4), "b": _tensor(2, 6)}, b"123456")),
    ("w.safetensors", safetensors({}, claimed=1 << 39)),
)
GOOD = (("w.safetensors", safetensors({"a": _tensor(0, 4), "b": _tensor(4, 6)}, b"123456")),)


def check(fact: Header) -> Iterator[Verdict]:
    """Report the lie."""
    yield Verdict(
        subject=fact.what,
        message=f"In the header, {fact.what}.",
        evidence=f"byte {fact.offset:,}",
        severity=None if fact.severe else Severity.MEDIUM,
    )
