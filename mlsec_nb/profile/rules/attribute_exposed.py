"""A model tells values of its training rows.

What it does
------------
For columns that were declared sensitive, puts in every value and guesses the one that the model is surest
with. Reported when that is right more often for training rows than for others.

Why it matters
--------------
Somebody who knows most about a person learns the rest, such as a diagnosis, because that person was in the
data.

Use instead
-----------
Leave the column out, regularise, give out labels only, or train with differential privacy.

References
----------
CWE-200, ATLAS AML.T0024.001
"""

from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.profile.rule import rule

RULE = rule(
    "MLS511",
    "attribute-exposed",
    "The model's answers tell values of its training rows.",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    advice="Leave the column out, regularise, or give out labels only.",
    references=("CWE-200", "ATLAS AML.T0024.001"),
    controls=("MODEL-10",),
)
