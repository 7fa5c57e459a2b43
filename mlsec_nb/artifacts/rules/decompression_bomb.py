"""Data that grow out of proportion when unpacked.

What it does
------------
Finds compressed streams and archives that unpack to hundreds of times their size. Unpacking stops
there, so what lies behind is not examined.

Why it matters
--------------
Loading fills memory or disk and takes the machine, or the service that loads models, down.

Use instead
-----------
Ask for the file in a plain format; set limits where models are loaded.

References
----------
CWE-409

"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.artifacts.examples import PLAIN, zipped
from mlsec_nb.artifacts.facts import Inflated
from mlsec_nb.artifacts.rule import rule
from mlsec_nb.artifacts.verdict import Verdict
from mlsec_nb.core.finding import Severity

RULE = rule(
    "MLS308",
    "decompression-bomb",
    "The file unpacks to far more than it should.",
    severity=Severity.HIGH,
    advice="Do not unpack or load it without limits on memory and disk.",
    references=("CWE-409",),
    controls=("MODEL-02", "INFRA-01"),
)
LISTENS = Inflated
BAD = (("model.zip", lambda: zipped(("zeros", bytes(64 << 20)), deflated=True)),)
GOOD = (("model.zip", zipped(("a.pkl", PLAIN), deflated=True)),)


def check(fact: Inflated) -> Iterator[Verdict]:
    """Report the proportion."""
    ratio = fact.unpacked // max(fact.packed, 1)
    yield Verdict(
        subject=fact.what,
        message=f"Of {fact.what}, {fact.packed:,} bytes unpack to {fact.unpacked:,} or more,"
        f" {ratio:,} times as much.",
        evidence=f"{fact.packed:,} -> {fact.unpacked:,} bytes",
    )
