"""One column alone gives the label away.

What it does
------------
Predicts the label from each column alone, by its values, its categories and where it is missing, on rows
that were not used to learn it.

Why it matters
--------------
A copy of the answer among the features makes tests perfect and the model useless, and it hides what it
would otherwise have to learn from.

Use instead
-----------
Only columns that are known at the time of the prediction.

References
----------
Kaufman et al. 2012 (TKDD), CWE-1039
"""

from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.profile.rule import rule

RULE = rule(
    "MLS405",
    "target-leakage",
    "One column alone gives the label away.",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    advice="Find out when the column is filled: drop it if that is after the label is known.",
    references=("CWE-1039",),
    controls=("DATA-12",),
)
