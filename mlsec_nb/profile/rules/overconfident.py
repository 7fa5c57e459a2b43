"""A model is surer than it is right.

What it does
------------
Compares the confidence in the predicted class with how often it is right, on test rows.

Why it matters
--------------
Thresholds, reviews and alarms rely on confidence. A model that is sure of everything gives no warning of
strange or crafted rows, and its confidence tells members from others.

Use instead
-----------
`CalibratedClassifierCV`, temperature scaling, less overfitting; a rule for rows that are unlike the
training data.

References
----------
CWE-1426
"""

from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.profile.rule import rule

RULE = rule(
    "MLS506",
    "overconfident",
    "The model is surer than it is right.",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    advice="Calibrate with `CalibratedClassifierCV` on rows that were held out.",
    references=("CWE-1426",),
    controls=("MODEL-07",),
)
