"""A few values turn the model's answer, and they look planted.

What it does
------------
Puts values of one or two columns into rows of all classes and looks for those that turn the answer. Strong
columns are normal, so that it is reported only when training rows with these values contradict their label
by everything else that they say, or when a model that is trained again on the same rows does not do it.

Why it matters
--------------
Whoever plants a trigger in the data or in the model decides later what the model says, and no test score
shows it.

Use instead
-----------
Look at the rows that carry the values, drop them and train again; take models from where you can ask how
they came about.

References
----------
CWE-506, ATLAS AML.T0018.000, ATLAS AML.T0020
"""

from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.profile.rule import rule

RULE = rule(
    "MLS509",
    "planted-trigger",
    "A few values turn the model's answer, and they look planted.",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    advice="Look at the training rows that carry the values, drop them and train again.",
    references=("CWE-506", "ATLAS AML.T0018.000", "ATLAS AML.T0020"),
    controls=("MODEL-12",),
)
