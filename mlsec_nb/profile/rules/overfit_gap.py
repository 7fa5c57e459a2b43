"""A model is much better on rows that it has seen.

What it does
------------
Compares the score on training rows with that on test rows, and reports a gap whose lower bound is large.

Why it matters
--------------
The gap is the simplest attack on membership: guess that whatever the model gets right was in its data. It
also means that the score in use will be lower than the one that was reported from training.

Use instead
-----------
Larger leaves, stronger regularisation, fewer rounds, early stopping, more data.

References
----------
CWE-1426
"""

from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.profile.rule import rule

RULE = rule(
    "MLS505",
    "overfit-gap",
    "The model is much better on rows that it has seen.",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    advice="Regularise: larger leaves, smaller C, early stopping; or gather more data.",
    references=("CWE-1426",),
    controls=("MODEL-07", "MODEL-09"),
)
