"""A few hundred questions are enough to copy the model.

What it does
------------
Asks about rows like the test rows, teaches other models on the answers, and measures how often they agree.

Why it matters
--------------
A copy is the model for free: for a competitor, and for somebody who wants to try out attacks undisturbed.

Use instead
-----------
Labels or rounded scores instead of probabilities, limits on questions for each account, and a watch for
questions that sweep the input space. Simple models are easy to copy whatever is done.

References
----------
ATLAS AML.T0024.002, OWASP ML05:2023
"""

from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.profile.rule import rule

RULE = rule(
    "MLS508",
    "easily-copied",
    "A few hundred questions are enough to copy the model.",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    advice="Give out labels or rounded scores, limit questions, and watch for questions that sweep the "
    "inputs.",
    references=("ATLAS AML.T0024.002",),
    controls=("MODEL-11",),
)
