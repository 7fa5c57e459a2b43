"""A model tells who was in its training data.

What it does
------------
Attacks the model as a stranger would who can ask it about single rows: its confidence in each row is
weighed against models of the same kind that were trained on halves of the rows. Reported when the attack
tells training rows from others by more than chance, or finds some of them almost without error.

Why it matters
--------------
To be in the training data of a model on a disease, a debt or a crime is personal data in itself. Whoever
holds a model that exposes its members may hold personal data, and publishing it publishes them.

Use instead
-----------
Larger leaves, stronger regularisation, early stopping, labels or rounded scores instead of probabilities, or
training with differential privacy; then measure again. Look at the exposed rows: they are often mislabelled.

References
----------
CWE-200, CWE-1426, ATLAS AML.T0024.000
"""

from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.profile.rule import rule

RULE = rule(
    "MLS501",
    "membership-exposed",
    "The model's answers tell who was in its training data.",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    advice="Regularise (larger leaves, smaller C), give out labels or rounded scores, or train with "
    "differential privacy; then measure again.",
    references=("CWE-200", "ATLAS AML.T0024.000"),
    controls=("MODEL-09",),
)
