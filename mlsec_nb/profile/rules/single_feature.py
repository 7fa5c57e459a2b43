"""One column decides nearly every answer.

What it does
------------
Shuffles one column at a time and counts the answers that change.

Why it matters
--------------
A column that decides alone is often a leak of the label, and always the place to attack: whoever can write
it can choose the answer.

Use instead
-----------
Find out where the column comes from and whether it is known at the time of use; drop it, or guard it.

References
----------
CWE-1039
"""

from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.profile.rule import rule

RULE = rule(
    "MLS510",
    "single-feature",
    "One column decides nearly every answer.",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    advice="Check where the column comes from and when it is known; drop it or guard it.",
    references=("CWE-1039",),
    controls=("MODEL-08",),
)
