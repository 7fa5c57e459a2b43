"""Rows are there more than once, or almost.

What it does
------------
Hashes every row, and compares nearest neighbours on a sample for copies that were altered a little.

Why it matters
--------------
Copies that fall on both sides of a split make a test meaningless, a flood of copies is a cheap way to
poison, and rows that are there often are the ones that a model remembers.

Use instead
-----------
One row for each case; weights where repetition means something.

References
----------
Lee et al. 2022 (ACL), CWE-1039
"""

from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.profile.rule import rule

RULE = rule(
    "MLS403",
    "duplicate-rows",
    "Rows are there more than once, or almost.",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    advice=("Drop the copies (`df.drop_duplicates()`), or weigh them on purpose, before the data is split."),
    references=("CWE-1039",),
    controls=("DATA-11",),
)
