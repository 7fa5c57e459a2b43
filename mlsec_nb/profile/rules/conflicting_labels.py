"""Rows that are equal have different labels.

What it does
------------
Groups rows whose features are equal and compares their labels.

Why it matters
--------------
Nobody can learn such rows; relabelled copies are also a way to poison a class.

Use instead
-----------
One label for each case, decided by a rule.

References
----------
CWE-1039
"""

from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.profile.rule import rule

RULE = rule(
    "MLS412",
    "conflicting-labels",
    "Rows that are equal have different labels.",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    advice="Decide which label holds; when both may, the columns do not suffice to tell.",
    references=("CWE-1039",),
    controls=("DATA-11",),
)
