"""A column holds an attribute of people that the law protects.

What it does
------------
Recognises, by vocabulary, gender, ethnic origin, religion, political opinion, sexual orientation, health and
biometric templates.

Why it matters
--------------
Most of these are special categories: to process them is forbidden unless a listed ground allows it, and a
model that uses them, or learns them from other columns, may decide by them.

Use instead
-----------
Keep such a column out of the features; hold it apart, under access control, to test the model for bias.

References
----------
CWE-359, GDPR Art. 9, EU AI Act Art. 10(5)
"""

from mlsec_nb.core.finding import Severity
from mlsec_nb.profile.rule import rule

RULE = rule(
    "MLS612",
    "sensitive-column",
    "A column holds a protected attribute of people.",
    severity=Severity.MEDIUM,
    advice="Keep it out of the features, hold it apart to test for bias, and write down the legal ground.",
    references=("CWE-359", "GDPR Art. 9"),
    controls=("DATA-01",),
)
